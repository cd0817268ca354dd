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
