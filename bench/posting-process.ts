import { Worker } from 'node:worker_threads'
import { type Posted, type PostTarget, postSteadily } from './posting.ts'

interface Order extends PostTarget {
  perSecond: number
  ms: number
}

/** Name under which the program of the benches runs as somebody who posts. */
export const POSTER = 'poster'

/** Posts from a thread of its own, so that neither posts nor reads wait for the other's client. */
export function startPosting({ url, articleId, cookies, perSecond, ms }: Order) {
  const worker = new Worker(process.argv[1] ?? '', {
    argv: [POSTER],
    workerData: { url, articleId, cookies, perSecond, ms } satisfies Order,
  })
  const started = new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', () => resolve())
  })
  const ended = new Promise<Posted>((resolve, reject) => {
    worker.once('error', reject)
    worker.on('message', (message: Posted | null) => message && resolve(message))
  })
  return { started, ended }
}

/** The thread's side. */
export async function runPoster(): Promise<void> {
  const { parentPort, workerData } = await import('node:worker_threads')
  const order: Order = workerData
  parentPort?.postMessage(null)
  parentPort?.postMessage(await postSteadily(order, order.perSecond, order.ms))
}
