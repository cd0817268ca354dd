import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { another } from '../support/another.ts'
import { startProgram } from '../support/process.ts'
import { createWorld, type World } from '../support/world.ts'

describe('brevier check', () => {
  let data: string
  let world: World

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'brevier-check-'))
    world = await createWorld({ dir: data, site: { mode: 'flagged-only' } })
    const reader = await world.reader()
    const key = { 'idempotency-key': 'check-comment' }
    await world.json(`/v1/articles/${world.article.id}/comments`, { text: another('A remark') }, reader, key)
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  function run(args: readonly string[], from = data) {
    return startProgram(process.execPath, [resolve('dist/main.js'), ...args], {
      BREVIER_PUBLIC_URL: 'http://localhost:8787',
      BREVIER_DATA: from,
      BREVIER_X_CLIENT_ID: 'real-id',
      BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
    })
  }

  async function check(...more: string[]) {
    const program = run(['check', ...more])
    const code = await program.ended
    const found: unknown = JSON.parse(/^\{"damage.*\}$/m.exec(program.output())?.[0] ?? 'null')
    return { code, found, output: program.output() }
  }

  function tamper(sql: string): void {
    const db = new Sqlite(join(data, 'brevier.sqlite'))
    db.exec(sql)
    db.close()
  }

  it('finds nothing beside the process that serves the file, and changes nothing', async () => {
    expect(await check()).toMatchObject({ code: 0, found: { ok: true, damage: [], counters: [] } })
    tamper('UPDATE articles SET comment_count = 7')
    const counters = [{ counter: 'comments of an article', kept: 7, counted: 1 }]
    for (const _again of [1, 2]) {
      expect(await check()).toMatchObject({ code: 1, found: { ok: false, counters, repaired: 0 } })
    }
    const busy = await check('--repair')
    expect(busy.code).toBe(1)
    expect(busy.output).toContain('another process is serving')
    await world.close()
    expect(await check('--repair')).toMatchObject({ code: 0, found: { repaired: 1 } })
    expect(await check()).toMatchObject({ code: 0, found: { ok: true } })
  })

  it('and what else only reads makes no secret and no folder: they would be whose command it was', async () => {
    await world.close()
    rmSync(join(data, 'secret.key'))
    const none = join(data, 'none')
    for (const args of [['check'], ['log', 'verify', 'ledger'], ['log', 'export', 'ledger']]) {
      const program = run(args)
      expect([args, await program.ended, program.output()]).toEqual([args, 0, expect.any(String)])
      expect([args, existsSync(join(data, 'secret.key'))]).toEqual([args, false])
      expect([args, await run(args, none).ended, existsSync(none)]).toEqual([args, 1, false])
    }
  })
})
