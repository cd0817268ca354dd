import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHARTS } from '../../src/features/moderation/statistics-model.ts'
import { sinceOf } from '../../src/features/moderation/statistics-tally.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { localTime } from '../../src/kernel/time-zone.ts'
import { submit, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { castOf, happen } from './half-year.ts'

const ZONE = 'Asia/Seoul'
let world: World
let desk: Person

beforeAll(async () => {
  world = await createWorld({ site: { mode: 'flagged-only', timeZone: ZONE } })
  const cast = await castOf(world, 5)
  for (let turn = 0; turn < 260; turn += 1) await happen(cast, turn % 4 > 0)
  desk = await world.staff('Night')
})
afterAll(() => world.close())

const rows = (sql: string, ...values: unknown[]) =>
  withFile(world, (db) => db.prepare(sql).all(...values) as Record<string, unknown>[])

async function csvOf(name: string, days: number): Promise<string[][]> {
  const response = await world.request(`/console/statistics/${name}.csv?days=${days}`, { as: desk })
  expect(response.headers.get('content-type')).toContain('text/csv')
  const [, ...lines] = (await response.text()).trim().split('\r\n')
  return lines.map((line) => line.split(','))
}

describe.each([7, 30, 90] as const)('the desk’s figures over %i days', (days) => {
  const since = () => sinceOf(days, world.clock.now(), ZONE)

  it('count what came in, day by day, from the site’s own midnight', async () => {
    const lines = await csvOf('inbound', days)
    expect(lines).toHaveLength(days)
    const came = rows('SELECT * FROM comments WHERE created_at >= ?', since())
    expect(came.length).toBeGreaterThan(0)
    for (const [day, received] of lines) {
      const own = came.filter((row) => {
        const { year, month, day: date } = localTime(Number(row['created_at']), ZONE)
        return day === `${year}-${`${month}`.padStart(2, '0')}-${`${date}`.padStart(2, '0')}`
      })
      expect([day, Number(received)]).toEqual([day, own.length])
    }
    const hours = await csvOf('hours', days)
    expect(hours).toHaveLength(7 * 24)
    expect(hours.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(came.length)
  })

  it('say how often a check was right, and what was overturned', async () => {
    const undone = "NOT EXISTS (SELECT 1 FROM decisions u WHERE u.reverses = d.id AND u.action = 'undo')"
    const decided = rows(
      `SELECT action FROM decisions d, json_each(d.detectors) AS one WHERE at >= ? AND "from" = 'pending'
       AND one.value LIKE 'links@%' AND action IN ('approve', 'reject') AND ${undone}`,
      since(),
    )
    const [rule] = (await csvOf('rules', days)).filter(([name]) => name?.startsWith('links@'))
    expect(Number(rule?.[1])).toBe(decided.length)
    expect(Number(rule?.[2])).toBe(decided.filter(({ action }) => action === 'reject').length)
    const cited = rows(
      `SELECT 1 FROM decisions d, json_each(d.clauses) AS one WHERE at >= ? AND one.value = 'SB-01' AND ${undone}`,
      since(),
    )
    const [clause] = (await csvOf('clauses', days)).filter(([name]) => name === 'SB-01')
    expect(Number(clause?.[1] ?? 0)).toBe(cited.length)
  })
})

it('the page has every picture with a table and a CSV, no inline style, and no figure about a person', async () => {
  for (const lang of ['en', 'ko']) {
    const html = await (await world.request(`/console/statistics?days=30&lang=${lang}`, { as: desk })).text()
    for (const name of CHARTS) expect(html).toContain(`/console/statistics/${name}.csv?days=30`)
    expect(html.match(/<table/g)).toHaveLength(CHARTS.length)
    expect(html).not.toMatch(/<style|\sstyle=|<script(?![^>]*\bsrc=)/)
    expect(html).not.toMatch(/\b(Han|Seo|Lee)\b/)
  }
})

it('is for the desk alone; an unknown name or length of time does no harm', async () => {
  expect((await world.request('/console/statistics')).status).toBe(303)
  expect((await world.request('/console/statistics/people.csv', { as: desk })).status).toBe(404)
  expect((await world.request('/console/statistics?days=9999999', { as: desk })).status).toBe(200)
})

it('what comes in a minute later is counted', async () => {
  const before = (await csvOf('inbound', 7)).at(-1)
  await submit(world, await world.reader('Late'), 'Just now, and harmless.')
  world.clock.advance(61_000)
  const after = (await csvOf('inbound', 7)).at(-1)
  if (before?.[0] === after?.[0]) expect(Number(after?.[1])).toBe(Number(before?.[1]) + 1)
})

it('days are the site’s where the clocks change, too', () => {
  // The clocks of New York went back on 1 November 2026.
  const now = Date.UTC(2026, 10, 4, 3)
  expect(sinceOf(7, now, 'America/New_York')).toBe(Date.UTC(2026, 9, 28, 4))
  expect((now - sinceOf(7, now, 'America/New_York')) / DAY).toBeGreaterThan(6)
})
