import type { BrowserWords } from '../../locales/browser-words.ts'
import { say } from '../dom.ts'
import { type Answer, ask, isRecord, text } from '../http.ts'
import { type Box, bearer } from './box.ts'
import type { Draft } from './draft.ts'

/** A comment as the API answers it, in the state that the server gave it. */
export interface SentComment {
  id: string
  state: string
  text: string
  authorName: string
  createdAt: string
  parent: string | null
}

export type SendResult =
  | { outcome: 'sent'; comment: SentComment }
  | { outcome: 'refused'; sentence: string; next: 'edit' | 'sign-in' | 'retry'; isKeySpent: boolean }
  /** No answer: it may have arrived or not, and the same key makes a second try safe. */
  | { outcome: 'unknown' }

export async function sendComment(box: Box, draft: Draft): Promise<SendResult> {
  const { articleId, language, words } = box
  let answer: Answer
  try {
    answer = await ask(`/v1/articles/${articleId}/comments?lang=${language}`, {
      json: { text: draft.text, ...(draft.parent === '' ? {} : { parent: draft.parent }) },
      headers: { 'idempotency-key': draft.key, ...bearer(box) },
    })
  } catch {
    return { outcome: 'unknown' }
  }
  const comment = answer.ok ? commentOf(answer.body['comment']) : null
  if (comment) return { outcome: 'sent', comment }
  const type = text(answer.body['type']).split('/').at(-1)
  return {
    outcome: 'refused',
    sentence: problemText(answer, words),
    next: answer.status === 401 ? 'sign-in' : answer.status === 422 ? 'edit' : 'retry',
    isKeySpent: type === 'idempotency-key-reused',
  }
}

/** The server's sentence with the figures that help; an unknown failure is shown too, with its request's number. */
export function problemText({ status, body }: Pick<Answer, 'status' | 'body'>, words: BrowserWords): string {
  const { count, retryAfter, title, requestId } = body
  const parts = [text(title) || words.unknown]
  if (typeof count === 'number') parts.push(say(words.countOfLimit, count))
  if (typeof retryAfter === 'number') {
    parts.push(
      retryAfter <= 90
        ? say(words.retrySeconds, Math.ceil(retryAfter))
        : say(words.retryMinutes, Math.ceil(retryAfter / 60)),
    )
  }
  if (status >= 500 && text(requestId)) parts.push(say(words.request, text(requestId)))
  return parts.join(' ')
}

function commentOf(value: unknown): SentComment | null {
  if (!isRecord(value) || !text(value['id'])) return null
  const { createdAt, parent } = value
  return {
    id: text(value['id']),
    state: text(value['state']),
    text: text(value['text']),
    authorName: text(value['authorName']),
    // Milliseconds or ISO 8601: `Date` reads both.
    createdAt: typeof createdAt === 'number' ? new Date(createdAt).toISOString() : text(createdAt),
    parent: text(parent) || null,
  }
}
