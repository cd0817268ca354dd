import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, startProgram, untilAnswering } from '../support/process.ts'
import { createWorld } from '../support/world.ts'

const TOKEN = 'canary-token-0123456789-0123456789-01'
let folder: string
let env: Record<string, string>
let port: number
let own: number

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-watch-'))
  port = await freePort()
  own = await freePort()
  await (await createWorld({ dir: folder, publicUrl: `http://localhost:${port}`, start: Date.now() })).close()
  env = {
    BREVIER_PUBLIC_URL: `http://localhost:${port}`,
    BREVIER_PORT: `${port}`,
    BREVIER_DATA: folder,
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
    BREVIER_METRICS_PORT: `${own}`,
    BREVIER_METRICS_TOKEN: TOKEN,
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = () => startProgram(process.execPath, [resolve('dist/main.js'), 'start'], env, folder)

describe('the program, watched', () => {
  it('answers on a port of its own and, for the token, on the public one', async () => {
    const server = start()
    try {
      await untilAnswering(`http://localhost:${port}/healthz`, server)
      const ready = await fetch(`http://127.0.0.1:${own}/readyz`)
      expect([ready.status, await ready.text()]).toEqual([200, 'ready\n'])
      const text = await (await fetch(`http://127.0.0.1:${own}/metrics`)).text()
      expect(text).toMatch(/^brevier_commit_duration_seconds_count [1-9]/m)
      expect(text).toMatch(/^brevier_queue_cases\{site="ledger"\} 0$/m)
      expect(text).toMatch(/^brevier_provider_errors_total\{provider="x",failure="out-of-credit"\} 0$/m)
      expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m)
      expect((await fetch(`http://127.0.0.1:${own}/console`)).status).toBe(404)
      for (const path of ['/metrics', '/readyz']) {
        const url = `http://localhost:${port}${path}`
        expect((await fetch(url)).status).toBe(404)
        expect((await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200)
      }
    } finally {
      await server.kill('SIGTERM')
    }
    expect(await server.ended).toBe(0)
    expect(server.output()).not.toContain('canary')
  })

  it('is not ready within two seconds of its writes not getting through, and is again when they do', async () => {
    const server = start()
    const readyz = `http://127.0.0.1:${own}/readyz`
    try {
      await untilAnswering(readyz, server)
      const other = new Sqlite(join(folder, 'brevier.sqlite'))
      other.exec('BEGIN IMMEDIATE')
      const ask = async () => (await fetch(readyz, { signal: AbortSignal.timeout(2_000) })).text()
      let said = await ask()
      // What it said a moment before is kept for a second.
      while (said === 'ready\n') said = await ask()
      expect(said).toBe('cannot-commit\n')
      other.exec('ROLLBACK')
      other.close()
      expect(await untilAnswering(readyz, server)).toBeLessThan(5_000)
    } finally {
      await server.kill('SIGTERM')
    }
  })

  it('says which setting to change when that port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(own, '127.0.0.1', done))
    const server = start()
    expect(await server.ended).toBe(1)
    expect(server.output()).toContain(`port ${own} is in use; set another metrics_port`)
    await new Promise((done) => taken.close(done))
  })
})
