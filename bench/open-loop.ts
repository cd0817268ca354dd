import { setTimeout as pause } from 'node:timers/promises'
import { createRawClient, type RawClient, rawRequest } from './raw-client.ts'

export interface Answer {
  /** 0: none came. */
  status: number
  /** From the moment at which it should have been sent, ms: a client that waits does not hide a slow server. */
  ms: number
}

export interface Message {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

/** Sends so many a second for so many seconds, however slowly they are answered; answers when the last one is. */
export async function openLoop(
  port: number,
  rate: number,
  seconds: number,
  message: (index: number) => Message,
): Promise<Answer[]> {
  const client = createRawClient(new URL(`http://127.0.0.1:${port}`))
  const started = performance.now()
  const all: Promise<Answer>[] = []
  while (all.length < rate * seconds) {
    const due = Math.min(rate * seconds, Math.ceil(((performance.now() - started) / 1_000) * rate))
    while (all.length < due) {
      const at = started + (all.length / rate) * 1_000
      all.push(exchange(client, message(all.length), at))
    }
    // Until the next is due: a loop that looks each millisecond takes a good part of a processor from the server.
    await pause(started + (all.length / rate) * 1_000 - performance.now())
  }
  const answers = await Promise.all(all)
  client.close()
  return answers
}

async function exchange(client: RawClient, message: Message, at: number): Promise<Answer> {
  const { method, path, headers, body } = message
  const status = await client.ask(rawRequest(`${method} ${path}`, headers, body))
  return { status, ms: performance.now() - at }
}

/** The time within which this share of them came, ms. */
export function quantile(answers: readonly Answer[], share: number): number {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
}
