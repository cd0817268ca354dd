export interface QueueLimits {
  /** Jobs that may run at once. */
  running: number
  /** Jobs that may wait; one more is refused. */
  waiting: number
  /** Milliseconds from asking to answer, waiting included. */
  timeoutMs: number
}

export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

export class QueueTimeout extends Error {
  override readonly name = 'QueueTimeout'
}

/**
 * Runs jobs a few at a time, first come first served. A caller is let go after the time limit; the job's
 * place is freed only when the job itself ends, because native work cannot be stopped from outside.
 *
 * The function it answers with throws {QueueFull} or {QueueTimeout}, or what the job throws.
 */
export function createQueue(limits: QueueLimits): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0

  const startNext = (): void => {
    while (running < limits.running) {
      const start = waiting.shift()
      if (start === undefined) return
      start()
    }
  }

  return async <T>(job: () => Promise<T>): Promise<T> => {
    if (running >= limits.running && waiting.length >= limits.waiting)
      throw new QueueFull('card queue is full')
    return new Promise((resolve, reject) => {
      const start = (): void => {
        running += 1
        const end = (): void => {
          clearTimeout(timer)
          running -= 1
          startNext()
        }
        const work = async (): Promise<T> => job()
        work().then(resolve, reject).then(end)
      }
      const timer = setTimeout(() => {
        const place = waiting.indexOf(start)
        if (place >= 0) waiting.splice(place, 1)
        reject(new QueueTimeout(`no card within ${limits.timeoutMs} ms`))
      }, limits.timeoutMs)
      waiting.push(start)
      startNext()
    })
  }
}
