import { type Entry, entryIn, place } from './entry.ts'

/**
 * How long a case must have been painted before it takes a decision. The second press of a double press comes
 * within this time, and would otherwise meet the next comment under the same key.
 */
const SETTLE_MS = 200

/** The one case that is painted, and whether a key means it. */
export interface Screen {
  painted(): Entry | null
  /** Decisions are taken now. */
  isReady(): boolean
  /** Nothing is taken until the next paint. */
  hold(): void
  isHeld(): boolean
  /** `settleMs`: longer for what nobody asked for, since hands may be on their way to another comment. */
  paint(entry: Entry, settleMs?: number): void
  /** Milliseconds that the painted case has been on the screen. */
  shownMs(): number
}

export function createScreen(): Screen {
  let entry = entryIn(document)
  let shownAt = performance.now()
  let state: 'held' | 'painted' | 'ready' = 'painted'
  let paints = 0

  function set(next: typeof state): void {
    state = next
    document.documentElement.dataset['keys'] = next
  }

  function settle(ms: number): void {
    paints += 1
    const mine = paints
    // Counted from the frame in which it is seen.
    requestAnimationFrame(() => {
      shownAt = performance.now()
      setTimeout(() => {
        if (mine === paints && state === 'painted') set('ready')
      }, ms)
    })
  }

  set('painted')
  settle(SETTLE_MS)
  return {
    painted: () => entry,
    isReady: () => state === 'ready',
    isHeld: () => state === 'held',
    hold: () => set('held'),
    shownMs: () => Math.max(0, Math.round(performance.now() - shownAt)),
    paint(next, settleMs = SETTLE_MS) {
      const hadFocus = document.activeElement?.closest('[data-slot]') != null
      entry = next
      place(next)
      const main = next.slots.get('case')
      main?.removeAttribute('aria-busy')
      if (hadFocus) main?.focus({ preventScroll: true })
      scrollTo(0, 0)
      set('painted')
      settle(settleMs)
    },
  }
}
