import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createIds, isId, uuidv7 } from '../../src/kernel/ids.ts'

const time = fc.nat({ max: 2 ** 48 - 1 })

describe('identifiers', () => {
  it('hold their time, version and variant (RFC 9562 §5.7)', () => {
    fc.assert(
      fc.property(time, (now) => {
        const id = uuidv7(now)
        expect(isId(id)).toBe(true)
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now)
        expect(id[14]).toBe('7')
        expect('89ab').toContain(id[19])
      }),
    )
  })

  it('sort by time as text', () => {
    fc.assert(
      fc.property(time, time, (one, other) => {
        fc.pre(one !== other)
        expect(uuidv7(one) < uuidv7(other)).toBe(one < other)
      }),
    )
  })

  it('do not repeat within an instant', () => {
    const made = Array.from({ length: 10_000 }, () => uuidv7(1_767_603_600_000))
    expect(new Set(made).size).toBe(made.length)
  })

  it('made one after another sort so, within an instant and when the clock goes back', () => {
    let now = 1_767_603_600_000
    const ids = createIds({ now: () => now })
    const made = Array.from({ length: 20_000 }, (_, index) => {
      if (index % 5_000 === 4_999) now -= 3_600_000
      return ids.next()
    })
    expect(made.every(isId)).toBe(true)
    expect(made).toEqual(made.toSorted())
    expect(new Set(made).size).toBe(made.length)
  })

  it('nothing else passes for one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isId(text)).toBe(false)
      }),
    )
    const id = uuidv7(0)
    for (const text of [
      id.toUpperCase().replace('7', 'A'),
      `${id}\n`,
      ` ${id}`,
      id.replaceAll('-', ''),
      `${id}0`,
    ])
      expect(isId(text)).toBe(false)
  })
})
