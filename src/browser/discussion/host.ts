import { part } from '../dom.ts'
import type { SendResult } from './send.ts'

/** What the page around is told: never who reads, and nothing of what they wrote, not even which comment is theirs. */
export interface HostEvents {
  ready: { count: number }
  count: { count: number }
  login: { signedIn: boolean }
  /** A comment was sent and is now in this state. */
  submitted: { state: string }
  published: Record<string, never>
  /** `refused` for every reason: that somebody is restricted is not the page's business. */
  error: { type: 'refused' | 'no-answer' }
}

/** Tells the page around the frame. It can only be the paper's: `frame-ancestors` says who may frame us. */
export function tellHost<Name extends keyof HostEvents>(name: Name, detail: HostEvents[Name]): void {
  if (parent !== window) parent.postMessage({ type: `brevier:${name}`, detail }, '*')
}

export function tellResult(result: SendResult): void {
  if (result.outcome === 'sent') {
    const { state } = result.comment
    tellHost('submitted', { state })
    if (state === 'published') tellHost('published', {})
  } else tellHost('error', { type: result.outcome === 'unknown' ? 'no-answer' : 'refused' })
}

/** Tells how many comments there are, now and whenever that changes, and takes the theme that the page asks for. */
export function startHost(root: HTMLElement): void {
  const tell = (name: 'ready' | 'count') =>
    tellHost(name, { count: Number(part(root, 'count')?.dataset['count']) })
  tell('ready')
  new MutationObserver(() => tell('count')).observe(root.querySelector('h2') ?? root, {
    childList: true,
    subtree: true,
  })
  addEventListener('message', ({ source, data }) => {
    // Only the two names mean anything to the style sheet.
    if (source === parent && typeof data === 'string') document.documentElement.dataset['theme'] = data
  })
}
