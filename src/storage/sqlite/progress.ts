import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'drizzle-orm'
import { chainPayload } from '../../features/moderation/chain.ts'
import type { Loss, PlainLog } from '../../features/ports.ts'
import type { Database } from './database.ts'
import { decisions } from './schema.ts'

/** How far the file had come: the newest comment's row, and the head of each site's log. */
interface Progress {
  comments: number
  logs: Readonly<Record<string, { seq: number; hash: string }>>
}

/** A note of it outside the file: SQLite finds nothing wrong with a file whose newest part is gone. */
export interface ProgressNote {
  /**
   * Compares the file with the note. What it no longer holds is logged, and kept in a second note that `losses` reads
   * until an operator takes it away.
   */
  compare(): Promise<void>
  /** Writes the note anew when the file has come further; tells the log once when it cannot. */
  write(): Promise<void>
  losses(): readonly Loss[]
}

/** Notes about the file that is there; another one in its place is no loss. */
export function progressNotes(file: string): { noted: string; lost: string } {
  return { noted: `${file}.progress.json`, lost: `${file}.lost.json` }
}

/** Beside the database: `FILE.progress.json`, and `FILE.lost.json` once something was lost. */
export function createProgressNote({
  file,
  db,
  log,
}: {
  file: string
  db: Database
  log: PlainLog
}): ProgressNote {
  const { noted, lost } = progressNotes(file)
  let last = ''
  let isTold = false

  return {
    async compare() {
      const before = readNote(noted, log)
      const found = before === null ? [] : compareWith(db, before)
      for (const loss of found) log.error({ ...loss }, sentenceOf(loss))
      if (found.length > 0 && !existsSync(lost)) await writeWhole(lost, JSON.stringify(found))
      else if (existsSync(lost))
        log.warn(
          { path: lost },
          'an earlier start found that something was lost: remove this file when you have seen to it',
        )
    },

    async write() {
      try {
        const text = JSON.stringify(progressOf(db))
        if (text === last) return
        await writeWhole(noted, text)
        last = text
        isTold = false
      } catch (error) {
        // A full disk, a damaged file: whoever writes next meets it, too.
        if (!isTold) log.warn({ error }, 'how far the database has come cannot be noted just now')
        isTold = true
      }
    },

    losses() {
      return existsSync(lost) ? JSON.parse(readFileSync(lost, 'utf8')) : []
    },
  }
}

function progressOf({ read }: Database): Progress {
  // Comments are never deleted: the newest row's number is how many there are.
  const newest = read.get<[number] | { rows: number }>(
    sql`SELECT coalesce(max(rowid), 0) AS rows FROM comments`,
  )
  const heads = read.all<{
    id: string
    seq: number
    hash: string
  }>(sql`SELECT sites.id AS id, head.seq AS seq,
    head.hash AS hash FROM sites CROSS JOIN decisions AS head ON head.site_id = sites.id
    AND head.seq = (SELECT max(seq) FROM decisions WHERE site_id = sites.id) ORDER BY sites.id`)
  return {
    comments: Array.isArray(newest) ? newest[0] : newest.rows,
    logs: Object.fromEntries(heads.map(({ id, seq, hash }) => [id, { seq, hash }])),
  }
}

function compareWith(db: Database, before: Progress): Loss[] {
  const now = progressOf(db)
  const losses: Loss[] = []
  if (now.comments < before.comments)
    losses.push({ what: 'comments', siteId: null, from: now.comments + 1, to: before.comments })
  for (const [siteId, { seq, hash }] of Object.entries(before.logs)) {
    const head = now.logs[siteId]?.seq ?? 0
    if (head < seq) losses.push({ what: 'decisions', siteId, from: head + 1, to: seq })
    else if (hashOf(db, siteId, seq) !== hash)
      losses.push({ what: 'decisions-replaced', siteId, from: seq, to: seq })
  }
  return losses
}

/** Of what the row says, not of what it claims. */
function hashOf({ read }: Database, siteId: string, seq: number): string | null {
  const row = read
    .select()
    .from(decisions)
    .where(sql`${decisions.siteId} = ${siteId} AND ${decisions.seq} = ${seq}`)
    .get()
  return row ? createHash('sha256').update(chainPayload(row), 'utf8').digest('hex') : null
}

function sentenceOf({ what, from, to }: Loss): string {
  const numbers = from === to ? `${from}` : `${from} to ${to}`
  if (what === 'comments')
    return `comments number ${numbers} were saved and are gone: the file has lost its newest part. Look for them in the newest backup before you go on`
  if (what === 'decisions')
    return `decisions number ${numbers} of the log were saved and are gone: the file has lost its newest part. Look for them in the newest backup before you go on`
  return `decision number ${numbers} of the log is not the one that was saved: another file was put in its place`
}

function readNote(path: string, log: PlainLog): Progress | null {
  if (!existsSync(path)) return null
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isProgress(read)) return read
  } catch {}
  log.warn({ path }, 'the note of how far the database had come cannot be read: it is written anew')
  return null
}

function isProgress(read: unknown): read is Progress {
  if (typeof read !== 'object' || read === null || !('comments' in read) || !('logs' in read)) return false
  return Number.isSafeInteger(read.comments) && typeof read.logs === 'object' && read.logs !== null
}

/** Whoever reads it finds the old text or the new one, also after a power cut. */
async function writeWhole(path: string, text: string): Promise<void> {
  const making = `${path}.making`
  const handle = await open(making, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(making, path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
