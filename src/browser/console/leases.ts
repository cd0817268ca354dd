import { isRecord } from '../http.ts'
import type { Ahead } from './ahead.ts'
import { leave } from './ahead.ts'
import { heldBy, isYours, setLease } from './entry.ts'
import type { Screen } from './screen.ts'

/** A claim lasts five minutes. */
const RENEW_MS = 2 * 60_000

/**
 * Keeps the claims on what is on the screen and read ahead while the page is looked at, and gives them back when it
 * is left. `isOut`: a decision on it is on its way or made.
 */
export function keepLeases(screen: Screen, ahead: Ahead, isOut: (id: string) => boolean): void {
  let renewedAt = performance.now()

  function own() {
    const painted = screen.painted()
    const entries = new Map([...ahead.entries(), ...(painted ? [painted] : [])].map((one) => [one.id, one]))
    return [...entries.values()].filter((entry) => isYours(entry) && !isOut(entry.id))
  }

  async function renew(): Promise<void> {
    renewedAt = performance.now()
    const entries = own().slice(0, 15)
    const body = new URLSearchParams(entries.map(({ id }): [string, string] => ['held', id]))
    if (entries.length === 0) return
    const response = await fetch('/console/leases', { method: 'POST', body })
    const answer: unknown = response.ok ? await response.json() : null
    const list: unknown = isRecord(answer) ? answer['leases'] : null
    for (const lease of Array.isArray(list) ? list : []) {
      const entry = entries.find(({ id }) => isRecord(lease) && lease['id'] === id)
      if (!entry) continue
      const { token, until } = lease
      if (typeof token === 'string' && typeof until === 'number') setLease(entry, token, until)
      // Decided or taken by another meanwhile: what is on the screen says so when it is pressed.
      else ahead.drop(entry.id)
    }
  }

  function tick(): void {
    if (document.visibilityState !== 'visible' || performance.now() - renewedAt < RENEW_MS) return
    // Without a network the claims run out, and the next press says so.
    renew().catch(() => {})
  }

  setInterval(tick, RENEW_MS / 8)
  document.addEventListener('visibilitychange', tick)
  addEventListener('pagehide', () => {
    const held = own().flatMap(heldBy)
    if (held.length > 0) leave(held)
  })
}
