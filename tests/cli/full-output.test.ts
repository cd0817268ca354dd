import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/process.ts'
import { createWorld } from '../support/world.ts'

const MAIN = resolve('dist/main.js')
/** Takes nothing: a file on a full disk. */
const FULL = '/dev/full'
let folder: string
let url: string
let env: Record<string, string>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-full-'))
  const port = await freePort()
  url = `http://localhost:${port}`
  await (await createWorld({ dir: folder, publicUrl: url, start: Date.now() })).close()
  env = {
    PATH: process.env['PATH'] ?? '',
    BREVIER_PUBLIC_URL: url,
    BREVIER_PORT: `${port}`,
    BREVIER_DATA: folder,
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What it writes to standard output, and for the service to standard error, finds no room. */
function onFullDisk(args: readonly string[], isService = false) {
  const full = openSync(FULL, 'w')
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', full, isService ? full : 'pipe'],
  })
  closeSync(full)
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  return { child, ended, said: () => said }
}

async function commandsSay(): Promise<void> {
  for (const args of [['site', 'list'], ['log', 'verify', 'ledger'], ['export']]) {
    const { ended, said } = onFullDisk(args)
    expect([args, await ended, said()]).toEqual([args, 1, 'the disk is full: make room, then try again\n'])
  }
}

describe.runIf(existsSync(FULL))('where nothing more can be written', () => {
  it('a command says so and fails', commandsSay)

  it('the service goes on without its log, and ends with 0 when it is told to', async () => {
    const { child, ended } = onFullDisk(['start'], true)
    try {
      await expect
        .poll(
          () =>
            fetch(`${url}/healthz`).then(
              ({ status }) => status,
              () => null,
            ),
          { timeout: 20_000 },
        )
        .toBe(200)
      expect((await fetch(`${url}/nothing`, { method: 'POST' })).status).toBe(403)
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      await commandsSay()
    } finally {
      child.kill('SIGTERM')
    }
    expect(await ended).toBe(0)
  })
})
