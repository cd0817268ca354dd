import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Comment } from '../src/features/comments/model.ts'
import { submit } from '../tests/support/desk.ts'
import { createWorld, type Person, type World } from '../tests/support/world.ts'

/** A desk with 200 open cases over a site's whole past. */
export interface Desk {
  comments: number
  world: World
  moderator: Person
  writer: Person
  close(): Promise<void>
}

export const OPEN_CASES = 200
const START = Date.UTC(2026, 0, 1)

/**
 * A file with so many decided comments, each with its closed case, decision and screening, by one account per
 * hundred. They are written past the service, as nobody could wait for it; their hashes prove nothing.
 */
export async function makeDesk(comments: number): Promise<Desk> {
  const dir = mkdtempSync(join(tmpdir(), 'brevier-bench-'))
  const world = await createWorld({ dir, start: START + 2 * comments })
  const moderator = await world.staff()
  const writer = await world.reader()
  fill(dir, world, { comments, moderatorId: moderator.account.id })
  for (let index = 0; index < OPEN_CASES; index += 1) await waiting({ world, writer })
  return {
    comments,
    world,
    moderator,
    writer,
    async close() {
      await world.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export function waiting({ world, writer }: Pick<Desk, 'world' | 'writer'>): Promise<Comment> {
  world.clock.advance(1_000)
  return submit(world, writer, `Words that wait ${crypto.randomUUID()}`)
}

function fill(
  dir: string,
  world: World,
  { comments, moderatorId }: { comments: number; moderatorId: string },
) {
  const db = new Sqlite(join(dir, 'brevier.sqlite'))
  const values = {
    site: world.site.id,
    article: world.article.id,
    moderatorId,
    comments: BigInt(comments),
    start: BigInt(START),
  }
  const rows = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :comments)'
  const run = (sql: string) => db.prepare(sql).run(values)
  // A copy of nothing: it may be made without waiting for the disk.
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -200000')
  db.exec('BEGIN')
  run(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :comments / 100)
    INSERT INTO accounts (id, site_id, display_name, role, language, created_at, submissions, approved, rejected)
    SELECT 'writer-' || i, :site, 'Writer ' || i, 'reader', 'en', :start, 100, 90, 10 FROM n`)
  run(`${rows} INSERT INTO comments (id, site_id, article_id, account_id, body, state, version, policy_version,
      created_at, published_at, decided_at, published_replies)
    SELECT printf('c-%08d', i), :site, :article, 'writer-' || (i % (:comments / 100 + 1)),
      'What was written by somebody at some time about something, number ' || i,
      iif(i % 10, 'published', 'rejected'), 2, 1, :start + i, iif(i % 10, :start + i, NULL), :start + i + 1, 0 FROM n`)
  run(`${rows} INSERT INTO cases (id, site_id, kind, comment_id, article_id, risk, factors, new_writer, opened_at, closed_at)
    SELECT printf('k-%08d', i), :site, 'premoderation', printf('c-%08d', i), :article, i % 300, '[]', 0, :start + i, :start + i + 1
    FROM n`)
  run(`${rows} INSERT INTO decisions (id, site_id, chain_version, seq, at, actor_type, actor_id, role, comment_id,
      comment_version, body_hmac, action, "from", "to", policy_version, clauses, ground, source, source_ids,
      automated_detection, automated_decision, detectors, one_person_desk, case_id, prev_hash, hash, hashed)
    SELECT printf('d-%08d', i), :site, 2, i, :start + i + 1, 'staff', :moderatorId, 'moderator', printf('c-%08d', i), 1,
      printf('%064d', i), iif(i % 10, 'approve', 'reject'), 'pending', iif(i % 10, 'published', 'rejected'), 1,
      iif(i % 10, '[]', '["SB-01"]'), iif(i % 10, 'none', 'terms'), 'own', '[]', 0, 'none', '[]', 0, printf('k-%08d', i),
      printf('%064d', i - 1), printf('%064d', i), printf('%0600d', i) FROM n`)
  run(`${rows} INSERT INTO screenings (comment_id, site_id, at, results)
    SELECT printf('c-%08d', i), :site, :start + i, '[]' FROM n`)
  db.exec('COMMIT; ANALYZE')
  db.close()
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The sizes in turn, so that a slow moment of the machine is everybody's; medians in ms, and each over the first. */
export async function compare(
  sizes: readonly number[],
  measures: Readonly<Record<string, (desk: Desk) => Promise<number>>>,
  rounds: number,
): Promise<Record<string, unknown>> {
  const desks: Desk[] = []
  for (const size of sizes) desks.push(await makeDesk(size))
  const seen = new Map<string, number[]>()
  for (let round = -10; round < rounds; round += 1) {
    for (const desk of desks)
      for (const [name, measure] of Object.entries(measures)) {
        const ms = await measure(desk)
        const key = `${name} ${desk.comments}`
        if (round >= 0) seen.set(key, [...(seen.get(key) ?? []), ms])
      }
  }
  for (const desk of desks) await desk.close()
  const result: Record<string, unknown> = { sizes, rounds, openCases: OPEN_CASES }
  for (const name of Object.keys(measures)) {
    const medians = sizes.map((size) => median(seen.get(`${name} ${size}`) ?? []))
    result[name] = {
      ms: medians.map((ms) => Number(ms.toFixed(3))),
      overSmallest: medians.map((ms) => Number((ms / (medians[0] ?? ms)).toFixed(3))),
    }
  }
  return result
}
