import type { OpenedCase } from '../features/moderation/queueing.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { ViewFields } from './decision-fields.tsx'
import { KeptWords } from './form-problem.tsx'
import type { Staff } from './layout.tsx'
import { correctAction, type QueueView, reviewAction } from './links.ts'

interface CorrectProps {
  language: Language
  view: QueueView
  opened: OpenedCase
  staff: Staff
  /** Of a correction that was not carried out. */
  words?: string | undefined
}

/** A decided comment, when there is no undo any more: publish it after all, or have it reviewed again. */
export function Correct({ language, view, opened, staff, words }: CorrectProps) {
  const { comment, caseFile } = opened.item
  const { work } = catalogue(language).console
  if (comment.accountId === staff.accountId) return null
  if (comment.state === 'published' && caseFile.closedAt !== null)
    return (
      <form class="correct" method="post" action={reviewAction(caseFile.id)}>
        <ViewFields view={view} />
        <p class="muted small">{work.againText}</p>
        <button type="submit" class="button">
          {work.again}
        </button>
      </form>
    )
  if (!opened.correctable) return <KeptWords words={words} language={language} />
  return (
    <form class="correct" method="post" action={correctAction(caseFile.id)} aria-labelledby="correct-title">
      <ViewFields view={view} />
      <input type="hidden" name="version" value={`${comment.version}`} />
      <h2 id="correct-title">{work.correctTitle}</h2>
      <p class="muted small">{work.correctText}</p>
      <label for="correct-reason">{work.correctReason}</label>
      <textarea id="correct-reason" name="explanation" rows={2} dir="auto" required>
        {words}
      </textarea>
      <button type="submit" class="button">
        {work.correct}
      </button>
    </form>
  )
}
