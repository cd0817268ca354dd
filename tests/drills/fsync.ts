import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareServer } from './server.ts'
import { buildShim } from './shim.ts'
import { type Change, isCommit, parseTrace } from './trace.ts'

const POSTS = 200

/**
 * Posts that come one at a time, counted where they reach the disk: commits are the frames in the WAL that end one.
 * `unsynced`: commits that the WAL was not synced after, before the next one.
 */
export async function fsync({ rounds = POSTS }: { rounds?: number } = {}) {
  const work = mkdtempSync(join(tmpdir(), 'brevier-fsync-'))
  try {
    const dir = join(work, 'data')
    mkdirSync(dir)
    const server = await prepareServer(dir)
    const shim = buildShim(work, dir, { traces: true })
    const { program } = await server.start(shim.env)
    const began = process.hrtime.bigint()
    for (let index = 0; index < rounds; index += 1) {
      const person = server.people[index % server.people.length]
      if (person) await server.post(`fsync-comment-${index}`, person)
    }
    const ended = process.hrtime.bigint()
    await program.kill('SIGTERM')
    const run = parseTrace(readFileSync(shim.trace), dir).filter(({ at }) => at > began && at < ended)
    const figures = count(run)
    const ok =
      server.acknowledged.size === rounds &&
      figures.commits >= rounds &&
      figures.fsyncs >= figures.commits &&
      figures.unsynced === 0
    return { posts: rounds, acknowledged: server.acknowledged.size, ...figures, ok }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function count(run: readonly Change[]): { commits: number; fsyncs: number; unsynced: number } {
  let [commits, fsyncs, unsynced] = [0, 0, 0]
  let isOpen = false
  for (const change of run) {
    if (isCommit(change)) {
      commits += 1
      if (isOpen) unsynced += 1
      isOpen = true
    } else if (change.op === 'sync' && change.name.endsWith('-wal')) {
      fsyncs += 1
      isOpen = false
    }
  }
  return { commits, fsyncs, unsynced: unsynced + (isOpen ? 1 : 0) }
}
