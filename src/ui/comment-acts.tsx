import type { Comment } from '../features/comments/model.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { Fill } from './fill.tsx'
import { ProblemNote, type ProblemShown } from './problem-note.tsx'

/** What a reader may do with a comment beside answering it: the form, or what became of it. */
export const ACTS = ['report', 'withdraw', 'reported', 'already'] as const
export type Act = (typeof ACTS)[number]

/** What is open on this page, and how it comes back to its place. */
export interface CommentActs {
  viewerId: string | null
  /** This page with that act opened under that comment: the second control appears after the first. */
  href(act: Act, commentId: string): string
  /** This page with nothing opened. */
  closeHref: string
  open: { act: Act; commentId: string; clause: string; note: string; problem: ProblemShown | null } | null
  /** Of the policy that the opened comment was written under, gravest first. */
  clauses: readonly Clause[]
  /** Fields by which the answer finds this page again. */
  place: Readonly<Record<string, string>>
}

interface ActProps {
  comment: Comment
  acts: CommentActs
  language: Language
  inFrame: boolean
}

const WITHDRAWABLE: ReadonlySet<Comment['state']> = new Set<Comment['state']>([
  'pending',
  'published',
  'blinded',
])

/** A reader's own comment can be withdrawn, every other one that is published reported. */
export function ActLink({ comment, acts, language }: Omit<ActProps, 'inFrame'>) {
  const text = catalogue(language).appeals
  const isOwn = acts.viewerId === comment.accountId
  if (isOwn ? !WITHDRAWABLE.has(comment.state) : comment.state !== 'published') return null
  const act = isOwn ? 'withdraw' : 'report'
  return (
    <a href={acts.href(act, comment.id)} rel="nofollow">
      {text[act].link}
    </a>
  )
}

/** What was opened under this comment, if anything was. */
export function OpenedAct(props: ActProps) {
  const { acts, comment, language } = props
  if (acts.open?.commentId !== comment.id) return null
  const { report } = catalogue(language).appeals
  switch (acts.open.act) {
    case 'report':
      return <ReportForm {...props} open={acts.open} />
    case 'withdraw':
      return <WithdrawForm {...props} open={acts.open} />
    case 'reported':
    case 'already':
      return (
        <p class="note" role="status">
          {acts.open.act === 'reported' ? report.done : report.already}
        </p>
      )
  }
}

type FormProps = ActProps & { open: NonNullable<CommentActs['open']> }

const SEVERITIES = [4, 3, 2, 1] as const

function ReportForm({ acts, comment, language, inFrame, open }: FormProps) {
  const { report, cancel } = catalogue(language).appeals
  return (
    <form class="act" method="post" action={`/comments/${comment.id}/report`} id="act">
      <Place acts={acts} language={language} />
      <b>{report.title}</b>
      <ProblemNote problem={open.problem} language={language} />
      {acts.viewerId === null ? (
        <p>{report.logIn}</p>
      ) : (
        <>
          <label for="act-clause">{report.clause}</label>
          <select class="field" id="act-clause" name="clause" required>
            <option value="">{report.choose}</option>
            {SEVERITIES.map((severity) => (
              <optgroup label={report.groups[severity]}>
                {acts.clauses
                  .filter((clause) => clause.severity === severity)
                  .map(({ id, title }) => (
                    <option value={id} selected={id === open.clause}>
                      {wordsIn(title, language)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
          <label for="act-note">{report.note}</label>
          <textarea class="field" id="act-note" name="note" rows={2} dir="auto" aria-describedby="act-hint">
            {open.note}
          </textarea>
          <span class="hint" id="act-hint">
            {report.noteHint(500)}
          </span>
          <p>{report.next}</p>
        </>
      )}
      <p>
        <Fill sentence={report.law} name="link">
          <a
            href={`/legal/notice?comment=${comment.id}&lang=${language}`}
            target={inFrame ? '_blank' : undefined}
            rel="noopener"
          >
            {report.lawLink}
          </a>
        </Fill>
      </p>
      <p class="acts">
        {acts.viewerId !== null && (
          <button class="button strong" type="submit">
            {report.submit}
          </button>
        )}
        <a href={acts.closeHref}>{cancel}</a>
      </p>
    </form>
  )
}

function WithdrawForm({ acts, comment, language, open }: FormProps) {
  const { withdraw, cancel } = catalogue(language).appeals
  return (
    <form class="act" method="post" action={`/comments/${comment.id}/withdraw`} id="act">
      <Place acts={acts} language={language} />
      <b>{withdraw.title}</b>
      <ProblemNote problem={open.problem} language={language} />
      <p>{withdraw.what}</p>
      <p class="acts">
        <button class="button strong" type="submit">
          {withdraw.submit}
        </button>
        <a href={acts.closeHref}>{cancel}</a>
      </p>
    </form>
  )
}

function Place({ acts, language }: { acts: CommentActs; language: Language }) {
  return (
    <>
      <input type="hidden" name="lang" value={language} />
      {Object.entries(acts.place).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
