import type { OpenDraft } from '../features/policy/drafting.ts'
import type { PolicyVersion } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { Said } from '../ui/said.tsx'
import { Time } from '../ui/time.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { deskHref, type QueueView } from './links.ts'
import { DraftParts } from './policy-parts.tsx'
import { SaveProblem } from './stale-note.tsx'

export const POLICY_ACTS = ['saved', 'published', 'discarded'] as const
export type PolicyAct = (typeof POLICY_ACTS)[number]

export interface PolicyDeskProps extends ConsolePageProps {
  view: QueueView
  siteKey: string
  draft: OpenDraft
  /** Newest first. */
  versions: readonly PolicyVersion[]
  done: PolicyAct | null
  problem: ProblemShown | null
}

/** The versions, and the draft of the next one: everybody of the desk reads it, admins write it. */
export function PolicyDeskPage(props: PolicyDeskProps) {
  const { language, timeZone, done, problem, draft, staff } = props
  const { policy } = catalogue(language).console.pages
  return (
    <ConsoleLayout
      {...props}
      current="policy"
      title={policy.title}
      languageHref={(other) => deskHref('/console/policy', other)}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <h1>{policy.title}</h1>
        <p class="notice" role="status">
          {done && policy.done[done]}
        </p>
        <SaveProblem {...{ problem, language, timeZone }} />
        <Versions {...props} />
        <section>
          <h2>{policy.draft}</h2>
          <DraftState {...props} />
          <DraftParts {...{ language, draft, staff }} lang={props.view.language} />
        </section>
      </main>
    </ConsoleLayout>
  )
}

function Versions({ language, timeZone, versions, siteKey }: PolicyDeskProps) {
  const { policy } = catalogue(language).console.pages
  const [newest] = versions
  return (
    <section>
      <h2>{policy.versions}</h2>
      <ul class="people">
        {versions.map(({ version, publishedAt, notice }) => (
          <li>
            <div class="line">
              <a href={`/policy/${version}?${new URLSearchParams({ site: siteKey, lang: language })}`}>
                <b>{policy.version(version)}</b>
              </a>
              {version === newest?.version && <span class="chip ok">{policy.inForce}</span>}
              <span class="muted small">
                <Time at={publishedAt} {...{ language, timeZone }} />
              </span>
            </div>
            {notice && (
              <p class="muted small lines" dir="auto">
                <Said text={notice} language={language} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who changed it last, and whether another version came into force meanwhile. */
function DraftState({ language, timeZone, draft, staff, view }: PolicyDeskProps) {
  const { policy } = catalogue(language).console.pages
  const isOld = draft.revision > 0 && draft.basedOn !== draft.current.version
  const isAdmin = staff.role === 'admin'
  if (draft.revision === 0) return <p class="muted small">{isAdmin ? policy.noDraft : policy.noDraftYet}</p>
  return (
    <>
      <p class="muted small">
        <bdi>{policy.changedBy(draft.updatedBy)}</bdi> ·{' '}
        <Time at={draft.updatedAt} {...{ language, timeZone }} /> · {policy.basedOn(draft.basedOn)}
      </p>
      {isOld && <p class="note wait">{policy.otherPublished(draft.current.version)}</p>}
      <p class="row">
        <a class="button strong" href={deskHref('/console/policy/publish', view.language)}>
          {isAdmin ? policy.toPublish : policy.toCompare}
        </a>
      </p>
    </>
  )
}
