import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cell, TransparencyReport } from '../../src/features/moderation/transparency-model.ts'
import { plainText, submit, withFile } from '../support/desk.ts'
import { createWorld, type World } from '../support/world.ts'
import { type Cast, castOf, happen } from './half-year.ts'

/** Midnight of the first of July in Seoul. */
const BOUNDARY = Date.UTC(2026, 5, 30, 15)
let world: World
let cast: Cast
let waitingAtBoundary: number

const waitingNow = () =>
  withFile(world, (db) => db.prepare("SELECT count(*) AS n FROM comments WHERE state = 'pending'").get()) as {
    n: number
  }

async function report(period: string): Promise<TransparencyReport> {
  const response = await world.request(`/transparency/${period}.json?site=ledger`)
  expect(response.status).toBe(200)
  return (await response.json()) as TransparencyReport
}

beforeAll(async () => {
  const start = Date.UTC(2026, 3, 1, 2)
  world = await createWorld({ start, site: { mode: 'flagged-only', timeZone: 'Asia/Seoul' } })
  cast = await castOf(world, 7)
  for (let turn = 0; world.clock.now() < BOUNDARY - 21 * 3_600_000; turn += 1)
    await happen(cast, turn % 3 > 0)
  for (let index = 0; index < 7; index += 1)
    await submit(
      world,
      cast.readers[0] ?? cast.senior,
      `Waiting over the night ${index} https://shop.example/`,
    )
  world.clock.advance(BOUNDARY - world.clock.now())
  waitingAtBoundary = waitingNow().n
  expect(waitingAtBoundary).toBeGreaterThan(3)
  for (let turn = 0; turn < 500; turn += 1) await happen(cast, turn % 3 > 0)
  world.clock.advance(1)
})
afterAll(() => world.close())

/** The truth, asked of the file row by row, without any of the program's queries. */
function truth(from: number, to: number) {
  return withFile(world, (db) => {
    const rows = db.prepare('SELECT * FROM decisions ORDER BY seq').all() as Record<string, unknown>[]
    const comments = db.prepare('SELECT * FROM comments').all() as Record<string, unknown>[]
    const undone = new Set(rows.filter(({ action }) => action === 'undo').map(({ reverses }) => reverses))
    const inTime = rows.filter(({ at }) => Number(at) >= from && Number(at) < to)
    const received = comments.filter(
      (row) => Number(row['created_at']) >= from && Number(row['created_at']) < to,
    )
    const outcome: Record<string, number> = {}
    for (const comment of received) {
      const own = rows.filter((row) => row['comment_id'] === comment['id'])
      const last = own.findLast(({ at }) => Number(at) < to)
      const state = String(last?.['to'] ?? own[0]?.['from'] ?? comment['state'])
      outcome[state] = (outcome[state] ?? 0) + 1
    }
    const counted = inTime.filter(
      ({ id, action, actor_type }) =>
        !undone.has(id) && !['undo', 'withdraw', 'purge'].includes(String(action)) && actor_type !== 'author',
    )
    return { received, outcome, counted, undone, inTime, comments, rows }
  })
}

function agrees(figure: Cell | undefined, count: number): boolean {
  if (figure === '<5') return count >= 1 && count <= 4
  return figure === '*' ? count >= 5 : (figure ?? 0) === count
}

describe.each([
  ['2026-H1', Date.UTC(2025, 11, 31, 15), BOUNDARY],
  ['2026-H2', BOUNDARY, Date.UTC(2026, 11, 31, 15)],
])('the report over a seeded half-year %s', (period, from, to) => {
  it('counts what the file holds: received, their outcome, decisions, what was undone', async () => {
    const made = await report(period)
    const { received, outcome, counted, inTime } = truth(from, to)
    expect(received.length).toBeGreaterThan(50)
    expect(made.tables.received.total).toBe(received.length)
    for (const [state, figure] of Object.entries(made.tables.outcome.rows))
      expect([state, agrees(figure, outcome[state] ?? 0)]).toEqual([state, true])
    expect(made.decisions).toBe(counted.filter((row) => row['comment_id'] !== null).length)
    expect(made.undone).toBe(inTime.filter(({ action }) => action === 'undo').length)
    expect(made.undone).toBeGreaterThan(0)
    const clause = made.clauses.find(({ key }) => key === 'SB-01')
    const cited = counted.filter(({ clauses }) => String(clauses).includes('SB-01')).length
    expect(clause?.decisions).toBe(cited)
    expect(made.log).toMatchObject({ first: inTime[0]?.['seq'], last: inTime.at(-1)?.['seq'] })
    expect(made.log.head).toBe(inTime.at(-1)?.['hash'])
  })

  it('adds up: what waited + what came − what went = what waits', async () => {
    const { waiting, tables, decisions } = await report(period)
    const sum = (counts: object) => Object.values(counts).reduce((total: number, count) => total + count, 0)
    expect(waiting.opening).toBe(period === '2026-H1' ? 0 : waitingAtBoundary)
    expect(waiting.closing).toBe(period === '2026-H1' ? waitingAtBoundary : waitingNow().n)
    expect(waiting.opening + sum(waiting.in) - sum(waiting.out)).toBe(waiting.closing)
    for (const name of ['actions', 'sources', 'automation', 'languages'] as const)
      expect([name, tables[name].total]).toEqual([name, decisions])
    expect(tables.outcome.total).toBe(tables.received.total)
  })
})

it('appeals, notices and restrictions are those of the file; the time to decide is its median', async () => {
  const { rows, undone } = truth(0, Number.MAX_SAFE_INTEGER)
  const made = await report('2026-H1')
  const count = (sql: string) => withFile(world, (db) => (db.prepare(sql).get(BOUNDARY) as { n: number }).n)
  expect(made.tables.appeals.total).toBe(count('SELECT count(*) AS n FROM appeals WHERE created_at < ?'))
  expect(made.tables.notices.total).toBe(
    count('SELECT count(*) AS n FROM legal_notices WHERE received_at < ?'),
  )
  expect(made.tables.reports.total).toBe(count('SELECT count(*) AS n FROM reports WHERE created_at < ?'))
  const warned = rows.filter(({ action, at }) => action === 'warn' && Number(at) < BOUNDARY).length
  expect(agrees(made.tables.restrictions.rows['warn'], warned)).toBe(true)
  const waits = withFile(world, (db) =>
    (
      db
        .prepare(
          `SELECT d.id, d.at - coalesce(k.opened_at, c.created_at) AS ms FROM decisions d
         JOIN comments c ON c.id = d.comment_id LEFT JOIN cases k ON k.id = d.case_id
         WHERE d.at < ? AND (d.action IN ('approve', 'keep') OR (d.action = 'reject' AND d."from" <> 'blinded'))`,
        )
        .all(BOUNDARY) as { id: string; ms: number }[]
    )
      .filter(({ id }) => !undone.has(id))
      .map(({ ms }) => ms)
      .sort((a, b) => a - b),
  )
  expect(made.timeToDecide.decisions).toBe(waits.length)
  expect(made.timeToDecide.medianMs).toBe(waits[Math.ceil(waits.length / 2) - 1])
  expect(made.timeToDecide.p95Ms).toBe(waits[Math.ceil(waits.length * 0.95) - 1])
})

describe('as pages', () => {
  it('the list names both half-years, the page says the figures in words, in both languages', async () => {
    const list = await (await world.request('/transparency?site=ledger&lang=en')).text()
    expect(list).toContain('/transparency/2026-H2?site=ledger')
    expect(list).toContain('January to June 2026')
    const page = await (await world.request('/transparency/2026-H1?site=ledger&lang=ko')).text()
    expect(page).toContain('2026년 상반기 투명성 보고서')
    expect(page).not.toContain('style=')
  })

  it('a check is named in words wherever people read what it led to, with its version', async () => {
    const recorded = (await report('2026-H1')).detectors.map(({ key }) => key)
    expect(recorded.some((key) => /^links@\d+$/.test(key))).toBe(true)
    const logged = await world.stores.moderation.log(world.site.id, { afterSeq: 0, limit: 1_000 })
    const found = logged.find(({ detectors }) => detectors.some((one) => one.startsWith('links@')))
    const desk = await world.staff('Reader of the log')
    for (const path of [
      '/transparency/2026-H1?site=ledger',
      '/console/statistics?days=30',
      `/console/log/${found?.seq}?`,
    ]) {
      const page = async (lang: string) =>
        plainText(await (await world.request(`${path}&lang=${lang}`, { as: desk })).text())
      const [english, korean] = [await page('en'), await page('ko')]
      expect([path, english, korean]).toEqual([
        path,
        expect.stringMatching(/Links \(version\s\d+\)/),
        expect.stringMatching(/링크 \(버전\s\d+\)/),
      ])
      // What was hashed stays as it was.
      const shown = english.split('What was hashed')[0]
      expect(recorded.filter((key) => shown?.includes(key))).toEqual([])
    }
  })

  it.each(['/policy', '/transparency', '/login'])('%s leads to the list in its foot', async (path) => {
    const html = await (await world.request(`${path}?site=ledger&lang=ko`)).text()
    const [, href = '/nothing'] = /<footer.*<a href="(\/transparency[^"]+)"/s.exec(html) ?? []
    expect((await world.request(href.replaceAll('&amp;', '&'))).status).toBe(200)
  })

  it('a half-year before the first comment, after today or misspelt is not found', async () => {
    for (const name of ['2025-H2', '2027-H1', '2026-H3', '2026-H1.xml', '1999-H1.json'])
      expect([name, (await world.request(`/transparency/${name}?site=ledger`)).status]).toEqual([name, 404])
    expect((await world.request('/transparency/2026-H1.json?site=other')).status).toBe(404)
  })

  it('the CSV holds the same figures; a cell that begins like a formula is text', async () => {
    const made = await report('2026-H1')
    const response = await world.request('/transparency/2026-H1.csv?site=ledger')
    expect(response.headers.get('content-type')).toContain('text/csv')
    const lines = (await response.text()).split('\r\n')
    expect(lines).toContain(`waiting,closing,${made.waiting.closing}`)
    expect(lines.filter((line) => /(^|,)[=+@\t-]/.test(line))).toEqual([])
  })

  it('names no reader and no comment', async () => {
    const text = JSON.stringify(await report('2026-H1'))
    const { comments } = truth(0, Number.MAX_SAFE_INTEGER)
    const secrets = comments.flatMap((row) => [String(row['id']), String(row['account_id'])])
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    expect(text).not.toMatch(/Maya|Han|Lee/)
  })
})
