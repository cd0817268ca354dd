import type { OpenedCase } from '../features/moderation/queueing.ts'
import { isLeaseHeldByOther } from '../features/moderation/rules.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { CommentBody, STATE_TONE } from './comment-rows.tsx'
import { ViewFields } from './decision-fields.tsx'
import { seenCaseOf } from './form-fields.ts'
import { FormProblem } from './form-problem.tsx'
import { GroundFields } from './ground-fields.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { bulkHref, type QueueView, queueHref } from './links.ts'

/** Of the list's checkboxes, which name this form: what is ticked is shown before anything is decided. */
export function BulkPanel({ language, view }: { language: Language; view: QueueView }) {
  const text = catalogue(language).console
  return (
    <form
      id="bulk"
      class="panel"
      popover="auto"
      role="dialog"
      aria-labelledby="bulk-title"
      method="get"
      action="/console/bulk"
    >
      <ViewFields view={view} />
      <h2 id="bulk-title">{text.forms.bulk}</h2>
      <p>{text.forms.bulkPanel}</p>
      <p class="row">
        <button type="submit" class="button">
          {text.forms.bulkShow}
        </button>
        <button type="button" class="button" popovertarget="bulk" popovertargetaction="hide">
          {text.close}
        </button>
      </p>
    </form>
  )
}

export interface BulkPageProps extends ConsolePageProps {
  view: QueueView
  /** Open cases, in the order in which they were asked for. */
  cases: readonly OpenedCase[]
  /** How many of the selected are not open any more. */
  gone: number
  clauses: readonly Clause[]
  draft: { clauses: readonly string[]; lawReference: string; explanation: string }
  problem: ProblemShown | null
}

/** Every text once more with the count, then one decision for all of them. */
export function BulkPage(props: BulkPageProps) {
  const { language, view, cases, gone, clauses, draft, problem } = props
  const { forms } = catalogue(language).console
  const title = cases.length === 0 ? forms.bulk : forms.bulkTitle(cases.length)
  const ids = cases.map(({ item }) => item.caseFile.id)
  return (
    <ConsoleLayout
      {...props}
      current="comments"
      title={title}
      languageHref={(other) => bulkHref(ids, { ...view, language: other })}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <h1>{title}</h1>
        <FormProblem problem={problem} language={language} />
        {cases.length === 0 && <p class="muted">{forms.bulkNone}</p>}
        {cases.length > 0 && gone > 0 && <p class="muted">{forms.bulkGone(gone)}</p>}
        <ol class="rows">
          {cases.map((opened) => (
            <Row {...props} opened={opened} />
          ))}
        </ol>
        {cases.length > 0 && (
          <form class="stack" method="post" action="/console/bulk">
            <ViewFields view={view} />
            {cases.map(({ item }) => (
              <input type="hidden" name="item" value={seenCaseOf(item.caseFile.id, item.comment.version)} />
            ))}
            <section>
              <h2>{forms.bulkApproveTitle}</h2>
              <p class="muted small">{forms.bulkApproveText}</p>
              <p class="row">
                <button class="button approve" type="submit" name="decision" value="approve">
                  {forms.bulkApprove(cases.length)}
                </button>
              </p>
            </section>
            <section>
              <h2>{forms.bulkRejectTitle}</h2>
              <GroundFields {...draft} {...{ language, clauses }} chosen={draft.clauses} />
              <p class="row">
                <button class="button reject" type="submit" name="decision" value="reject">
                  {forms.bulkReject(cases.length)}
                </button>
              </p>
            </section>
          </form>
        )}
        <p class="row">
          <a class="button" href={queueHref(view)}>
            {forms.toQueue}
          </a>
        </p>
      </main>
    </ConsoleLayout>
  )
}

function Row({ language, now, staff, opened }: BulkPageProps & { opened: OpenedCase }) {
  const text = catalogue(language).console
  const { caseFile, comment, author } = opened.item
  const isHeld = isLeaseHeldByOther(caseFile, staff.accountId, now)
  return (
    <li>
      <CommentBody comment={comment} language={language} />
      <p class="line small muted">
        <span class={`chip ${STATE_TONE[comment.state]}`}>{text.forms.state[comment.state]}</span>
        <bdi>{author.name}</bdi>
        {isHeld && caseFile.lease && (
          <span class="chip wait">{text.forms.bulkHeld(caseFile.lease.holderName)}</span>
        )}
        {caseFile.escalatedAt !== null && <span class="chip wait">{text.forms.escalated}</span>}
      </p>
    </li>
  )
}
