import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calmCards, reportPoints, reportWeight, serve } from '../../src/features/moderation/order.ts'

describe('serving order', () => {
  const cases = fc.integer({ min: 0, max: 200 }).map((length) => Array.from({ length }, (_, rank) => rank))

  it('serves every case once', () => {
    fc.assert(
      fc.property(cases, (ranks) => {
        expect(serve(ranks).sort((a, b) => a - b)).toEqual(ranks)
      }),
    )
  })

  it('takes each fourth from the calm end and the others riskiest first', () => {
    fc.assert(
      fc.property(cases, (ranks) => {
        const served = serve(ranks)
        const calm = served.filter((_, index) => index % 4 === 3)
        const risky = served.filter((_, index) => index % 4 !== 3)
        expect(calm).toHaveLength(calmCards(ranks.length))
        expect(calm).toEqual([...ranks].reverse().slice(0, calm.length))
        expect(risky).toEqual(ranks.slice(0, risky.length))
      }),
    )
  })
})

describe('risk of reports', () => {
  const of = (...severities: (1 | 2 | 3 | 4)[]) => severities.map((severity) => ({ severity, weight: 1 }))

  it('grows with their number to a cap and adds the gravest clause once', () => {
    expect(reportPoints([])).toBe(0)
    expect(reportPoints(of(1, 1))).toBe(40)
    expect(reportPoints(of(2, 4, 3))).toBe(60 + 400)
    expect(reportPoints(Array.from({ length: 50 }, () => ({ severity: 1, weight: 1 })))).toBe(200)
  })

  it('weighs a report by how often its reader was right, after more than five, and never to nothing', () => {
    expect(reportWeight({ upheld: 0, decided: 5 })).toBe(1)
    expect(reportWeight({ upheld: 3, decided: 6 })).toBe(0.5)
    expect(reportWeight({ upheld: 0, decided: 60 })).toBe(0.2)
    expect(reportPoints([{ severity: 4, weight: 0.2 }])).toBe(4 + 80)
  })
})
