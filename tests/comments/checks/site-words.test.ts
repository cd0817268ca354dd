import { beforeAll, describe, expect, it } from 'vitest'
import { wordList } from '../../../src/features/comments/checks/word-list.ts'
import { wordRules } from '../../../src/features/comments/checks/word-rules.ts'
import type { SiteWords } from '../../../src/features/comments/model.ts'
import { prepareChecks, screen } from '../../../src/features/comments/rules.ts'
import { aSite } from '../../support/fixtures.ts'
import { candidate } from './candidate.ts'

beforeAll(() => prepareChecks())

let revision = 0
const words = (block: string[], allow: string[] = []): SiteWords => {
  revision += 1
  return { block, allow, revision }
}
const hits = (text: string, lists: SiteWords) => {
  const verdict = wordRules.run(candidate(text, { words: lists }))
  return verdict.outcome === 'hold' ? (verdict.finds ?? []).map(({ rule }) => rule) : []
}

describe('a paper’s own words', () => {
  it.each([
    ['spam', 'No SPAM here', ['spam']],
    ['spam', 'No s p a m here', ['spam']],
    ['spam', 'No ѕраm here', ['spam']],
    ['spam', 'No spaaaam here', ['spam']],
    ['spam', 'No spammer here', []],
    ['spam*', 'No spammer here', ['spam']],
    ['*spam', 'No antispam here', ['spam']],
    ['buy now', 'Please buy\nnow!', ['buy now']],
    ['buy now', 'Please buy it now!', []],
    ['bum', 'The candles burn', []],
    ['ass', 'as it was', []],
    ['바카라', '바카라를 하자', ['바카라']],
    ['바카라', '바.카.라', ['바카라']],
    ['바카라', '빠카라 추천', ['바카라']],
    ['도박', '모두가 당장 반대했다', []],
    ['ㄷㅂ', 'ㄷㅂ 합시다', ['ㄷㅂ']],
    ['ㄷㅂ', '곧 보자', []],
    ['казино', 'Лучшее казино', ['казино']],
    ['賭博', '賭博をする', ['賭博']],
    ['การพนัน', 'เว็บการพนันออนไลน์', ['การพนัน']],
    ['***', 'anything *** at all', []],
  ])('%s in “%s”', (rule, text, found) => {
    expect(hits(text, words([rule]))).toEqual(found)
  })

  it('hold under the revision of the lists, with the rule as evidence; they refuse nothing', () => {
    const lists = { ...words(['spam']), revision: 7 }
    const { state, results } = screen(candidate('No spam, no s.p.a.m', { words: lists, site: aSite() }))
    expect(state).toBe('pending')
    expect(results.find(({ check }) => check === 'word-rules')).toEqual({
      check: 'word-rules',
      version: 7,
      outcome: 'word-rule',
      evidence: 'spam',
      finds: [
        { rule: 'spam', start: 3, end: 7 },
        { rule: 'spam', start: 12, end: 19 },
      ],
    })
  })

  it('are compared in their newest revision', () => {
    const site = aSite()
    const run = (lists: SiteWords) => wordRules.run(candidate('No spam', { site, words: lists })).outcome
    expect(run({ block: ['eggs'], allow: [], revision: 1 })).toBe('pass')
    expect(run({ block: ['spam'], allow: [], revision: 2 })).toBe('hold')
  })
})

describe('a paper’s harmless words', () => {
  it('stand against its own rules and against ours', () => {
    expect(hits('Spam valley', words(['spam'], ['spam valley']))).toEqual([])
    expect(wordList.run(candidate('Mr Shitov spoke', { words: words([]) })).outcome).toBe('hold')
    expect(wordList.run(candidate('Mr Shitov spoke', { words: words([], ['shitov']) })).outcome).toBe('pass')
  })

  it('free nothing beside them', () => {
    expect(hits('Spam valley, spam', words(['spam'], ['spam valley']))).toEqual(['spam'])
  })

  it('of ours do not stand against its own rules', () => {
    expect(hits('이번 개혁의 시발점', words(['시발점']))).toEqual(['시발점'])
  })
})
