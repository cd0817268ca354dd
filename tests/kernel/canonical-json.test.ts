import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, isWellFormed, type Json } from '../../src/kernel/canonical-json.ts'

const json = fc.jsonValue({ noUnicodeString: false, stringUnit: 'binary' }) as fc.Arbitrary<Json>

/** The same value with every object's members in another order. */
function shuffled(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(shuffled)
  const members = Object.entries(value).map(([key, member]): [string, Json] => [key, shuffled(member)])
  return Object.fromEntries(members.reverse())
}

describe('canonical JSON', () => {
  it('says the same as JSON, whatever the order of members, and is its own canonical form', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(shuffled(value))).toBe(text)
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text)
      }),
    )
  })

  it('keeps different values apart', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const isSame = JSON.stringify(shuffled(shuffled(one))) === JSON.stringify(shuffled(shuffled(other)))
        if (canonicalJson(one) === canonicalJson(other))
          expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(other)))
        else expect(isSame).toBe(false)
      }),
    )
  })

  it('orders members by UTF-16 code units, as the example of RFC 8785 §3.2.3 does', () => {
    const example = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const order = [...canonicalJson(example).matchAll(/:"([^"]+)"/g)].map(([, text]) => text)
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  it('writes numbers as ECMAScript does', () => {
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    )
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', ['\udc00'], { '\ud83d': 1 }])(
    'refuses what has no canonical form',
    (value) => expect(() => canonicalJson(value as Json)).toThrow(RangeError),
  )

  it('a text is well formed exactly when it survives UTF-8', () => {
    const units = fc
      .array(fc.constantFrom(0x61, 0xd83d, 0xde00, 0xd800, 0xdfff, 0xac00), { maxLength: 12 })
      .map((codes) => String.fromCharCode(...codes))
    fc.assert(
      fc.property(units, (text) => {
        expect(isWellFormed(text)).toBe(Buffer.from(text, 'utf8').toString('utf8') === text)
      }),
    )
  })
})
