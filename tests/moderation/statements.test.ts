import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import { DSA_FIELDS } from '../../src/features/moderation/dsa-model.ts'
import { dsaStatement, needsStatement } from '../../src/features/moderation/dsa-statement.ts'
import { DECISION_ACTIONS, NOTICE_REGIMES } from '../../src/features/moderation/model.ts'
import type { DecisionRow } from '../../src/features/moderation/transparency-model.ts'
import { withFile } from '../support/desk.ts'
import { startProgram } from '../support/process.ts'
import { createWorld, type World } from '../support/world.ts'
import { faultsOf } from './dsa-validator.ts'
import { castOf, happen } from './half-year.ts'

const SECRET = 'Ada Quist of Mill Lane'
let world: World
let data: string

beforeAll(async () => {
  world = await createWorld({ site: { mode: 'flagged-only' } })
  const cast = await castOf(world, 11)
  for (let turn = 0; turn < 200; turn += 1) await happen(cast, true)
  const [reader] = cast.readers
  for (const [kind, days] of [
    ['mute', 3],
    ['premoderate', 3],
    ['ban', 30],
    ['ban', null],
  ] as const)
    await world.services.moderation.restrict(cast.senior.actor, 'Lee', {
      ...{ accountId: reader?.account.id ?? '', kind, days, clauses: ['SB-04'], lawReference: null },
      ...{ explanation: SECRET, followsFrom: null, rejects: [] },
    })
  data = mkdtempSync(join(tmpdir(), 'brevier-statements-'))
  withFile(world, (db) => db.pragma('wal_checkpoint(TRUNCATE)'))
  copyFileSync(join(world.dir, 'brevier.sqlite'), join(data, 'brevier.sqlite'))
})
afterAll(async () => {
  await world.close()
  rmSync(data, { recursive: true, force: true })
})

async function brevier(...args: string[]) {
  const vars = {
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_DATA: data,
    BREVIER_X_CLIENT_ID: 'id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
  const program = startProgram(process.execPath, [resolve('dist/main.js'), ...args], vars, data)
  return { code: await program.ended, output: program.output() }
}

const records = (text: string): Record<string, unknown>[] =>
  text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))

describe('brevier report statements', () => {
  it('writes one record for each restrictive decision that stood, each as the database takes it', async () => {
    const out = join(data, 'statements.jsonl')
    const { code } = await brevier(
      'report',
      'statements',
      '--site',
      'ledger',
      '--period',
      '2026-H1',
      '--out',
      out,
    )
    expect(code).toBe(0)
    const found = records(readFileSync(out, 'utf8'))
    const ids = withFile(world, (db) =>
      (
        db
          .prepare(
            `SELECT id FROM decisions AS d WHERE action IN ('reject', 'blind', 'premoderate', 'mute', 'no-reports', 'ban')
           AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.reverses = d.id AND u.action = 'undo') ORDER BY seq`,
          )
          .all() as { id: string }[]
      ).map(({ id }) => `ledger-${id}`),
    )
    expect(ids.length).toBeGreaterThan(20)
    expect(found.map(({ puid }) => puid)).toEqual(ids)
    expect(found.flatMap(faultsOf)).toEqual([])
    const kinds = new Set(
      found.map(
        (one) => `${one['decision_visibility'] ?? one['decision_account'] ?? one['decision_provision']}`,
      ),
    )
    expect([...kinds].sort()).toEqual([
      'DECISION_ACCOUNT_SUSPENDED',
      'DECISION_ACCOUNT_TERMINATED',
      'DECISION_PROVISION_PARTIAL_SUSPENSION',
      'DECISION_VISIBILITY_CONTENT_DISABLED',
      'DECISION_VISIBILITY_CONTENT_REMOVED',
      'DECISION_VISIBILITY_OTHER',
    ])
    expect(readdirSync(data).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('quotes nobody: no text, no note, no name, no account', async () => {
    const { output } = await brevier('report', 'statements', '--site', 'ledger', '--period', '2026-H1')
    expect(records(output).length).toBeGreaterThan(20)
    const words = withFile(world, (db) => [
      ...(db.prepare('SELECT body AS word FROM comments').all() as { word: string }[]),
      ...(db.prepare("SELECT explanation AS word FROM decision_texts WHERE explanation <> ''").all() as {
        word: string
      }[]),
      ...(db.prepare('SELECT display_name AS word FROM accounts').all() as { word: string }[]),
      ...(db.prepare('SELECT id AS word FROM accounts').all() as { word: string }[]),
    ]).map(({ word }) => word)
    expect(words).toContain(SECRET)
    const said = records(output).map(({ puid: _, ...rest }) => JSON.stringify(rest))
    expect(
      words.filter((word) =>
        said.some((text) => new RegExp(`\\b${word.replace(/[^\w ]/g, '.')}\\b`).test(text)),
      ),
    ).toEqual([])
  })

  it('writes CSV with the same fields, and refuses what is no half-year', async () => {
    const out = join(data, 'statements.csv')
    await brevier('report', 'statements', '--site', 'ledger', '--period', '2026-H1', '--out', out)
    const [header] = readFileSync(out, 'utf8').split('\r\n')
    expect(header).toBe(DSA_FIELDS.join(','))
    const wrong = await brevier('report', 'statements', '--site', 'ledger', '--period', '2026-Q1')
    expect(wrong).toMatchObject({ code: 1 })
  })
})

it('the download is for admins, and holds the same', async () => {
  const admin = await world.staff('Root', 'admin')
  const path = '/console/statements/2026-H1.jsonl'
  const response = await world.request(path, { as: admin })
  expect(response.headers.get('content-disposition')).toContain('statements-ledger-2026-H1.jsonl')
  const found = records(await response.text())
  expect(found.length).toBeGreaterThan(20)
  expect(found.flatMap(faultsOf)).toEqual([])
  expect((await world.request(path, { as: await world.staff('Kim', 'senior') })).status).toBe(403)
  expect((await world.request(path)).status).toBe(303)
  expect(await (await world.request('/console/log', { as: admin })).text()).toContain(path)
  const csv = await (await world.request('/console/statements/2026-H1.csv', { as: admin })).text()
  expect(csv.split('\r\n')).toHaveLength(found.length + 2)
})

const row = fc.record({
  ...{ id: fc.uuid(), seq: fc.nat(), hash: fc.constant(''), at: fc.integer({ min: 1.6e12, max: 2.1e12 }) },
  ...{ actorType: fc.constant('staff'), actorId: fc.uuid(), commentId: fc.option(fc.uuid()) },
  action: fc.constantFrom(...DECISION_ACTIONS),
  ...{
    from: fc.constantFrom('pending', 'published'),
    to: fc.constant('rejected'),
    policyVersion: fc.constant(1),
  },
  clauses: fc.subarray(policy.clauses.map(({ id }) => id)),
  lawReference: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 700 }),
  source: fc.constantFrom('own', 'report', 'notice', 'order', 'appeal'),
  ...{ sourceIds: fc.constant([]), automatedDetection: fc.boolean(), onePersonDesk: fc.boolean() },
  automatedDecision: fc.constantFrom('none', 'partial', 'full'),
  detectors: fc.array(fc.constant('word-rules@1'), { maxLength: 900 }),
  ...{ startsAt: fc.option(fc.integer({ min: 1.6e12, max: 2.1e12 })) },
  endsAt: fc.option(fc.integer({ min: 1.6e12, max: 2.1e12 })),
  ...{
    isUndone: fc.boolean(),
    waitedFrom: fc.constant(null),
    subjectAt: fc.integer({ min: 1e12, max: 2.1e12 }),
  },
  ...{ language: fc.option(fc.constantFrom('en', 'ko')), reversed: fc.constant(null) },
})

it('whatever is on record, the database would take it: fields, values and lengths', () => {
  const whole = { ...policy, siteId: 's', version: 1, publishedAt: 0, notice: null }
  fc.assert(
    fc.property(row, fc.option(fc.constantFrom(...NOTICE_REGIMES)), (made, regime) => {
      // The database’s own rule: a clause, or a law.
      const ground = made.clauses.length === 0 ? 'law' : 'terms'
      const decision = { ...made, ground } as DecisionRow
      if (!needsStatement(decision)) return
      const context = { siteKey: 'ledger', timeZone: 'Asia/Seoul', policy: whole, regime }
      expect(faultsOf({ ...dsaStatement(decision, context) })).toEqual([])
    }),
    { numRuns: 400 },
  )
})
