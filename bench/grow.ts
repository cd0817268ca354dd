import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { published } from '../seeds/discussion.ts'
import { createWorld, type Person, type World } from '../tests/support/world.ts'
import { median } from './duel.ts'

/** Published comments in one thread, each in an installation of its own. */
const SIZES = [50, 1_000, 10_000, 100_000, 1_000_000] as const
const LIMIT = 1.25
const ROUNDS = 60
const CROWD = 200

type Deed = (place: Grown) => Promise<Response>

const DEEDS: Readonly<Record<string, Deed>> = {
  first: ({ world, reader, path }) => world.request(path, { as: reader }),
  next: ({ world, reader, nextPath }) => world.request(nextPath, { as: reader }),
  /** As it is read anew. */
  count: ({ world }) => {
    changed(world)
    return world.request(`/v1/counts?article=${world.article.id}`)
  },
  post: async (place) => {
    place.world.clock.advance(1_000)
    const address = `/v1/articles/${place.world.article.id}/comments`
    return place.world.json(address, sentence(place), place.reader, {
      'idempotency-key': `grow-comment-${place.written}`,
    })
  },
  /** What the first of the readers without a session waits for once somebody has written. */
  afterNew: ({ world, path }) => {
    changed(world)
    return world.request(path)
  },
}

function changed({ services, article }: World): void {
  services.events.emit('article.changed', { siteId: article.siteId, articleId: article.id })
}

interface Grown {
  size: number
  world: World
  reader: Person
  path: string
  nextPath: string
  written: number
}

/**
 * What a thread's length costs its readers and writers: each deed in turn in all threads, in the process itself. Of each
 * deed the medians, ms, and in `ratios` the longest of them ÷ that of a thread of 1 000 (`afterNew`: of 10 000 ÷ of 50).
 */
export async function grow(): Promise<Record<string, unknown>> {
  const places: Grown[] = []
  try {
    for (const size of SIZES) places.push(await grown(size))
    const ms: Record<string, Record<number, number>> = {}
    for (const [name, deed] of Object.entries(DEEDS)) ms[name] = await timed(deed, places)
    const ratios = Object.fromEntries(Object.entries(ms).map(([name, of]) => [name, ratioOf(name, of)]))
    const ok = Object.values(ratios).every((ratio) => ratio <= LIMIT)
    return { ratios, ms, rounds: ROUNDS, limit: LIMIT, ok }
  } finally {
    for (const { world } of places) await world.close()
  }
}

function ratioOf(name: string, of: Record<number, number>): number {
  const at = (size: number) => of[size] ?? Number.NaN
  const ratio = name === 'afterNew' ? at(10_000) / at(50) : Math.max(at(100_000), at(1_000_000)) / at(1_000)
  return Number(ratio.toFixed(3))
}

async function timed(deed: Deed, places: readonly Grown[]): Promise<Record<number, number>> {
  const times = new Map(places.map(({ size }): [number, number[]] => [size, []]))
  for (let round = 0; round < ROUNDS + 5; round += 1) {
    for (const place of round % 2 === 0 ? places : [...places].reverse()) {
      const before = performance.now()
      const answer = await deed(place)
      await answer.arrayBuffer()
      const took = performance.now() - before
      if (!answer.ok) throw new Error(`${place.size}: ${answer.status}`)
      if (round >= 5) times.get(place.size)?.push(took)
    }
  }
  return Object.fromEntries([...times].map(([size, values]) => [size, median(values)]))
}

function sentence(place: Grown) {
  place.written += 1
  const digits = [...String(place.written)].map((digit) => 'lmnrtvwzbd'[Number(digit)])
  return { text: `Not every thread is that long ${digits.join('')}`, review: true }
}

async function grown(size: number): Promise<Grown> {
  const world = await createWorld({ site: { mode: 'flagged-only' } })
  const writers = await Promise.all(Array.from({ length: CROWD }, (_, at) => world.reader(`Reader ${at}`)))
  fill(world, writers, size)
  const reader = await world.reader('Maya Okafor')
  const path = `/a/${world.article.id}`
  const page = await (await world.request(path, { as: reader })).text()
  const next = /href="([^"]+)"[^>]*data-part="more"|data-part="more"[^>]*href="([^"]+)"/.exec(page)
  const nextPath = (next?.[1] ?? next?.[2] ?? path).replaceAll('&amp;', '&')
  return { size, world, reader, path, nextPath, written: 0 }
}

/** Straight into the tables: through the service, a million would take an hour. One in five is a reply to an earlier one. */
function fill({ dir, site, article, clock }: World, writers: readonly Person[], size: number): void {
  const db = new Sqlite(join(dir, 'brevier.sqlite'))
  const bodies = published.map(({ text }) => text.slice(0, 200))
  const start = clock.now() - size * 1_000
  const insert = db.prepare(
    `INSERT INTO comments (id, site_id, article_id, parent_id, account_id, body, state, version, policy_version,
      created_at, published_at, published_replies) VALUES (?, ?, ?, ?, ?, ?, 'published', 1, 1, ?, ?, ?)`,
  )
  const idOf = (at: number) => {
    const time = (start + at * 1_000).toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${at.toString(16).padStart(12, '0')}`
  }
  db.transaction(() => {
    for (let at = 0; at < size; at += 1) {
      const isReply = at % 5 === 4
      const written = start + at * 1_000
      const { account } = writers[at % writers.length] ?? {}
      const body = `${bodies[at % bodies.length]} ${at}`
      const replies = at % 5 === 0 && at + 4 < size ? 1 : 0
      const parent = isReply ? idOf(at - 4) : null
      insert.run(idOf(at), site.id, article.id, parent, account?.id, body, written, written, replies)
    }
    db.prepare('UPDATE articles SET comment_count = ? WHERE id = ?').run(size, article.id)
  })()
  db.close()
}
