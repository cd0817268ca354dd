import type { OpenDraft } from '../features/policy/drafting.ts'
import { isSame } from '../features/policy/rules.ts'
import { catalogue } from '../locales/index.ts'
import { PolicyChanges } from '../ui/policy-changes.tsx'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { deskHref, type EditedPart, policyEditHref, type QueueView } from './links.ts'
import { LangField } from './person-row.tsx'
import { SaveProblem } from './stale-note.tsx'

/** A text that is empty or too long: its name, and the form that it is written in. */
export interface MissingText {
  name: string
  part: EditedPart
  id: string | undefined
}

export interface PolicyConfirmProps extends ConsolePageProps {
  view: QueueView
  draft: OpenDraft
  /** What keeps it from being published. */
  missing: readonly MissingText[]
  problem: ProblemShown | null
}

/** What would change for readers, word by word, before it is published. */
export function PolicyConfirmPage(props: PolicyConfirmProps) {
  const { language, timeZone, draft, problem, view } = props
  const { policy } = catalogue(language).console.pages
  return (
    <ConsoleLayout
      {...props}
      current="policy"
      title={policy.compareTitle}
      languageHref={(other) => deskHref('/console/policy/publish', other)}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <p>
          <a href={deskHref('/console/policy', view.language)}>{policy.title}</a>
        </p>
        <h1>{policy.compareTitle}</h1>
        <p class="muted">{policy.compared(draft.current.version)}</p>
        <SaveProblem {...{ problem, language, timeZone }} />
        <section>
          <PolicyChanges comparison={draft.comparison} language={language} shown={draft.languages} />
        </section>
        <NoticePart {...props} />
        {props.staff.role === 'admin' && <Acts {...props} />}
      </main>
    </ConsoleLayout>
  )
}

function NoticePart({ language, draft, staff, view }: PolicyConfirmProps) {
  const { policy } = catalogue(language).console.pages
  return (
    <section>
      <h2>{policy.fields.notice}</h2>
      <p class="muted small">{policy.noticeHelp}</p>
      {draft.languages.map((name) => (
        <div>
          <p class="muted small" lang={name}>
            {catalogue(name).name}
          </p>
          <p class="lines" lang={draft.notice[name] ? name : undefined} dir="auto">
            {draft.notice[name] || <span class="muted">{policy.missing}</span>}
          </p>
        </div>
      ))}
      {staff.role === 'admin' && (
        <p>
          <a class="button" href={policyEditHref('notice', undefined, view.language)}>
            {policy.editNotice}
          </a>
        </p>
      )}
    </section>
  )
}

function Acts({ language, draft, missing, view }: PolicyConfirmProps) {
  const { policy } = catalogue(language).console.pages
  const { current, basedOn, comparison, revision } = draft
  const fields = (
    <>
      <LangField lang={view.language} />
      <input type="hidden" name="revision" value={revision} />
    </>
  )
  return (
    <section>
      {basedOn !== current.version ? (
        <form class="act" method="post" action="/console/policy/rebase">
          {fields}
          <button class="button" type="submit">
            {policy.rebase(current.version)}
          </button>
          <p class="muted small">{policy.otherPublished(current.version)}</p>
        </form>
      ) : isSame(comparison) ? (
        <p class="note wait">{policy.nothingToPublish}</p>
      ) : missing.length > 0 ? (
        <div class="note wait">
          <p>{policy.notYet}</p>
          <ul>
            {missing.map(({ name, part, id }) => (
              <li>
                <a href={policyEditHref(part, id, view.language)}>{name}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <form class="act" method="post" action="/console/policy/publish">
          {fields}
          <button class="button strong" type="submit">
            {policy.publish(current.version + 1)}
          </button>
          <p class="muted small">{policy.publishHelp}</p>
        </form>
      )}
      <form class="act" method="post" action="/console/policy/discard">
        {fields}
        <button class="button reject" type="submit">
          {policy.discard}
        </button>
        <p class="muted small">{policy.discardHelp}</p>
      </form>
    </section>
  )
}
