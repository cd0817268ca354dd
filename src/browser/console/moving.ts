import type { Ahead } from './ahead.ts'
import type { Entry } from './entry.ts'
import { markCurrent, openFrom, rowOf } from './rows.ts'
import type { Screen } from './screen.ts'

/** Which case is on the screen. */
export interface Moving {
  show(entry: Entry, settleMs?: number): void
  /** Opens a row of the list. */
  go(id: string): Promise<void>
  /** The next or the previous row that waits. */
  step(by: 1 | -1): void
  /** The case after this one; the page itself when nothing is left. */
  goOn(fromId: string, beforeLeaving: () => Promise<string | null>): Promise<void>
}

export function createMoving(screen: Screen, ahead: Ahead): Moving {
  function show(entry: Entry, settleMs?: number): void {
    ahead.put(entry)
    screen.paint(entry, settleMs)
    markCurrent(entry.id)
    void ahead.refill()
  }

  async function go(id: string): Promise<void> {
    const ready = ahead.get(id)
    if (ready) return show(ready)
    screen.hold()
    screen.painted()?.slots.get('case')?.setAttribute('aria-busy', 'true')
    const entry = await ahead.need(id).catch(() => null)
    if (entry) show(entry)
    // The page says what is the matter, better than this script could.
    else location.assign(rowOf(id)?.querySelector<HTMLAnchorElement>('a.item')?.href ?? '/console')
  }

  return {
    show,
    go,
    step(by) {
      const [next] = openFrom(screen.painted()?.id, by)
      if (next !== undefined) void go(next)
    },
    async goOn(fromId, beforeLeaving) {
      let [next] = openFrom(fromId)
      if (next === undefined && (await ahead.refill())) [next] = openFrom(fromId)
      // Perhaps it was left out before, or came back.
      next ??= openFrom(undefined).find((id) => id !== fromId)
      if (next !== undefined) return go(next)
      const done = await beforeLeaving()
      if (done !== null) location.assign(done)
    },
  }
}
