import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProgram } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]) {
  const env = {
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_DATA: folder,
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
  const program = startProgram(process.execPath, [MAIN, ...args], env, folder)
  const code = await program.ended
  const output = program.output()
  const lines = output.match(/^\{.*\}$/gm) ?? []
  return { code, output, lines: lines.map((line): Record<string, unknown> => JSON.parse(line)) }
}

it('the operator switches the sign-on on, changes its key, and sees a key once', async () => {
  await run('site', 'add', 'ledger', '--title', 'Ledger', '--origin', 'https://www.paper.example')
  const wrong = await run('site', 'sign-on', 'ledger', '--url', 'https://elsewhere.example/login')
  expect(wrong.code).toBe(1)
  expect(wrong.output).toContain('signOn.url: must be an https address on one of the origins of the site')
  expect((await run('site', 'sign-on', 'ledger')).code).not.toBe(0)

  const on = await run('site', 'sign-on', 'ledger', '--url', 'https://www.paper.example/login')
  expect(on.code).toBe(0)
  const [site, first] = on.lines
  expect(site).toEqual({ site: 'ledger', signOn: 'https://www.paper.example/login' })
  expect(first).toMatchObject({ algorithm: 'HS256', issuer: 'ledger' })
  expect(String(first?.['key'])).toMatch(/^[\w-]{43}$/)
  // Setting the page again shows no key again.
  const again = await run('site', 'sign-on', 'ledger', '--url', 'https://www.paper.example/login-2')
  expect(again.lines).toHaveLength(1)

  const [second] = (await run('site', 'sign-on-key', 'add', 'ledger')).lines
  expect(second?.['key']).not.toBe(first?.['key'])
  expect((await run('site', 'sign-on-key', 'add', 'ledger')).code).toBe(1)
  expect((await run('site', 'sign-on-key', 'end', 'ledger', String(first?.['keyId']))).code).toBe(0)
  const { lines, output } = await run('site', 'sign-on-key', 'list', 'ledger')
  expect(lines.map(({ keyId, ended }) => [keyId, ended === null])).toEqual([
    [first?.['keyId'], false],
    [second?.['keyId'], true],
  ])
  for (const made of [first, second]) {
    expect(output).not.toContain(made?.['key'])
    const stored = ['brevier.sqlite', 'brevier.sqlite-wal']
      .map((name) => readMaybe(join(folder, name)))
      .join('')
    expect(stored).not.toContain(made?.['key'])
  }
  expect((await run('site', 'sign-on', 'ledger', '--off')).lines).toEqual([{ site: 'ledger', signOn: null }])
})

function readMaybe(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

it('the operator lets a service of the paper be asked, and its signing key is in no file of the service', async () => {
  await run('site', 'add', 'asked', '--title', 'Asked', '--origin', 'https://www.asked.example')
  expect((await run('site', 'outside-check', 'asked')).code).not.toBe(0)
  expect((await run('site', 'outside-check', 'asked', '--url', 'http://checks.asked.example/')).code).toBe(1)
  const on = await run('site', 'outside-check', 'asked', '--url', 'https://checks.asked.example/comments')
  const key = String(on.lines[0]?.['signingKey'])
  expect(on.lines[0]).toMatchObject({ site: 'asked', outsideCheck: 'https://checks.asked.example/comments' })
  expect(key).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const stored = ['brevier.sqlite', 'brevier.sqlite-wal', 'secret.key']
    .map((name) => readMaybe(join(folder, name)))
    .join('')
  expect(stored).not.toContain(key.slice('whsec_'.length))
  expect((await run('site', 'outside-check', 'asked', '--off')).lines).toEqual([
    { site: 'asked', outsideCheck: null },
  ])
})
