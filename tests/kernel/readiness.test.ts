import { describe, expect, it } from 'vitest'
import { createReadiness } from '../../src/kernel/readiness.ts'

describe('readiness', () => {
  it('asks at most once a second, and never twice at once', async () => {
    let time = 0
    let asked = 0
    const canCommit = async () => {
      asked += 1
      return true
    }
    const readiness = createReadiness({ canCommit, now: () => time, wait: () => new Promise(() => {}) })
    const all = await Promise.all(Array.from({ length: 50 }, () => readiness.state()))
    expect(new Set(all)).toEqual(new Set(['ready']))
    expect(asked).toBe(1)
    time = 999
    await readiness.state()
    expect(asked).toBe(1)
    time = 1_000
    await readiness.state()
    expect(asked).toBe(2)
  })

  it('says so after a second when the disk hangs, and asks no second write while the first one does', async () => {
    let time = 0
    let asked = 0
    let settle: (answer: boolean) => void = () => {}
    const canCommit = () => {
      asked += 1
      return new Promise<boolean>((resolve) => {
        settle = resolve
      })
    }
    const waits: number[] = []
    const wait = async (ms: number) => {
      waits.push(ms)
    }
    const readiness = createReadiness({ canCommit, now: () => time, wait })
    expect(await readiness.state()).toBe('cannot-commit')
    expect(waits).toEqual([1_000])
    time = 5_000
    expect(await readiness.state()).toBe('cannot-commit')
    expect(asked).toBe(1)
    settle(true)
    await new Promise((resolve) => setImmediate(resolve))
    time = 10_000
    const again = readiness.state()
    settle(true)
    expect([await again, asked]).toEqual(['cannot-commit', 2])
  })

  it('is off when writes fail, and from the stop on, whatever the disk does', async () => {
    const broken = createReadiness({ canCommit: () => Promise.reject(new Error('disk')) })
    expect(await broken.state()).toBe('cannot-commit')
    const readiness = createReadiness({ canCommit: async () => true })
    expect(await readiness.state()).toBe('ready')
    readiness.stop()
    expect(await readiness.state()).toBe('stopping')
  })
})
