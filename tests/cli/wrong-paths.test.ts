import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort, startProgram, untilAnswering } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-paths-'))
  writeFileSync(join(folder, 'file'), '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function begin(words: string, env: Record<string, string>) {
  const whole = {
    ...{ BREVIER_PUBLIC_URL: 'http://localhost:8787', BREVIER_DATA: join(folder, 'data') },
    ...{ BREVIER_X_CLIENT_ID: 'real-id', BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2', ...env },
  }
  return startProgram(process.execPath, [MAIN, ...words.split(' ')], whole, folder)
}

async function said(words: string, env: Record<string, string>): Promise<string> {
  const program = begin(words, env)
  return `${await program.ended} ${program.output()}`
}

it('a file in place of the data folder, or above it, is said to be one, by every command', async () => {
  for (const [data, named] of [
    ['file', 'file'],
    ['file/data', 'file'],
  ] as const) {
    const env = { BREVIER_DATA: join(folder, data) }
    const sentence = `1 ${join(folder, named)} is a file, and must be a folder`
    expect((await said('start', env)).trim()).toBe(sentence)
    expect((await said('site list', env)).trim()).toBe(sentence)
  }
  expect(await said('doctor', { BREVIER_DATA: join(folder, 'file') })).toContain('file, and must be a folder')
})

it('a data folder where none can be made is the end, at once', async () => {
  expect(await said('start', { BREVIER_DATA: '/proc/1/brevier' })).toMatch(/^1 E[A-Z]+: .*\/proc\/1\/brevier/)
})

it('a database whose folder is not there, and a secret that cannot be read, are named', async () => {
  const file = join(folder, 'none/brevier.sqlite')
  expect(await said('start', { BREVIER_DATABASE: `sqlite:${file}` })).toContain(
    `1 ${file} cannot be opened: there is no folder ${join(folder, 'none')}`,
  )
  mkdirSync(join(folder, 'data/secret.key'), { recursive: true })
  expect(await said('site list', {})).toContain(`1 ${join(folder, 'data/secret.key')} cannot be read: EISDIR`)
})

it('a file in place of the folder for backups is said to be one', async () => {
  await said('site add ledger --title Ledger --origin https://www.ledger.example', {})
  const env = { BREVIER_BACKUP_DIR: join(folder, 'file') }
  expect(await said('backup', env)).toContain(`1 ${join(folder, 'file')} is a file, and must be a folder`)
  expect(await said('doctor', env)).toMatch(
    /fail +backups +no backup can be written to [^→]*→ it is, or is in, a file/,
  )
})

it('what cannot be a socket keeps no service from its readers', async () => {
  mkdirSync(join(folder, 'data/brevier.sock'), { recursive: true })
  const port = await freePort()
  const program = begin(`start --port ${port}`, {})
  try {
    await untilAnswering(`http://localhost:${port}/healthz`, program)
    expect(program.output()).toContain('its socket cannot be made')
  } finally {
    await program.kill('SIGTERM')
  }
})
