import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProgram } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
const OTHER = 65_534
const ADD = 'site add ledger --title Ledger --origin https://www.ledger.example'
const folders: string[] = []
let folder: string
let data: string

function newFolder(): void {
  folder = mkdtempSync(join(tmpdir(), 'brevier-private-'))
  data = join(folder, 'data')
  folders.push(folder)
}
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})

async function run(words: string): Promise<{ code: number | string; output: string }> {
  const env = {
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_DATA: data,
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
  const program = startProgram(process.execPath, [MAIN, ...words.split(' ')], env, folder)
  return { code: await program.ended, output: program.output() }
}

it('the database is its user’s alone, also in a folder that everybody may enter', async () => {
  newFolder()
  mkdirSync(data, { mode: 0o755 })
  expect(await run(ADD)).toMatchObject({ code: 0 })
  const open = readdirSync(data).filter((name) => (statSync(join(data, name)).mode & 0o077) !== 0)
  expect(readdirSync(data)).toContain('brevier.sqlite')
  expect(open).toEqual([])
})

it('a data folder that is made is one that nobody else can enter', async () => {
  newFolder()
  expect(await run(ADD)).toMatchObject({ code: 0 })
  expect(statSync(data).mode & 0o077).toBe(0)
})

describe.runIf(process.getuid?.() === 0)('root in the folder of another user', () => {
  const INIT = 'init --yes --x-client-id abc --x-client-secret-file secret'

  beforeAll(async () => {
    newFolder()
    await run(ADD)
    await run('backup --to copies')
    await run('export --out all.jsonl')
    cpSync(join(folder, 'all.jsonl'), join(folder, 'secret'))
    for (const name of [folder, data, ...readdirSync(data).map((name) => join(data, name))])
      chownSync(name, OTHER, OTHER)
  })

  const backup = () => readdirSync(join(folder, 'copies')).find((name) => name.endsWith('.sqlite'))

  it.each([
    ['start', () => 'start'],
    ['backup', () => 'backup'],
    ['restore', () => `restore copies/${backup()} --yes`],
    ['import', () => 'import all.jsonl'],
    ['migrate', () => 'migrate'],
    ['check --repair', () => 'check --repair'],
    ['site add', () => ADD.replace('ledger', 'other')],
    ['init', () => INIT],
    ['init where there is no data folder yet', () => `${INIT} --data elsewhere`],
  ])('is refused %s, and leaves nothing there', async (_what, words) => {
    const before = readdirSync(data)
    const { code, output } = await run(words())
    expect(output).toContain(`sudo -u '#${OTHER}'`)
    expect(code).toBe(1)
    expect(readdirSync(data)).toEqual(before)
    expect(existsSync(join(folder, 'brevier.config.json'))).toBe(false)
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false)
  })

  it.each(['export', 'log verify ledger', 'check'])('may read: %s', async (words) => {
    expect(await run(words)).toMatchObject({ code: 0 })
    const owners = readdirSync(data).map((name) => statSync(join(data, name)).uid)
    expect(new Set(owners)).toEqual(new Set([OTHER]))
  })
})
