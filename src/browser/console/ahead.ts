import { type Entry, heldBy, isHeldByOther, isYours } from './entry.ts'
import { askParts } from './parts.ts'
import { listedIds, openFrom, putRow } from './rows.ts'
import type { Screen } from './screen.ts'

const AHEAD = 10
/** Fewer ready ones below the painted case than this, and the next are fetched. */
const LOW = 6
/** How long nothing more is sought after the list has come to its end. */
const DRY_MS = 5_000

/** The cases that come next: claimed, rendered and ready to be painted. */
export interface Ahead {
  get(id: string): Entry | undefined
  put(entry: Entry): void
  drop(id: string): void
  entries(): Entry[]
  /** The entry, fetched where it is not there yet; `null` where it is gone. @throws when no answer came */
  need(id: string): Promise<Entry | null>
  /** Sees to it that the next ones are there; `true` when the list has grown. Never throws. */
  refill(): Promise<boolean>
}

export function createAhead(screen: Screen): Ahead {
  const entries = new Map<string, Entry>()
  let running: Promise<boolean> | null = null
  let dryUntil = 0

  const window = () => openFrom(screen.painted()?.id).slice(0, AHEAD)
  const missing = (ids: readonly string[]) => ids.filter((id) => !entries.has(id))

  async function ask(wanted: readonly string[], more: number): Promise<Entry[]> {
    const body = placeFields()
    for (const id of wanted) body.append('wanted', id)
    if (more > 0) {
      body.set('more', String(more))
      for (const id of listedIds().slice(-300)) body.append('listed', id)
    }
    const { cases } = await askParts('/console/ahead', body)
    for (const { entry, row } of cases) {
      putRow(row)
      // What another has is stepped over; whoever opens it all the same gets it fresh.
      if (!isHeldByOther(entry)) entries.set(entry.id, entry)
    }
    return cases.map(({ entry }) => entry)
  }

  async function fill(): Promise<boolean> {
    const ids = window()
    const wanted = missing(ids)
    const more = performance.now() < dryUntil ? 0 : AHEAD - ids.length
    const isLow = ids.length - wanted.length < LOW && wanted.length > 0
    if (!isLow && more < AHEAD - LOW) return false
    const known = new Set(listedIds())
    const found = await ask(wanted, more)
    giveBack()
    const grown = found.some(({ id }) => !known.has(id))
    if (more > 0 && !grown) dryUntil = performance.now() + DRY_MS
    return grown
  }

  /** What lies far from the painted case is free for others again. */
  function giveBack(): void {
    const painted = screen.painted()?.id
    const near = new Set([painted, ...window(), ...openFrom(painted, -1).slice(0, 2)])
    const far = [...entries.values()].filter((entry) => !near.has(entry.id) && isYours(entry))
    for (const { id } of far) entries.delete(id)
    const held = far.flatMap(heldBy)
    if (held.length > 0) leave(held)
  }

  return {
    get: (id) => entries.get(id),
    put: (entry) => entries.set(entry.id, entry),
    drop: (id) => entries.delete(id),
    entries: () => [...entries.values()],

    async need(id) {
      const [entry] = entries.has(id) ? [entries.get(id)] : await ask([id], 0)
      return entry ?? null
    },

    refill() {
      running ??= fill()
        .catch(() => false)
        .finally(() => {
          running = null
        })
      return running
    },
  }
}

/** Order, filters and language of the list, as its address says them. */
function placeFields(): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (['order', 'filter', 'q', 'reason', 'text', 'writer', 'lang'].includes(name) && value !== '')
      body.set(name, value)
  }
  return body
}

/** Gives claims back, also while the page goes away. */
export function leave(held: readonly string[]): void {
  const body = new URLSearchParams()
  for (const one of held.slice(0, 30)) body.append('held', one)
  navigator.sendBeacon('/console/leave', body)
}
