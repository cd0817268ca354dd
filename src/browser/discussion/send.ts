import type { BrowserWords } from '../../locales/browser-words.ts'
import { say } from '../dom.ts'
import { type Answer, ask, isRecord, text } from '../http.ts'
import { type Box, bearer } from './box.ts'
import type { Draft } from './draft.ts'

/** Of a comment as the API answers it: in the state that the server gave it. */
export interface SentComment {
  id: string
  state: string
}

export interface Refused {
  outcome: 'refused'
  sentence: string
  /** The sentence without how long to wait. */
  plain: string
  /** Which state the composer is in after it. */
  state: string
  /** The same text may be taken the next time; else it is to be changed, and the key has done its work. */
  canRetry: boolean
  /** Seconds; `NaN` where the server names no time. */
  retryAfter: number
}

export type SendResult =
  | { outcome: 'sent'; comment: SentComment }
  | Refused
  /** No answer: it may have arrived or not, and the same key makes a second try safe. */
  | { outcome: 'unknown' }

/** With `review`, wording that is held is sent all the same, for a person to read. */
export async function sendComment(box: Box, draft: Draft, review = false): Promise<SendResult> {
  const { articleId, language, words, states } = box
  const answer = await ask(`/v1/articles/${articleId}/comments?lang=${language}`, {
    // What is undefined is not sent.
    json: { text: draft.text, parent: draft.parent || undefined, review: review || undefined },
    headers: { 'idempotency-key': draft.key, ...bearer(box) },
  }).catch(() => null)
  if (!answer) return { outcome: 'unknown' }
  const comment = answer.ok ? commentOf(answer.body['comment']) : null
  if (comment) return { outcome: 'sent', comment }
  const { status, body } = answer
  const type = text(body['type']).split('/').at(-1) ?? ''
  return {
    outcome: 'refused',
    sentence: problemText(answer, words),
    plain: text(body['title']),
    state: status === 401 ? 'session-expired' : text(states[type]) || 'failed-kept',
    canRetry: status !== 422,
    retryAfter: Number(body['retryAfter']),
  }
}

/** The server's sentence; an unknown failure is shown too, with its request's number. */
export function problemText({ status, body }: Pick<Answer, 'status' | 'body'>, words: BrowserWords): string {
  const { detail, title, requestId } = body
  const number = status >= 500 && text(requestId) ? ` ${say(words.request, text(requestId))}` : ''
  return (text(detail) || text(title) || words.unknown) + number
}

/** Our own service answers in this shape; what else comes with a good status is a proxy's page. */
function commentOf(value: unknown): SentComment | null {
  return isRecord(value) ? (value as unknown as SentComment) : null
}
