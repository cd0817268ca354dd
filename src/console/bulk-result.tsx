import type { Comment } from '../features/comments/model.ts'
import { UNDO_WINDOW_MS } from '../features/delivery/model.ts'
import type { BulkResult } from '../features/moderation/deciding.ts'
import type { Decision, DecisionAction } from '../features/moderation/model.ts'
import { SECOND } from '../kernel/clock.ts'
import type { Problem } from '../kernel/errors.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { shortTime } from '../ui/time.tsx'
import { CommentBody } from './comment-rows.tsx'
import { ViewFields } from './decision-fields.tsx'
import { deskCommentHref } from './desk-links.ts'
import { formSentence } from './form-problem.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { BULK_UNDO, type QueueView, queueHref } from './links.ts'
import { Key } from './small-parts.tsx'

export interface BulkResultPageProps extends ConsolePageProps {
  view: QueueView
  /** Each with its comment, where there is one on this site. */
  results: readonly { result: BulkResult; comment: Comment | null }[]
  /** They were taken back, not decided. */
  isUndo: boolean
}

/** What became of each of them: a conflict says who, what and when. */
export function BulkResultPage(props: BulkResultPageProps) {
  const { language, view, results, isUndo } = props
  const { forms } = catalogue(language).console
  const decided = results.filter(({ result }) => 'decision' in result)
  const failed = results.filter(({ result }) => 'problem' in result)
  const decisions = results.flatMap(({ result }) => ('decision' in result ? [result.decision] : []))
  const title = isUndo
    ? forms.undoneTitle(decided.length, results.length)
    : forms.resultTitle(decided.length, results.length)
  const batch = decisions[0]?.batchId
  return (
    <ConsoleLayout
      {...props}
      current="comments"
      title={title}
      languageHref={(other) => queueHref({ ...view, language: other })}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <h1>{title}</h1>
        {batch && (
          <p class="muted small">
            {forms.resultBatch} <code>{batch}</code>
          </p>
        )}
        {!isUndo && decisions.length > 0 && <UndoAll {...{ language, view, decisions }} />}
        <Part {...props} title={isUndo ? forms.undoneFailed : forms.resultFailed} results={failed} />
        <Part {...props} title={isUndo ? forms.undoneDone : forms.resultDone} results={decided} />
        <p class="row">
          <a class="button" href={queueHref(view)}>
            {forms.toQueue}
          </a>
        </p>
      </main>
    </ConsoleLayout>
  )
}

interface UndoAllProps {
  language: Language
  view: QueueView
  decisions: readonly Decision[]
}

function UndoAll({ language, view, decisions }: UndoAllProps) {
  const { forms, work } = catalogue(language).console
  return (
    <form method="post" action={BULK_UNDO}>
      <ViewFields view={view} />
      {decisions.map(({ id }) => (
        <input type="hidden" name="decision" value={id} />
      ))}
      <p class="row">
        <button type="submit" class="button" aria-keyshortcuts="u">
          <Key name="u" /> {forms.undoAll(decisions.length)}
        </button>
      </p>
      <p class="muted small">{work.left(`${UNDO_WINDOW_MS / SECOND}`)}</p>
    </form>
  )
}

function Part({ language, timeZone, view, results, title }: BulkResultPageProps & { title: string }) {
  const text = catalogue(language).console
  if (results.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ol class="rows">
        {results.map(({ result, comment }) => (
          <li>
            {comment && <CommentBody comment={comment} language={language} />}
            <p class="line small">
              {'decision' in result ? (
                <b>{text.decided[result.decision.action]}</b>
              ) : (
                <span class="bad">{conflictText(result.problem, { language, timeZone })}</span>
              )}
              {comment && (
                <a class="end" href={deskCommentHref(comment.id, view.language)}>
                  {text.forms.openComment}
                </a>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The refusal, with who decided what and when, or who has it open. */
export function conflictText(
  { type, details }: Problem,
  setting: { language: Language; timeZone: string },
): string {
  const { language } = setting
  const { decided, forms } = catalogue(language).console
  const { decision, decidedAt, decidedBy } = details
  const sentence = formSentence({ type, details }, language)
  if (!decidedBy) return sentence
  if (type === 'lease-lost') return `${sentence} ${forms.bulkHeld(decidedBy)}.`
  const what = isAction(decision, decided) ? forms.resultNow(decided[decision], decidedBy) : decidedBy
  return `${sentence} (${[what, decidedAt && shortTime(decidedAt, setting)].filter(Boolean).join(', ')})`
}

function isAction(name: string | undefined, known: object): name is DecisionAction {
  return name !== undefined && Object.hasOwn(known, name)
}
