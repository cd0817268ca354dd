import type { BrowserWords } from '../../locales/browser-words.ts'
import { say } from '../dom.ts'
import { ask, text } from '../http.ts'
import { problemText } from './send.ts'

const POLL_MS = 2_000
const POLL_FOR_MS = 10 * 60_000

/** What a popup tells the frame before it leaves for the provider. */
export interface Handshake {
  attempt: string
  secret: string
}

/** Why nobody is signed in: what to say, and the failure's name where it has one. */
export interface LoginFailure {
  sentence: string
  failure?: string
}

/** A message counts only from our own origin and from the very window that we opened. */
export function handshakeOf(
  event: Pick<MessageEvent, 'origin' | 'source' | 'data'>,
  own: { origin: string; popup: unknown },
): Handshake | null {
  if (event.origin !== own.origin || event.source === null || event.source !== own.popup) return null
  const attempt = text(event.data?.attempt)
  const secret = text(event.data?.secret)
  return event.data?.type === 'brevier:login' && attempt && secret ? { attempt, secret } : null
}

/**
 * Asks every two seconds how the sign-in stands. Never looks at the popup: `closed` is true, too, when the
 * provider has cut the two windows apart. `null` once it is over for other reasons.
 */
export async function awaitLogin(
  handshake: Handshake,
  hooks: { words: BrowserWords; provider: string; isOver: () => boolean; onNameNeeded: () => void },
): Promise<'done' | LoginFailure | null> {
  const { words, provider, isOver, onNameNeeded } = hooks
  const end = Date.now() + POLL_FOR_MS
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    if (isOver()) return null
    const answer = await ask('/login/poll', { json: handshake }).catch(() => null)
    if (isOver()) return null
    if (!answer || answer.status >= 500 || answer.status === 429) continue
    if (!answer.ok) break
    const { status } = answer.body
    const failure = text(answer.body['failure'])
    if (status === 'done') return 'done'
    if (status === 'failed') return { sentence: failureSentence(failure, provider, words), failure }
    if (status === 'name-needed') onNameNeeded()
  }
  return { sentence: words.expired, failure: 'expired' }
}

export function failureSentence(failure: string, provider: string, words: BrowserWords): string {
  const { failures, unknown } = words
  return Object.hasOwn(failures, failure)
    ? say(failures[failure as keyof typeof failures], provider)
    : unknown
}

/** A session that this page alone holds. */
export interface PageToken {
  token: string
  displayName: string
}

/** Turns the secret into a session; into a token for this page alone where the browser refused the cookie. */
export async function redeem(
  handshake: Handshake,
  words: BrowserWords,
): Promise<'signed-in' | PageToken | LoginFailure> {
  try {
    const redeemed = await ask('/login/redeem', { json: handshake })
    if (!redeemed.ok) return { sentence: problemText(redeemed, words) }
    const session = await ask('/login/session')
    if (session.body['signedIn'] === true) return 'signed-in'
    const exchanged = await ask('/login/page-token', { json: handshake })
    const token = text(exchanged.body['token'])
    return token
      ? { token, displayName: text(exchanged.body['displayName']) }
      : { sentence: problemText(exchanged, words) }
  } catch {
    return { sentence: words.unknown }
  }
}
