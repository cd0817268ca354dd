import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { createReplay, type Disk } from './replay.ts'
import { prepareServer } from './server.ts'
import { buildShim } from './shim.ts'
import { parseTrace } from './trace.ts'

const POSTS = 400
const WRITERS = 4
/** Random parts of what was not synced, tried at each boundary beside nothing of it. */
const PARTS = 3

/**
 * A run of the server is written down call by call, then the power is cut at every sync of its database: the disk is
 * made as it then was, without what was not synced and with random parts of it, and opened. `lost`: comments that were
 * acknowledged before that instant and are not there. `corrupt`: disks that SQLite finds damaged.
 */
export async function power({ rounds = POSTS }: { rounds?: number } = {}) {
  const work = mkdtempSync(join(tmpdir(), 'brevier-power-'))
  try {
    const dir = join(work, 'data')
    mkdirSync(dir)
    const server = await prepareServer(dir, { writers: WRITERS })
    const before = readDisk(dir)
    const shim = buildShim(work, dir, { traces: true })
    const { program } = await server.start(shim.env)
    await Promise.all(
      server.people.map(async (person, writer) => {
        for (let index = writer; index < rounds; index += WRITERS)
          await server.post(`power-comment-${index}`, person)
      }),
    )
    await program.kill('SIGTERM')
    const acknowledged = [...server.acknowledged.values()]
    const found = cutEverywhere({ work, dir, before, trace: readFileSync(shim.trace), acknowledged })
    const ok =
      acknowledged.length === rounds && found.boundaries > rounds / 4 && found.lost + found.corrupt === 0
    return { posts: rounds, acknowledged: acknowledged.length, ...found, ok }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

interface Run {
  work: string
  dir: string
  before: Disk
  trace: Buffer
  acknowledged: readonly { id: string; at: bigint }[]
}

function cutEverywhere({ work, dir, before, trace, acknowledged }: Run) {
  const replay = createReplay(before)
  const lost = new Set<string>()
  let [boundaries, disks, corrupt, unsyncedTried] = [0, 0, 0, 0]

  function tryDisk(disk: Disk, expected: readonly string[]): void {
    const found = openDisk(join(work, 'cut'), disk)
    disks += 1
    if (found === null) corrupt += 1
    for (const id of expected) if (!found?.has(id)) lost.add(id)
  }

  /** Just before this sync is done: what was answered by now must be safe by the syncs before. */
  function cut(at: bigint): void {
    boundaries += 1
    const expected = acknowledged.filter((comment) => comment.at < at).map(({ id }) => id)
    tryDisk(replay.durable, expected)
    if (replay.unsynced === 0) return
    unsyncedTried += replay.unsynced
    for (let part = 0; part < PARTS; part += 1) tryDisk(replay.withSome(Math.random), expected)
  }

  for (const change of parseTrace(trace, dir)) {
    if (change.op === 'sync' && change.name.startsWith('brevier.sqlite')) cut(change.at)
    replay.take(change)
  }
  cut(process.hrtime.bigint())
  return { boundaries, disks, unsynced: unsyncedTried, lost: lost.size, corrupt }
}

/** Ids of the comments on it, or `null` when it is damaged. */
function openDisk(dir: string, disk: Disk): Set<string> | null {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir)
  for (const [name, content] of disk) {
    if (/^brevier\.sqlite(-wal|-journal)?$/.test(name)) writeFileSync(join(dir, name), content)
  }
  const db = new Sqlite(join(dir, 'brevier.sqlite'))
  try {
    if (db.pragma('quick_check', { simple: true }) !== 'ok') return null
    return new Set(db.prepare<[], string>('SELECT id FROM comments').pluck().all())
  } catch {
    return null
  } finally {
    db.close()
  }
}

function readDisk(dir: string): Map<string, Buffer> {
  const names = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(names.map(({ name }) => [name, readFileSync(join(dir, name))]))
}
