import { setTimeout as pause } from 'node:timers/promises'
import { createRawClient, rawRequest } from './raw-client.ts'

/** Where comments are posted, and by whom: each post by the next of these sessions. */
export interface PostTarget {
  url: string
  articleId: string
  cookies: readonly string[]
}

export interface Posted {
  posts: number
  seconds: number
  /** Milliseconds from when a post was due to its answer. */
  latencies: number[]
  /** Answers that are not 201, and requests without an answer. */
  errors: number
}

/** Each client posts again as soon as it is answered, for `ms` milliseconds. */
export async function postByClients(target: PostTarget, clients: number, ms: number): Promise<Posted> {
  const send = sender(target)
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < started + ms) await send(performance.now())
    }),
  )
  return send.result((performance.now() - started) / 1_000)
}

/** So many each second, whether the service answers or not, for `ms` milliseconds; then waits for the answers. */
export async function postSteadily(target: PostTarget, perSecond: number, ms: number): Promise<Posted> {
  const send = sender(target)
  const started = performance.now()
  const running: Promise<void>[] = []
  for (let sent = 0; sent < (perSecond * ms) / 1_000; ) {
    const due = started + (sent * 1_000) / perSecond
    if (performance.now() >= due) {
      running.push(send(due))
      sent += 1
    } else await pause(due - performance.now())
  }
  await Promise.all(running)
  return send.result((performance.now() - started) / 1_000)
}

function sender({ url, articleId, cookies }: PostTarget) {
  const { host } = new URL(url)
  const client = createRawClient(new URL(url))
  const latencies: number[] = []
  const mark = Math.random().toString(36).slice(2, 8)
  let errors = 0
  let number = 0
  async function send(due: number): Promise<void> {
    number += 1
    const body = JSON.stringify({ text: sentence(mark, number), review: true })
    const headers = {
      host,
      origin: url,
      cookie: cookies[number % cookies.length] ?? '',
      'content-type': 'application/json',
      'idempotency-key': `bench-${mark}-${number}`,
    }
    const status = await client.ask(rawRequest(`POST /v1/articles/${articleId}/comments`, headers, body))
    if (status === 201) latencies.push(performance.now() - due)
    else errors += 1
  }
  const result = (seconds: number): Posted => {
    client.close()
    return { posts: latencies.length, seconds, latencies, errors }
  }
  return Object.assign(send, { result })
}

const WORDS = [
  'river',
  'bridge',
  'council',
  'market',
  'harbour',
  'school',
  'train',
  'library',
  'park',
  'tower',
]

/** Unlike every other, so that none is taken for a copy. */
function sentence(mark: string, number: number): string {
  const words = [...String(number)].map((digit) => WORDS[Number(digit)] ?? '')
  return `The ${words.join(' and the ')} were there before, ${mark} ${number}.`
}

/** The value below which this share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
