import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

export interface Answer {
  status: number
  /** From the moment at which it should have been sent, ms: a client that waits does not hide a slow server. */
  ms: number
  headers: NodeJS.Dict<string | string[]>
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
  // More than the server has places for; who waits for one here is counted from when it was due all the same.
  const agent = new Agent({ keepAlive: true, maxSockets: 400 })
  const started = performance.now()
  const all: Promise<Answer>[] = []
  while (all.length < rate * seconds) {
    const due = Math.min(rate * seconds, Math.ceil(((performance.now() - started) / 1_000) * rate))
    while (all.length < due) {
      const at = started + (all.length / rate) * 1_000
      all.push(exchange(port, agent, message(all.length), at))
    }
    // Until the next is due: a loop that looks each millisecond takes a good part of a processor from the server.
    await pause(started + (all.length / rate) * 1_000 - performance.now())
  }
  const answers = await Promise.all(all)
  agent.destroy()
  return answers
}

function exchange(port: number, agent: Agent, message: Message, at: number): Promise<Answer> {
  const { method, path, headers, body } = message
  return new Promise((resolve) => {
    const end = (status: number, received: Answer['headers'] = {}) =>
      resolve({ status, ms: performance.now() - at, headers: received })
    const asked = request({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => end(answer.statusCode ?? 0, answer.headers))
      answer.once('close', () => end(0))
    })
    asked.once('error', () => end(0))
    asked.end(body)
  })
}

/** The time within which this share of them came, ms. */
export function quantile(answers: readonly Answer[], share: number): number {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
}
