import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createService, keyOf, type Service } from '../tests/drills/service.ts'
import { residentMegabytes } from '../tests/support/process.ts'
import { type Answer, type Message, openLoop, quantile } from './open-loop.ts'

const IS_SHORT = process.argv.includes('--short')
const SECONDS = IS_SHORT
  ? { idle: 1, settle: 2, quiet: 3, long: 6, top: 3, over: 3 }
  : { idle: 30, settle: 5, quiet: 10, long: 60, top: 10, over: 10 }
const POSTS = { design: 40, top: 200, over: 2_000 } as const
const READS = 1_000
const WRITERS = 600

/**
 * The design's load by an open loop from a process of its own: 40 posts a second with 1 000 reads a second of the page
 * that they change, then 200 posts a second, then ten times as many. `overPostP99`: of the posts that were taken;
 * `recoveryMs`: until a second's posts are all taken and as fast as under the design's load. `idleMb` and `afterMb`: its
 * memory before and after all that, when nobody has asked for half a minute.
 */
export async function spike(): Promise<Record<string, unknown>> {
  const dir = mkdtempSync(join(tmpdir(), 'brevier-spike-'))
  const service = await createService(dir, WRITERS, { mode: 'flagged-only' })
  const program = await service.start()
  const { pid = 0 } = program.child
  try {
    const send = poster(service)
    const post = (rate: number, seconds: number) => openLoop(service.port, rate, seconds, send)
    await pause(SECONDS.idle * 1_000)
    const idleMb = residentMegabytes(pid)
    await post(POSTS.design, SECONDS.settle)
    const quiet = await post(POSTS.design, SECONDS.quiet)
    const reader = pageReader(service)
    const reading = openLoop(service.port, READS, SECONDS.long, reader)
    const design = await post(POSTS.design, SECONDS.long)
    const reads = await reading
    const top = await post(POSTS.top, SECONDS.top)
    const over = await post(POSTS.over, SECONDS.over)
    const recoveryMs = await untilRecovered(post, quantile(design, 0.99))
    await pause(SECONDS.idle * 1_000)
    const taken = over.filter(({ status }) => status === 201)
    const shed = over.filter(({ status }) => status === 503)
    return {
      quietPostP99: quantile(quiet, 0.99),
      designPostP99: quantile(design, 0.99),
      designReadP50: quantile(reads, 0.5),
      designReadP99: quantile(reads, 0.99),
      topPostP50: quantile(top, 0.5),
      topPostP99: quantile(top, 0.99),
      errors: [...quiet, ...design, ...top].filter(({ status }) => status !== 201).length,
      readErrors: reads.filter(({ status }) => status !== 200 && status !== 304).length,
      overTakenPerSecond: Math.round(taken.length / SECONDS.over),
      overPostP50: quantile(taken, 0.5),
      overPostP99: quantile(taken, 0.99),
      shed: shed.length,
      shedP99: quantile(shed, 0.99),
      overErrors: over.length - taken.length - shed.length,
      recoveryMs,
      idleMb: Math.round(idleMb),
      afterMb: Math.round(residentMegabytes(pid)),
      isShort: IS_SHORT,
    }
  } finally {
    await program.kill('SIGTERM')
    rmSync(dir, { recursive: true, force: true })
  }
}

function poster({ url, articleId, people }: Service): () => Message {
  let sent = 0
  return () => {
    sent += 1
    const key = keyOf(sent)
    return {
      method: 'POST',
      path: `/v1/articles/${articleId}/comments`,
      headers: {
        host: new URL(url).host,
        origin: url,
        cookie: people[sent % people.length]?.cookie ?? '',
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ text: `Bench ${key}` }),
    }
  }
}

function pageReader({ url, articleId }: Service): () => Message {
  const { host } = new URL(url)
  return () => ({ method: 'GET', path: `/a/${articleId}`, headers: { host, 'accept-encoding': 'br' } })
}

async function untilRecovered(
  post: (rate: number, seconds: number) => Promise<Answer[]>,
  usualMs: number,
): Promise<number> {
  const started = performance.now()
  for (let second = 0; second < 30; second += 1) {
    const at = performance.now() - started
    const answers = await post(POSTS.design, 1)
    if (answers.every(({ status }) => status === 201) && quantile(answers, 0.99) <= 2 * usualMs)
      return Math.round(at)
  }
  return Number.POSITIVE_INFINITY
}
