import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayNameFault } from '../../src/features/accounts/names.ts'
import { quickest } from '../support/quickest.ts'

/** Names by what is said about them, each with what it shows. */
interface Vectors {
  staffNames: readonly string[]
  reserved: readonly string[]
  names: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const vectors: Vectors = JSON.parse(readFileSync(new URL('./name-vectors.json', import.meta.url), 'utf8'))
const nobody = { staffNames: [], reserved: [] }

for (const [fault, names] of Object.entries(vectors.names)) {
  describe(`${fault}`, () => {
    it.each(Object.entries(names))('%s: %s', (_, name) => {
      expect(displayNameFault(name, vectors)).toBe(fault === 'free' ? null : fault)
    })
  })
}

describe('staff', () => {
  it('may keep their own name: who is left out of the list is compared with nobody', () => {
    expect(displayNameFault('Min Park', nobody)).toBeNull()
  })

  it('named in signs that say nothing keep nobody from a name', () => {
    // U+02BC is a letter to Unicode and looks like an apostrophe, so nothing of it is left to compare.
    for (const name of ['2024', '\u02bc']) {
      expect(displayNameFault(name, { ...nobody, staffNames: ['', '✅', '\u0301'] })).toBeNull()
    }
  })

  it('are protected under every spelling that Unicode calls the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...vectors.staffNames),
        fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'),
        fc.constantFrom('', ' ', '.', '  ', '·'),
        (staff, form, between) => {
          const spelled = Array.from(staff.normalize('NFC')).join(between).normalize(form)
          expect(displayNameFault(spelled, vectors)).toBe('impersonates-staff')
        },
      ),
    )
  })
})

describe('any name', () => {
  const anyName = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))

  it('is answered, whatever the names beside it are', () => {
    fc.assert(
      fc.property(anyName, fc.array(anyName), fc.array(anyName), (name, staffNames, reserved) => {
        expect([null, 'impersonates-staff', 'reserved', 'invalid']).toContain(
          displayNameFault(name, { staffNames, reserved }),
        )
      }),
    )
  })

  it('that a member of staff has is never free', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        fc.pre(/\p{L}/u.test(name.normalize('NFKD')))
        expect(displayNameFault(name, { ...nobody, staffNames: [name] })).not.toBeNull()
      }),
    )
  })

  it('is answered at once, beside a hundred members of staff too', () => {
    const staffNames = Array.from({ length: 100 }, (_, index) => `Min Park ${index}`)
    const worst = [
      'ﷺ'.repeat(30),
      ('m' + '\u0316\u0301'.repeat(4)).repeat(30),
      'm '.repeat(200),
      'ﷺ'.repeat(400),
    ]
    const ms = quickest(() => {
      for (const name of worst) displayNameFault(name, { staffNames, reserved: vectors.reserved })
    }, 10)
    // About 2 ms for the four of them.
    expect(ms).toBeLessThan(20)
  })
})
