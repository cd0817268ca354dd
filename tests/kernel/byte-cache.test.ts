import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteCache } from '../../src/kernel/byte-cache.ts'

const cacheOf = (limit: number) => createByteCache<Buffer>(limit, (value) => value.length)
const bytes = (length: number) => async () => Buffer.alloc(length)

/** A build that ends when it is told to. */
function slow() {
  let finish = (_value: Buffer) => {}
  let fail = (_error: Error) => {}
  const result = new Promise<Buffer>((resolve, reject) => {
    finish = resolve
    fail = reject
  })
  return { build: () => result, finish, fail }
}

describe('a cache bounded by bytes', () => {
  it('never holds more than its limit, and keeps what was used last', async () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      size: fc.nat({ max: 60 }),
      drop: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const cache = cacheOf(100)
        const model = new Map<string, number>()
        for (const { key, size, drop } of steps) {
          if (drop) {
            cache.delete(key)
            model.delete(key)
          } else {
            const known = model.get(key)
            const value = await cache.getOrBuild(key, bytes(size))
            expect(value.length).toBe(known ?? size)
            model.delete(key)
            model.set(key, value.length)
            let total = [...model.values()].reduce((sum, length) => sum + length, 0)
            for (const [oldest, length] of model) {
              if (total <= 100) break
              model.delete(oldest)
              total -= length
            }
          }
          expect(cache.bytes).toBeLessThanOrEqual(100)
          expect(cache.bytes).toBe([...model.values()].reduce((sum, length) => sum + length, 0))
        }
        for (const key of ['a', 'b', 'c', 'd', 'e']) expect(cache.get(key)?.length).toBe(model.get(key))
      }),
    )
  })

  it('answers what is larger than all of it, and does not keep it', async () => {
    const cache = cacheOf(10)
    expect((await cache.getOrBuild('large', bytes(11))).length).toBe(11)
    expect([cache.get('large'), cache.bytes]).toEqual([undefined, 0])
  })

  it('builds once however many ask, and again after a failure that all of them see', async () => {
    const cache = cacheOf(100)
    const first = slow()
    let builds = 0
    const ask = () =>
      cache.getOrBuild('key', () => {
        builds += 1
        return first.build()
      })
    const waiting = [ask(), ask(), ask()]
    first.fail(new Error('no disk'))
    for (const answer of waiting) await expect(answer).rejects.toThrow('no disk')
    expect(builds).toBe(1)
    expect((await cache.getOrBuild('key', bytes(3))).length).toBe(3)
    expect(cache.get('key')?.length).toBe(3)
  })

  it.each([
    ['deleted', (cache: ReturnType<typeof cacheOf>) => cache.delete('key')],
    ['cleared', (cache: ReturnType<typeof cacheOf>) => cache.deleteWhere(() => false)],
  ])('what is %s while it is built is kept for nobody, and nobody joins it', async (_, forget) => {
    const cache = cacheOf(100)
    const [older, newer] = [slow(), slow()]
    const early = cache.getOrBuild('key', older.build)
    forget(cache)
    const late = cache.getOrBuild('key', newer.build)
    const joined = cache.getOrBuild('key', bytes(9))
    newer.finish(Buffer.alloc(2))
    expect([(await late).length, (await joined).length]).toEqual([2, 2])
    older.finish(Buffer.alloc(1))
    expect((await early).length).toBe(1)
    expect(cache.get('key')?.length).toBe(2)
    expect(cache.bytes).toBe(2)
  })

  it('forgets only what matches', async () => {
    const cache = cacheOf(100)
    for (const size of [1, 2, 3]) await cache.getOrBuild(`${size}`, bytes(size))
    cache.deleteWhere((value) => value.length !== 2)
    expect([cache.get('1'), cache.get('2')?.length, cache.get('3'), cache.bytes]).toEqual([
      undefined,
      2,
      undefined,
      2,
    ])
  })
})
