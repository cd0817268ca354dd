import type { Comment } from '../features/comments/model.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { Fill } from './fill.tsx'
import { legalNoticePath, loginAgainPath } from './paths.ts'
import { ProblemNote, type ProblemShown } from './problem-note.tsx'

interface FormProps {
  comment: Comment
  language: Language
  /** Fields by which the answer finds the page again that this was sent from. */
  place: Readonly<Record<string, string>>
  problem: ProblemShown | null
  /** In a sheet: it has the title, and is closed instead of left; the script sends it as data. */
  inSheet: boolean
  /** Back to the page with nothing opened. */
  cancelHref: string
}

export interface ReportFormProps extends FormProps {
  /** Of the policy that the comment was written under, gravest first. */
  clauses: readonly Clause[]
  isSignedIn: boolean
  /** What was chosen and written, when it was not taken. */
  typed: { clause: string; note: string }
  /** Links leave the frame: a page of ours inside it would refuse to be framed. */
  inFrame: boolean
}

const SEVERITIES = [4, 3, 2, 1] as const
const NOTE_LIMIT = 500

/** Which rule it breaks, by a plain form. A legal claim has a form of its own, whose reasons are not optional. */
export function ReportForm(props: ReportFormProps) {
  const { comment, language, isSignedIn, inSheet, inFrame, problem, cancelHref } = props
  const { report, cancel } = catalogue(language).appeals
  const words = catalogue(language).acts
  return (
    <form
      class={inSheet ? 'sheet-form' : 'act'}
      method="post"
      action={`/comments/${comment.id}/report`}
      id={inSheet ? undefined : 'act'}
      data-api={inSheet ? `/v1/comments/${comment.id}/reports?lang=${language}` : undefined}
      data-201={inSheet ? report.done : undefined}
      data-200={inSheet ? report.already : undefined}
      data-lost={inSheet ? words.lost : undefined}
      data-unseen={inSheet ? words.unseen : undefined}
    >
      <Place {...props} />
      {!inSheet && <b>{report.title}</b>}
      <ProblemNote problem={problem} language={language} asked="filed" />
      {isSignedIn ? <ReportFields {...props} /> : <LogInFirst {...props} />}
      <p>
        <Fill sentence={report.law} name="link">
          <a
            href={legalNoticePath(comment.id, language)}
            target={inFrame ? '_blank' : undefined}
            rel="noopener"
          >
            {report.lawLink}
          </a>
        </Fill>
      </p>
      {(isSignedIn || !inSheet) && (
        <p class="acts">
          {isSignedIn && (
            <button class="button strong" type="submit">
              {report.submit}
            </button>
          )}
          {!inSheet && <a href={cancelHref}>{cancel}</a>}
        </p>
      )}
    </form>
  )
}

/** A link where a page of ours may take the window; inside a frame, or in the dialog over one, the box has the ways. */
function LogInFirst({ comment, language, inSheet, inFrame }: ReportFormProps) {
  const { logIn } = catalogue(language).appeals.report
  const link = <a href={loginAgainPath(comment.articleId, language)}>{logIn}</a>
  if (!inSheet) return <p>{inFrame ? logIn : link}</p>
  return (
    <>
      <p class="scripted">{logIn}</p>
      <p class="by-hand">{link}</p>
    </>
  )
}

function ReportFields({ clauses, language, inSheet, typed }: ReportFormProps) {
  const { report } = catalogue(language).appeals
  const id = inSheet ? 'sheet' : 'act'
  return (
    <>
      <label for={`${id}-clause`}>{report.clause}</label>
      <select class="field" id={`${id}-clause`} name="clause" required>
        <option value="">{report.choose}</option>
        {SEVERITIES.map((severity) => (
          <optgroup label={report.groups[severity]}>
            {clauses
              .filter((clause) => clause.severity === severity)
              .map((clause) => (
                <option value={clause.id} selected={clause.id === typed.clause}>
                  {wordsIn(clause.title, language)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <label for={`${id}-note`}>{report.note}</label>
      <textarea
        class="field"
        id={`${id}-note`}
        name="note"
        rows={2}
        dir="auto"
        aria-describedby={`${id}-hint`}
      >
        {typed.note}
      </textarea>
      <span class="hint" id={`${id}-hint`}>
        {report.noteHint(NOTE_LIMIT)}
      </span>
      <p>{report.next}</p>
    </>
  )
}

/** The second control of a withdrawal. */
export function WithdrawForm(props: FormProps) {
  const { comment, language, inSheet, problem, cancelHref } = props
  const { withdraw, cancel } = catalogue(language).appeals
  const words = catalogue(language).acts
  return (
    <form
      class={inSheet ? 'sheet-form' : 'act'}
      method="post"
      action={`/comments/${comment.id}/withdraw`}
      id={inSheet ? undefined : 'act'}
      data-api={inSheet ? `/v1/comments/${comment.id}/withdrawal?lang=${language}` : undefined}
      data-200={inSheet ? words.withdrawn.back : undefined}
      data-kept={inSheet ? words.withdrawn.kept : undefined}
      data-lost={inSheet ? words.lost : undefined}
      data-unseen={inSheet ? words.unseen : undefined}
    >
      <Place {...props} />
      {!inSheet && <b>{withdraw.title}</b>}
      <ProblemNote problem={problem} language={language} asked="pressed" />
      <p>{withdraw.what}</p>
      <p class="acts">
        <button class="button strong" type="submit">
          {withdraw.submit}
        </button>
        {!inSheet && <a href={cancelHref}>{cancel}</a>}
      </p>
    </form>
  )
}

function Place({ place, language }: Pick<FormProps, 'place' | 'language'>) {
  return (
    <>
      <input type="hidden" name="lang" value={language} />
      {Object.entries(place).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
