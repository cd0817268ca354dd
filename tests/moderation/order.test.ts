import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calmCards, reportPoints, serve } from '../../src/features/moderation/order.ts'

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
  it('grows with their number to a cap and adds the gravest clause once', () => {
    expect(reportPoints([])).toBe(0)
    expect(reportPoints([1, 1])).toBe(40)
    expect(reportPoints([2, 4, 3])).toBe(60 + 400)
    expect(reportPoints(Array.from({ length: 50 }, () => 1 as const))).toBe(200)
  })
})
