import { cpuSeconds } from '../tests/support/process.ts'
import { type Fixed, startBare } from './bare.ts'
import { makeInstallation, serve } from './installation.ts'
import { type Asked, type Load, load } from './load.ts'

const CONNECTIONS = 32
const ROUND_MS = 600
const ROUNDS = 25
const COMMENTS = 50

interface Round extends Load {
  cpuMicros: number
}

/** A server under load, and the process whose CPU time counts. */
interface Side extends Asked {
  pid: number | undefined
}

/**
 * The hot discussion page against a bare `node:http` server sending the same bytes and headers, alternating in
 * one run, to readers who have nothing and (`304`) to readers who have the page already. `ratio` and `ratio304` =
 * bare CPU time per request ÷ ours, median of the rounds.
 */
export async function read(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(COMMENTS)
  const dir = installation.env['BREVIER_DATA'] ?? ''
  const ours = await serve(installation)
  const url = new URL(`${installation.url}/a/${installation.articleId}`)
  const page = await answerTo(url)
  const held = page.headers.find(([name]) => name === 'etag')?.[1]
  const [bare, bare304] = [await startBare(dir, page), await startBare(dir, await answerTo(url, held))]
  try {
    const { pid } = ours.child
    const full = await duel({ url, pid }, bare)
    const known = await duel({ url, held, pid }, { ...bare304, held })
    return {
      ratio: full.ratio,
      ratio304: known.ratio,
      rateRatio: full.rateRatio,
      rateRatio304: known.rateRatio,
      bytes: page.body.length,
      comments: COMMENTS,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      ours: full.ours,
      bare: full.bare,
      ours304: known.ours,
      bare304: known.bare,
    }
  } finally {
    await ours.kill('SIGTERM')
    bare.stop()
    bare304.stop()
    installation.remove()
  }
}

async function answerTo(url: URL, held?: string): Promise<Fixed> {
  const condition = held === undefined ? {} : { 'if-none-match': held }
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity', ...condition } })
  return {
    status: answer.status,
    headers: [...answer.headers],
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

async function duel(ours: Side, bare: Side) {
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Number((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(3))
}
