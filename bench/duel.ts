import { cpuSeconds } from '../tests/support/process.ts'
import { type Fixed, startBare } from './bare.ts'
import { type Asked, type Load, load } from './load.ts'

export const CONNECTIONS = 32
const ROUND_MS = 600
export const ROUNDS = 25

interface Round extends Load {
  cpuMicros: number
}

/** A server under load, and the process whose CPU time counts. */
export interface Side extends Asked {
  pid: number | undefined
}

/** What an address answers, to be sent by a bare server. @param held `If-None-Match` */
export async function answerTo(url: URL, held?: string): Promise<Fixed> {
  const condition = held === undefined ? {} : { 'if-none-match': held }
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity', ...condition } })
  return {
    status: answer.status,
    headers: [...answer.headers],
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

/** `ratio` = bare CPU time per request ÷ ours, alternating in one run, median of the rounds. */
export async function duel(ours: Side, bare: Side) {
  const rounds: { ours: Round; bare: Round }[] = []
  await measure(ours, 1_000)
  await measure(bare, 1_000)
  for (let round = 0; round < ROUNDS; round += 1) {
    const mine = await measure(ours, ROUND_MS)
    rounds.push({ ours: mine, bare: await measure(bare, ROUND_MS) })
  }
  return {
    ratio: median(rounds.map((round) => round.bare.cpuMicros / round.ours.cpuMicros)),
    rateRatio: median(rounds.map((round) => rate(round.ours) / rate(round.bare))),
    ours: summary(rounds.map((round) => round.ours)),
    bare: summary(rounds.map((round) => round.bare)),
  }
}

/** One address against a bare server that sends the same bytes and headers. */
export async function duelWithBare(dir: string, { url, pid }: Side) {
  const answer = await answerTo(url)
  const bare = await startBare(dir, answer)
  try {
    return { ...(await duel({ url, pid }, bare)), bytes: answer.body.length }
  } finally {
    bare.stop()
  }
}

async function measure({ pid, ...asked }: Side, ms: number): Promise<Round> {
  if (pid === undefined) throw new Error('the server did not start')
  const before = cpuSeconds(pid)
  const done = await load(asked, CONNECTIONS, ms)
  return { ...done, cpuMicros: ((cpuSeconds(pid) - before) * 1e6) / done.requests }
}

function rate({ requests, seconds }: Load): number {
  return requests / seconds
}

function summary(rounds: readonly Round[]) {
  return {
    requestsPerSecond: Math.round(median(rounds.map(rate))),
    cpuMicrosPerRequest: median(rounds.map(({ cpuMicros }) => cpuMicros)),
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Number((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(3))
}
