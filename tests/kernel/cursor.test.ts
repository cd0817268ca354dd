import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, decodeRankedCursor, encodeCursor } from '../../src/kernel/cursor.ts'
import { uuidv7 } from '../../src/kernel/ids.ts'

const cursor = fc
  .record({ at: fc.nat({ max: Number.MAX_SAFE_INTEGER }), id: fc.uuid() })
  .map(({ at, id }) => ({ at, id }))

describe('a cursor', () => {
  it('comes back as it went out, and needs no escaping in an address', () => {
    fc.assert(
      fc.property(cursor, (sent) => {
        const text = encodeCursor(sent)
        expect(encodeURIComponent(text)).toBe(text)
        expect(decodeCursor(text)).toEqual(sent)
      }),
    )
  })

  it('of one kind of order is no place in the other', () => {
    fc.assert(
      fc.property(cursor, fc.nat({ max: Number.MAX_SAFE_INTEGER }), (sent, rank) => {
        const ranked = encodeCursor({ ...sent, rank })
        expect(encodeURIComponent(ranked)).toBe(ranked)
        expect(decodeRankedCursor(ranked)).toEqual({ ...sent, rank })
        expect([decodeCursor(ranked), decodeRankedCursor(encodeCursor(sent))]).toEqual([null, null])
      }),
    )
  })

  it('has one spelling: whatever is read at all is written the same way', () => {
    const near = fc
      .tuple(cursor, fc.nat({ max: 60 }), fc.string({ maxLength: 3 }))
      .map(([sent, at, junk]) => {
        const text = encodeCursor(sent)
        return text.slice(0, at) + junk + text.slice(at + junk.length)
      })
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), near), (text) => {
        const read = decodeCursor(text) ?? decodeRankedCursor(text)
        if (read) expect(encodeCursor(read)).toBe(text)
        else expect(read).toBeNull()
      }),
    )
  })

  it.each([
    '',
    '.',
    `.${uuidv7(0)}`,
    `-1.${uuidv7(0)}`,
    `00.${uuidv7(0)}`,
    `zzzzzzzzzzz.${uuidv7(0)}`,
    `1.${uuidv7(0)} `,
    `1.${uuidv7(0)}\n`,
    `1.1.1.${uuidv7(0)}`,
    `.1.${uuidv7(0)}`,
    `-1.1.${uuidv7(0)}`,
  ])('is not %j', (text) => expect([decodeCursor(text), decodeRankedCursor(text)]).toEqual([null, null]))
})
