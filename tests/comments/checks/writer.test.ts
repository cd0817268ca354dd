import { describe, expect, it } from 'vitest'
import { nearDuplicate } from '../../../src/features/comments/checks/near-duplicate.ts'
import { newWriter } from '../../../src/features/comments/checks/new-writer.ts'
import { rejectionRate } from '../../../src/features/comments/checks/rejection-rate.ts'
import { aSite } from '../../support/fixtures.ts'
import { candidate, WRITER } from './candidate.ts'

describe('a writer whose comments were often rejected lately', () => {
  const outcomeOf = (rejected: number, decided: number) =>
    rejectionRate.run(candidate('Good morning', { writer: { ...WRITER, recent: { rejected, decided } } }))

  it.each([
    [3, 3],
    [3, 10],
    [6, 20],
  ])('waits after %i of %i', (rejected, decided) => {
    expect(outcomeOf(rejected, decided)).toEqual({
      outcome: 'hold',
      reason: 'rejection-rate',
      evidence: `${rejected} of ${decided} rejected`,
    })
  })

  it.each([
    [0, 0],
    [2, 2],
    [3, 11],
    [5, 20],
  ])('does not after %i of %i', (rejected, decided) => {
    expect(outcomeOf(rejected, decided).outcome).toBe('pass')
  })
})

describe('a new writer', () => {
  it.each([
    ['newcomers', 2, 'hold'],
    ['newcomers', 3, 'pass'],
    ['premoderate-everyone', 0, 'hold'],
    ['premoderate-everyone', 1, 'pass'],
    ['flagged-only', 0, 'pass'],
  ] as const)('under %s with %i approved: %s', (mode, approved, outcome) => {
    const writer = { ...WRITER, approved }
    expect(newWriter.run(candidate('Hello', { site: aSite({ mode }), writer })).outcome).toBe(outcome)
  })
})

describe('almost the text of a rejected comment', () => {
  const REJECTED = 'Whoever wrote this is a clueless parrot and should find honest work.'
  const against = (text: string, rejectedBodies = [REJECTED]) =>
    nearDuplicate.run(candidate(text, { writer: { ...WRITER, rejectedBodies } })).outcome

  it.each([
    REJECTED,
    REJECTED.toUpperCase(),
    REJECTED.replace('parrot', 'parrot!!!'),
    `Again: ${REJECTED}`,
    Array.from(REJECTED).join('\u200b'),
    Array.from(REJECTED).join('\u3164'),
    'Ｗhoever wrote this is a clueless parrot and should find honest work',
  ])('waits: %s', (text) => {
    expect(against(text)).toBe('hold')
  })

  it.each(['Whoever wrote this did honest work.', 'A parrot!', '기자님 좋은 기사 감사합니다.'])(
    'is another text: %s',
    (text) => {
      expect(against(text)).toBe('pass')
    },
  )

  it('is looked for among all of them', () => {
    expect(against(REJECTED, ['이 기사는 쓰레기 같은 광고입니다.', REJECTED])).toBe('hold')
  })
})
