import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { wordList } from '../../../src/features/comments/checks/word-list.ts'
import { checkText } from '../../../src/kernel/text.ts'
import { candidate } from './candidate.ts'
import { DISGUISES } from './disguises.ts'
import { HARMLESS } from './harmless.ts'

beforeAll(() => wordList.prepare?.())

const findsOf = (text: string) => {
  const verdict = wordList.run(candidate(text))
  return verdict.outcome === 'hold' ? (verdict.finds ?? []) : []
}

describe('an insult is found however it is hidden', () => {
  it.each(DISGUISES)('%s', (text, marked) => {
    expect(checkText(text)).toMatchObject({ ok: true, text })
    expect(findsOf(text).map(({ start, end }) => text.slice(start, end))).toContain(marked)
  })
})

describe('a harmless sentence is left alone', () => {
  it('in both languages, many of them', () => {
    expect(HARMLESS.length).toBeGreaterThanOrEqual(60)
  })

  it.each(HARMLESS)('%s', (text) => {
    expect(findsOf(text)).toEqual([])
  })
})

/** What English insults are made of, cut where they could be told from harmless words. */
const PIECES =
  'fu|ck|uc|k|cc|ass|as|s|h|i|t|tit|dick|shi|wan|wa|nk|ni|gg|er|who|re|pu|ssy|bi|tch|cun|coc|co|piss|a|e|o|oo|b| |.|-'.split(
    '|',
  )

it('a word is found whether or not a plainer one stands in the same text', () => {
  const pieces = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 24 })
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = `Look ${parts.join('')} there`
      const both = findsOf(`${text} 🌊 motherfucker`)
      expect(findsOf(text)).toEqual(both.filter(({ start }) => start < text.length))
    }),
    { numRuns: 500 },
  )
})
