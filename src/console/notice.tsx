import type { DecisionAction } from '../features/moderation/model.ts'
import { SECOND } from '../kernel/clock.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { ViewFields } from './decision-fields.tsx'
import { type QueueView, queueHref, undoAction } from './links.ts'
import { Key } from './small-parts.tsx'

/** What a form did that is no decision. */
export const ASIDES = ['noted', 'escalated'] as const
export type Aside = (typeof ASIDES)[number]

/** What was done last, and how it can be taken back. */
export interface Done {
  action: DecisionAction
  clause?: string | undefined
  authorName: string
  /** Of an own decision: until when (epoch ms) it is undone without a word; afterwards it is corrected. */
  back?: { decisionId: string; caseId: string; until: number } | undefined
}

interface NoticeProps {
  language: Language
  view: QueueView
  notice: Done | Aside | null
  now: number
}

/** What was just done. Always in the page, so that filling it is announced. */
export function Notice({ language, view, notice, now }: NoticeProps) {
  const back = typeof notice === 'object' ? notice?.back : undefined
  return (
    <div class="said" data-slot="said">
      <p class="notice" role="status">
        {notice && doneText(language, notice)}
      </p>
      {back &&
        (now <= back.until ? (
          <UndoForm {...{ language, view }} decisionId={back.decisionId} left={back.until - now} />
        ) : (
          <a href={queueHref(view, back.caseId)} aria-keyshortcuts="u">
            <Key name="u" /> {catalogue(language).console.work.correctLink}
          </a>
        ))}
    </div>
  )
}

function doneText(language: Language, notice: Done | Aside): string {
  const { done, forms, work } = catalogue(language).console
  if (typeof notice === 'string') return forms.done[notice]
  const { action, authorName, clause = '' } = notice
  if (action === 'reject') return done.reject(authorName, clause)
  if (action === 'approve' || action === 'keep') return done[action](authorName)
  if (action === 'undo') return work.undone(authorName)
  return action === 'overturn' ? work.corrected(authorName) : ''
}

interface UndoFormProps {
  language: Language
  view: QueueView
  decisionId: string
  /** Milliseconds. */
  left: number
}

function UndoForm({ language, view, decisionId, left }: UndoFormProps) {
  const { work } = catalogue(language).console
  return (
    <form method="post" action={undoAction(decisionId)} data-undo={decisionId} data-left={`${left}`}>
      <ViewFields view={view} />
      <span class="left">{work.left(`${Math.ceil(left / SECOND)}`)}</span>
      <button type="submit" class="link" aria-keyshortcuts="u">
        <Key name="u" /> {work.undo}
      </button>
    </form>
  )
}
