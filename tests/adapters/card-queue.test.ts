import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createQueue, QueueFull, QueueTimeout } from '../../src/adapters/cards/queue.ts'

const LIMITS = { running: 2, waiting: 3, timeoutMs: 2_000 }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A job that ends when it is told to, and says whether it has begun. */
function job() {
  const state = { begun: false, end: (_: string) => {}, fail: (_: Error) => {} }
  const run = () => {
    state.begun = true
    return new Promise<string>((resolve, reject) => {
      state.end = resolve
      state.fail = reject
    })
  }
  return { run, state }
}

describe('the card queue', () => {
  it('runs two at once and the rest in order', async () => {
    const enqueue = createQueue(LIMITS)
    const jobs = [job(), job(), job(), job()]
    const results = jobs.map(({ run }) => enqueue(run))
    expect(jobs.map(({ state }) => state.begun)).toEqual([true, true, false, false])
    jobs[1]?.state.end('second')
    expect(await results[1]).toBe('second')
    await vi.advanceTimersByTimeAsync(0)
    expect(jobs.map(({ state }) => state.begun)).toEqual([true, true, true, false])
    for (const index of [0, 2]) jobs[index]?.state.end('done')
    await vi.advanceTimersByTimeAsync(0)
    jobs[3]?.state.end('last')
    expect(await results[3]).toBe('last')
  })

  it('refuses one more than may wait', async () => {
    const enqueue = createQueue(LIMITS)
    for (let i = 0; i < LIMITS.running + LIMITS.waiting; i += 1) enqueue(job().run).catch(() => {})
    await expect(enqueue(job().run)).rejects.toThrow(QueueFull)
  })

  it('lets a caller go after two seconds, but starts nothing in place of work that goes on', async () => {
    const enqueue = createQueue(LIMITS)
    const stuck = [job(), job()]
    const answers = stuck.map(({ run }) => expect(enqueue(run)).rejects.toThrow(QueueTimeout))
    await vi.advanceTimersByTimeAsync(2_000)
    await Promise.all(answers)
    const next = job()
    const result = enqueue(next.run)
    expect(next.state.begun).toBe(false)
    stuck[0]?.state.end('too late')
    await vi.advanceTimersByTimeAsync(0)
    expect(next.state.begun).toBe(true)
    next.state.end('in time')
    expect(await result).toBe('in time')
  })

  it('never begins a job whose caller has gone while it waited', async () => {
    const enqueue = createQueue(LIMITS)
    const stuck = [job(), job()]
    const gone = job()
    const answers = [...stuck, gone].map(({ run }) => expect(enqueue(run)).rejects.toThrow(QueueTimeout))
    await vi.advanceTimersByTimeAsync(2_000)
    await Promise.all(answers)
    for (const { state } of stuck) state.end('too late')
    await vi.advanceTimersByTimeAsync(0)
    expect(gone.state.begun).toBe(false)
  })

  it('frees the place of a job that fails, even before it has begun to wait', async () => {
    const enqueue = createQueue({ ...LIMITS, running: 1 })
    await expect(enqueue(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(
      enqueue(() => {
        throw new Error('at once')
      }),
    ).rejects.toThrow('at once')
    expect(await enqueue(async () => 'fine')).toBe('fine')
  })
})
