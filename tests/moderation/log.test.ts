import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainPayload } from '../../src/features/moderation/chain.ts'
import { CHAIN_START, type Decision } from '../../src/features/moderation/model.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { plainText, withFile } from '../support/desk.ts'
import { startProgram } from '../support/process.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { castOf, happen } from './half-year.ts'

let world: World
let senior: Person
let folder: string

beforeAll(async () => {
  world = await createWorld({ site: { mode: 'flagged-only' } })
  const cast = await castOf(world, 3)
  senior = cast.senior
  for (let turn = 0; turn < 120; turn += 1) await happen(cast, true)
  await world.services.moderation.publishHeads()
  folder = mkdtempSync(join(tmpdir(), 'brevier-log-'))
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A copy of the file that somebody with a shell has been at: the triggers are their first victim. */
function tampered(work: (db: Sqlite.Database) => void): string {
  const data = mkdtempSync(join(folder, 'data-'))
  withFile(world, (db) => db.pragma('wal_checkpoint(TRUNCATE)'))
  const file = join(data, 'brevier.sqlite')
  copyFileSync(join(world.dir, 'brevier.sqlite'), file)
  const db = new Sqlite(file)
  db.pragma('foreign_keys = OFF')
  for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as {
    name: string
  }[])
    db.exec(`DROP TRIGGER "${name}"`)
  work(db)
  db.close()
  return data
}

async function brevier(data: string, ...args: string[]) {
  const vars = {
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_DATA: data,
    BREVIER_X_CLIENT_ID: 'id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
  const program = startProgram(process.execPath, [resolve('dist/main.js'), ...args], vars, data)
  return { code: await program.ended, output: program.output() }
}

async function verify(work: (db: Sqlite.Database) => void, ...more: string[]) {
  const { code, output } = await brevier(tampered(work), 'log', 'verify', 'ledger', ...more)
  const line = JSON.parse(/^\{.*\}$/m.exec(output)?.[0] ?? 'null') as { brokenAt: number; fault: string }
  return { code, output, brokenAt: line.brokenAt, fault: line.fault }
}

/** Hashes a row anew, and every row after it: what somebody does who knows how the chain is made. */
function rewriteFrom(db: Sqlite.Database, seq: number): void {
  const rows = db.prepare('SELECT seq, hashed, prev_hash FROM decisions WHERE seq >= ? ORDER BY seq').all(seq)
  let prev: string | null = null
  for (const row of rows as { seq: number; hashed: string; prev_hash: string }[]) {
    const [version, before, fields] = row.hashed.split('\n')
    const hashed = [version, prev ?? before, fields].join('\n')
    const hash = createHash('sha256').update(hashed).digest('hex')
    db.prepare('UPDATE decisions SET hashed = ?, hash = ?, prev_hash = ? WHERE seq = ?').run(
      ...[hashed, hash, prev ?? row.prev_hash, row.seq],
    )
    prev = hash
  }
}

const last = () =>
  withFile(world, (db) => (db.prepare('SELECT max(seq) AS seq FROM decisions').get() as { seq: number }).seq)

describe('brevier log verify', () => {
  it('finds nothing in what the service wrote', async () => {
    const found = await verify(() => {})
    expect(found).toMatchObject({ code: 0, brokenAt: null, fault: null })
    expect(last()).toBeGreaterThan(20)
  })

  it.each([
    ['a column', `UPDATE decisions SET clauses = '["SB-22"]' WHERE seq = 7`, 7, 'altered'],
    ['the hashed text', `UPDATE decisions SET hashed = hashed || ' ' WHERE seq = 7`, 7, 'altered'],
    ['a hash', `UPDATE decisions SET hash = '${'a'.repeat(64)}' WHERE seq = 7`, 7, 'altered'],
    ['a dropped row', 'DELETE FROM decisions WHERE seq = 7', 7, 'missing'],
    ['the first row dropped', 'DELETE FROM decisions WHERE seq = 1', 1, 'missing'],
    ['all of them dropped', 'DELETE FROM decisions', 1, 'cut'],
    [
      'two rows exchanged',
      `UPDATE decisions SET seq = 9999 WHERE seq = 7; UPDATE decisions SET seq = 7 WHERE seq = 8;
       UPDATE decisions SET seq = 8 WHERE seq = 9999`,
      7,
      'out-of-order',
    ],
    [
      'a row dropped and the numbers closed up',
      'DELETE FROM decisions WHERE seq = 7; UPDATE decisions SET seq = seq - 1 WHERE seq > 7',
      7,
      'out-of-order',
    ],
  ])('finds %s, says which row and what is wrong, and exits 1', async (_what, sql, brokenAt, fault) => {
    const found = await verify((db) => db.exec(sql))
    expect(found).toMatchObject({ code: 1, brokenAt, fault })
    expect(found.output).toContain(`the log is broken at decision ${brokenAt}`)
  })

  it('finds a cut tail, which contradicts the head that was made public', async () => {
    const end = last()
    const found = await verify((db) => db.exec(`DELETE FROM decisions WHERE seq > ${end - 3}`))
    expect(found).toMatchObject({ code: 1, brokenAt: end - 2, fault: 'cut' })
  })

  it('finds a tail that was hashed anew, by the public head and by one that a reader kept', async () => {
    const end = last()
    const [head] = await world.services.moderation.logHeads(world.site.id, 1)
    const rewrite = (db: Sqlite.Database) => {
      db.exec(`UPDATE decisions SET hashed = replace(hashed, '"role":"moderator"', '"role":"senior"'),
        role = 'senior' WHERE seq = 5 AND role = 'moderator' OR seq = 5`)
      rewriteFrom(db, 5)
    }
    expect(await verify(rewrite)).toMatchObject({ code: 1, brokenAt: end, fault: 'altered' })
    const forgetful = (db: Sqlite.Database) => {
      rewrite(db)
      db.exec('DELETE FROM log_heads')
    }
    expect(await verify(forgetful)).toMatchObject({ code: 0 })
    expect(await verify(forgetful, '--head', `${head?.seq}:${head?.hash}`)).toMatchObject({
      code: 1,
      brokenAt: end,
    })
  })

  it('takes an erased text for no fault', async () => {
    const found = await verify((db) => db.exec("UPDATE decision_texts SET salt = '', explanation = ''"))
    expect(found).toMatchObject({ code: 0, brokenAt: null })
  })

  it('verifies rows of the chain’s first version beside those of the second', async () => {
    const found = await verify((db) => {
      const first = db.prepare('SELECT id, hashed FROM decisions WHERE seq = 1').get() as {
        id: string
        hashed: string
      }
      const fields = JSON.parse(first.hashed.split('\n')[2] ?? '') as Decision
      const hashed = chainPayload({ ...fields, chainVersion: 1, prevHash: CHAIN_START })
      const hash = createHash('sha256').update(hashed).digest('hex')
      const set = 'UPDATE decisions SET chain_version = 1, hashed = ?, hash = ? WHERE id = ?'
      db.prepare(set).run(hashed, hash, first.id)
      const second = db.prepare('SELECT hashed FROM decisions WHERE seq = 2').get() as { hashed: string }
      const [version, , rest] = second.hashed.split('\n')
      db.prepare('UPDATE decisions SET hashed = ?, prev_hash = ? WHERE seq = 2').run(
        [version, hash, rest].join('\n'),
        hash,
      )
      rewriteFrom(db, 2)
      db.exec('DELETE FROM log_heads')
    })
    expect(found).toMatchObject({ code: 0, brokenAt: null })
  })
})

it('brevier log export prints every row as JSON, in order, with the text that hashes to its hash', async () => {
  const { code, output } = await brevier(
    tampered(() => {}),
    'log',
    'export',
    'ledger',
  )
  expect(code).toBe(0)
  const rows = output.split('\n').flatMap((line) => (line.startsWith('{"') ? [JSON.parse(line)] : []))
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: last() }, (_, index) => index + 1))
  for (const { hashed, hash } of rows) expect(createHash('sha256').update(hashed).digest('hex')).toBe(hash)
})

describe('the heads that are made public', () => {
  it('are one a day, do not move with later decisions, and stand on the page and in the JSON', async () => {
    const before = await world.services.moderation.logHeads(world.site.id, 5)
    expect(before).toHaveLength(1)
    expect(await world.services.moderation.publishHeads()).toBe(0)
    world.clock.advance(DAY)
    expect(await world.services.moderation.publishHeads()).toBe(1)
    const heads = await world.services.moderation.logHeads(world.site.id, 5)
    expect(heads.map(({ seq }) => seq)).toEqual([last(), last()])
    const json = (await (await world.request('/transparency/log.json')).json()) as { heads: object[] }
    expect(json.heads).toEqual(heads.map(({ siteId: _, ...head }) => head))
    expect(await (await world.request('/transparency')).text()).toContain(heads[0]?.hash)
  })
})

describe('/console/log', () => {
  let desk: Person
  beforeAll(async () => {
    desk = await world.staff('Night')
  })
  const page = async (path: string) => (await world.request(path, { as: desk })).text()
  const seqs = (html: string) =>
    Array.from(html.matchAll(/class="col-seq"><a href="\/console\/log\/(\d+)/g), ([, seq]) => Number(seq))

  it('filters by decision, clause, person, subject and day, in the address', async () => {
    const rows = withFile(
      world,
      (db) => db.prepare('SELECT * FROM decisions ORDER BY seq DESC').all() as Record<string, unknown>[],
    )
    const matching = async (query: string, test: (row: Record<string, unknown>) => boolean) => {
      const wanted = rows.filter(test).map(({ seq }) => seq)
      expect(wanted.length).toBeGreaterThan(0)
      expect(seqs(await page(`/console/log?${query}`))).toEqual(wanted.slice(0, 100))
    }
    const some = rows.find(({ comment_id }) => comment_id !== null)
    await matching('', () => true)
    await matching('action=reject', ({ action }) => action === 'reject')
    await matching('clause=SB-01', ({ clauses }) => String(clauses).includes('SB-01'))
    await matching(`actor=${senior.account.id}`, ({ actor_id }) => actor_id === senior.account.id)
    await matching(`subject=${some?.['comment_id']}`, ({ comment_id }) => comment_id === some?.['comment_id'])
    await matching('from=2026-06-01&to=2026-06-01', () => true)
    expect(seqs(await page('/console/log?to=2026-05-31'))).toEqual([])
    // What cannot be understood filters nothing, and does no harm.
    await matching(`action=${encodeURIComponent("reject' OR 1=1")}&from=2026-13-45&before=-1`, () => true)
  })

  it('goes on where a page ended', async () => {
    const html = await page('/console/log?before=6')
    expect(seqs(html)).toEqual([5, 4, 3, 2, 1])
    expect(html).toContain('Back to the newest')
  })

  it('shows a row with everything, checked, and what takes it back', async () => {
    const undo = withFile(
      world,
      (db) =>
        db
          .prepare(
            `SELECT u.seq, d.seq AS taken FROM decisions u JOIN decisions d ON d.id = u.reverses
             WHERE u.action = 'undo' LIMIT 1`,
          )
          .get() as { seq: number; taken: number },
    )
    const html = await page(`/console/log/${undo.seq}`)
    expect(html).toContain(`/console/log/${undo.taken}"`)
    expect(plainText(html)).toContain('The row hashes to what it says.')
    expect(plainText(html)).toContain('It follows the row before it.')
    expect(await page(`/console/log/${undo.taken}`)).toContain(`/console/log/${undo.seq}"`)
    const law = withFile(world, (db) =>
      db.prepare("SELECT seq FROM decisions WHERE ground = 'law' LIMIT 1").get(),
    ) as { seq: number }
    const text = plainText(await page(`/console/log/${law.seq}`))
    expect(text).toContain('It names a private person.')
    expect(text).toContain('The text is the one that was hashed.')
  })

  it('says in words who decided as what, and what it changed, in each language', async () => {
    const rows = withFile(world, (db) =>
      db
        .prepare('SELECT min(seq) AS seq, role, "from", "to" FROM decisions GROUP BY role, "from", "to"')
        .all(),
    ) as { seq: number; role: string; from: string; to: string }[]
    const raw = new Set(rows.flatMap(({ role, from, to }) => [role, from, to]))
    expect(raw.size).toBeGreaterThan(9)
    for (const { seq, role, from, to } of rows) {
      const html = await page(`/console/log/${seq}?lang=ko`)
      const told = plainText(html.replace(/<code class="lines">.*?<\/code>/s, ''))
      for (const name of [role, from, to]) expect(told).not.toMatch(new RegExp(`\\b${name}\\b`))
    }
    const barred = rows.find(({ to }) => to === 'no-reports')?.seq
    expect(plainText(await page(`/console/log/${barred}?lang=ko`))).toContain('없음 → 신고 제한')
    expect(plainText(await page(`/console/log/${barred}`))).toContain('none → No reporting')
  })

  it('is for the desk alone, and another site’s row is none of its rows', async () => {
    expect((await world.request('/console/log/1')).status).toBe(303)
    expect((await world.request('/console/log/999999', { as: desk })).status).toBe(404)
  })
})
