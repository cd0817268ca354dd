import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { slowSyncs } from '../tests/drills/shim.ts'
import { cpuSeconds } from '../tests/support/process.ts'
import { median } from './duel.ts'
import { makeInstallation, serve } from './installation.ts'
import { type Posted, percentile, postByClients } from './posting.ts'

const CLIENTS = 32
const ROUND_MS = 3_000
const ROUNDS = 3

interface Round extends Posted {
  cpuMs: number
}

/** A sync of a network's block storage, a usual home of a service, takes one to some milliseconds. */
const SLOW_SYNC_US = 2_000

/**
 * Comments of 32 clients at once, each synced to disk before it is answered: a server that shares commits against one
 * that does not, alternating. `ratio` = posts a second with sharing ÷ without. How much sharing brings depends on what a
 * sync costs beside the rest of a post: `syncMs` is one on this disk, and `slowDisk` the same on one whose syncs take
 * 2 ms longer.
 */
export async function post(): Promise<Record<string, unknown>> {
  const here = await compare()
  const work = mkdtempSync(join(tmpdir(), 'brevier-slow-'))
  try {
    const slowDisk = await compare(slowSyncs(work, SLOW_SYNC_US))
    const syncs = { syncMs: syncMs(work), slowDisk: { ...slowDisk, addedMs: SLOW_SYNC_US / 1_000 } }
    return { ...here, ...syncs, clients: CLIENTS, rounds: ROUNDS }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function compare(env: Record<string, string> = {}) {
  const shared = await makeInstallation(50, 200)
  const alone = await makeInstallation(50, 200)
  const servers = [
    { ...shared, program: await serve(shared, env) },
    { ...alone, program: await serve(alone, { ...env, BREVIER_COMMIT_GROUPING: 'off' }) },
  ] as const
  try {
    const rounds: { shared: Round; alone: Round }[] = []
    for (const server of servers) await postByClients(server, CLIENTS, 1_000)
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({ shared: await measure(servers[0]), alone: await measure(servers[1]) })
    const rate = ({ posts, seconds }: Posted) => posts / seconds
    return {
      ratio: median(rounds.map((round) => rate(round.shared) / rate(round.alone))),
      shared: summary(rounds.map((round) => round.shared)),
      alone: summary(rounds.map((round) => round.alone)),
    }
  } finally {
    for (const { program, remove } of servers) {
      await program.kill('SIGTERM')
      remove()
    }
  }
}

async function measure({
  program,
  ...target
}: Parameters<typeof postByClients>[0] & { program: Awaited<ReturnType<typeof serve>> }): Promise<Round> {
  const pid = program.child.pid ?? 0
  const before = cpuSeconds(pid)
  const done = await postByClients(target, CLIENTS, ROUND_MS)
  return { ...done, cpuMs: ((cpuSeconds(pid) - before) * 1_000) / done.posts }
}

function summary(rounds: readonly Round[]) {
  return {
    postsPerSecond: median(rounds.map(({ posts, seconds }) => posts / seconds)),
    cpuMsPerPost: median(rounds.map(({ cpuMs }) => cpuMs)),
    p50Ms: median(rounds.map(({ latencies }) => percentile(latencies, 0.5))),
    p99Ms: median(rounds.map(({ latencies }) => percentile(latencies, 0.99))),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
  }
}

/** One write of a page and its sync, median of many. */
function syncMs(dir: string): number {
  const file = openSync(join(dir, 'sync'), 'w')
  const page = Buffer.alloc(4_096, 1)
  const times: number[] = []
  for (let time = 0; time < 200; time += 1) {
    writeSync(file, page, 0, page.length, time * page.length)
    const before = performance.now()
    fdatasyncSync(file)
    times.push(performance.now() - before)
  }
  closeSync(file)
  return median(times)
}
