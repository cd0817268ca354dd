import type { AppealRow, CommentRow, DecisionRow } from './transparency-model.ts'
import type { TimeRange, TransparencyStore } from './transparency-store.ts'

/** Rows of one step: so many are read and mapped in a few milliseconds. */
const PAGE = 200
const WINDOW = 1_000

/** Lets everything else that waits have its turn. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Decisions made in that time, oldest first. */
export async function* decisionsIn(
  store: TransparencyStore,
  siteId: string,
  range: TimeRange,
): AsyncGenerator<DecisionRow> {
  let after: { at: number; seq: number } | null = null
  for (;;) {
    const page: DecisionRow[] = await store.decisionRows(siteId, { range, after, limit: PAGE })
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = { at: last.at, seq: last.seq }
    await breathe()
  }
}

/** Comments that came in then. */
export function commentsIn(
  store: TransparencyStore,
  siteId: string,
  range: TimeRange,
): AsyncGenerator<CommentRow> {
  return paged((after) => store.commentRows(siteId, { range, after, limit: PAGE }))
}

/** Appeals that came in then. */
export function appealsIn(
  store: TransparencyStore,
  siteId: string,
  range: TimeRange,
): AsyncGenerator<AppealRow> {
  return paged((after) => store.appealRows(siteId, { range, after, limit: PAGE }))
}

/** How many comments waited at that moment. */
export async function waitingAt(store: TransparencyStore, siteId: string, at: number): Promise<number> {
  const { count, fromSeq, upToSeq } = await store.waitingStill(siteId, at)
  let waiting = count
  for (let afterSeq = fromSeq - 1; afterSeq < upToSeq; afterSeq += WINDOW) {
    const window = { at, afterSeq, upToSeq: Math.min(upToSeq, afterSeq + WINDOW) }
    waiting += await store.waitingSince(siteId, window)
    await breathe()
  }
  return waiting
}

async function* paged<Row extends { id: string; createdAt: number }>(
  read: (after: { at: number; id: string } | null) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let after: { at: number; id: string } | null = null
  for (;;) {
    const page: Row[] = await read(after)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = { at: last.createdAt, id: last.id }
    await breathe()
  }
}
