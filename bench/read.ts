import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpuSeconds, freePort } from '../tests/support/process.ts'
import { makeInstallation, serve } from './installation.ts'
import { type Load, load } from './load.ts'

const CONNECTIONS = 32
const ROUND_MS = 4_000
const ROUNDS = 5
const COMMENTS = 50

interface Round extends Load {
  cpuMicros: number
}

/**
 * The hot discussion page against a bare `node:http` server sending the same bytes and headers, alternating in
 * one run. `ratio` = bare CPU time per request ÷ ours, median of the rounds.
 */
export async function read(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(COMMENTS)
  const ours = await serve(installation)
  const page = new URL(`${installation.url}/a/${installation.articleId}`)
  const answer = await fetch(page, { headers: { 'accept-encoding': 'identity' } })
  const body = Buffer.from(await answer.arrayBuffer())
  const bare = await startBare(installation.env['BREVIER_DATA'] ?? '', body, [...answer.headers])
  try {
    const rounds: { ours: Round; bare: Round }[] = []
    await measure(page, ours.child.pid, 1_000)
    await measure(bare.url, bare.pid, 1_000)
    for (let round = 0; round < ROUNDS; round += 1) {
      const mine = await measure(page, ours.child.pid, ROUND_MS)
      rounds.push({ ours: mine, bare: await measure(bare.url, bare.pid, ROUND_MS) })
    }
    return {
      ratio: median(rounds.map((round) => round.bare.cpuMicros / round.ours.cpuMicros)),
      rateRatio: median(rounds.map((round) => rate(round.ours) / rate(round.bare))),
      bytes: body.length,
      comments: COMMENTS,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      ours: summary(rounds.map((round) => round.ours)),
      bare: summary(rounds.map((round) => round.bare)),
    }
  } finally {
    await ours.kill('SIGTERM')
    bare.stop()
    installation.remove()
  }
}

async function measure(url: URL, pid: number | undefined, ms: number): Promise<Round> {
  if (pid === undefined) throw new Error('the server did not start')
  const before = cpuSeconds(pid)
  const done = await load(url, CONNECTIONS, ms)
  return { ...done, cpuMicros: ((cpuSeconds(pid) - before) * 1e6) / done.requests }
}

/** In a process of its own, so that its CPU time can be read like ours. */
async function startBare(dir: string, body: Buffer, headers: [string, string][]) {
  const port = await freePort()
  writeFileSync(join(dir, 'body'), body)
  const own = Object.fromEntries(
    headers.filter(([name]) => !['date', 'connection', 'keep-alive', 'transfer-encoding'].includes(name)),
  )
  const program = `
    const { readFileSync } = require('node:fs')
    const body = readFileSync(${JSON.stringify(join(dir, 'body'))})
    const headers = ${JSON.stringify({ ...own, 'content-length': String(body.length) })}
    const server = require('node:http').createServer((request, response) => {
      response.writeHead(200, headers)
      response.end(body)
    })
    server.listen(${port}, '127.0.0.1')
  `
  const child = spawn(process.execPath, ['-e', program], { stdio: 'inherit' })
  const url = new URL(`http://127.0.0.1:${port}/`)
  for (;;) {
    if ((await fetch(url).catch(() => null))?.ok) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { url, pid: child.pid, stop: () => child.kill() }
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
