import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closedTable } from '../../src/features/moderation/transparency-cells.ts'
import { parsePeriod, periodOf, periodsSince } from '../../src/features/moderation/transparency-period.ts'

type Shown = ReturnType<typeof closedTable>['rows'][string]

/** Every way to fill what is withheld that the reader cannot rule out. */
function readings(shown: readonly Shown[], rest: number): number[][] {
  const [first, ...others] = shown
  if (first === undefined) return rest === 0 ? [[]] : []
  const [low, high] = first === '<5' ? [1, 4] : first === '*' ? [5, rest] : [first, first]
  const found: number[][] = []
  for (let guess = low; guess <= Math.min(high, rest); guess += 1)
    for (const tail of readings(others, rest - guess)) found.push([guess, ...tail])
  return found
}

const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 30 })), {
  minLength: 1,
  maxLength: 4,
})

describe('small figures', () => {
  it('are withheld, and no total together with the others gives one away', () => {
    fc.assert(
      fc.property(counts, (figures) => {
        const rows = Object.fromEntries(figures.map((figure, index) => [`r${index}`, figure]))
        const table = closedTable(rows)
        const shown = Object.values(table.rows)
        figures.forEach((figure, index) => {
          if (figure >= 1 && figure <= 4) expect(shown[index]).toBe('<5')
        })
        if (typeof table.total !== 'number') return
        expect(table.total).toBe(figures.reduce((sum, figure) => sum + figure, 0))
        const possible = readings(shown, table.total)
        figures.forEach((figure, index) => {
          if (figure < 1 || figure > 4) return
          expect(new Set(possible.map((reading) => reading[index])).size).toBeGreaterThan(1)
        })
      }),
      { numRuns: 2_000 },
    )
  })

  it('a figure that stands elsewhere is no cover', () => {
    expect(closedTable({ known: 9, small: 1 }, ['known'])).toEqual({
      total: '*',
      rows: { known: 9, small: '<5' },
    })
  })
})

describe('half-years', () => {
  it('begin at the site’s own midnight', () => {
    expect(parsePeriod('2026-H2', 'Asia/Seoul')).toEqual({
      name: '2026-H2',
      from: Date.UTC(2026, 5, 30, 15),
      to: Date.UTC(2026, 11, 31, 15),
    })
    expect(parsePeriod('2026-H2', 'America/New_York')?.from).toBe(Date.UTC(2026, 6, 1, 4))
    expect(parsePeriod('2026-H1', 'America/New_York')?.from).toBe(Date.UTC(2026, 0, 1, 5))
    expect(periodOf(Date.UTC(2026, 5, 30, 16), 'Asia/Seoul').name).toBe('2026-H2')
    expect(periodOf(Date.UTC(2026, 5, 30, 16), 'UTC').name).toBe('2026-H1')
  })

  it('follow each other without a gap, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('UTC', 'Asia/Seoul', 'America/New_York', 'Africa/Casablanca', 'Pacific/Apia'),
        fc.date({ min: new Date('2001-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
        (zone, first) => {
          const periods = periodsSince(first.getTime(), Date.UTC(2026, 11, 31), zone)
          expect(periods.slice(1).map(({ to }) => to)).toEqual(periods.slice(0, -1).map(({ from }) => from))
          expect(periods.at(-1)?.from).toBeLessThanOrEqual(first.getTime())
        },
      ),
      { numRuns: 100 },
    )
  })
})
