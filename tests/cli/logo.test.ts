import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProgram } from '../support/process.ts'

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
  const program = startProgram(process.execPath, [resolve('dist/main.js'), ...args], env, folder)
  const code = await program.ended
  const lines = program.output().match(/^\{.*\}$/gm) ?? []
  return { code, lines: lines.map((line): unknown => JSON.parse(line)) }
}

it('the operator gives a paper a logo, and takes it away', async () => {
  const picture = sharp({ create: { width: 300, height: 80, channels: 3, background: '#7a1f1f' } })
  await picture.clone().png().toFile(join(folder, 'logo.png'))
  await picture.clone().jpeg().toFile(join(folder, 'logo.jpg'))
  await run('site', 'add', 'ledger', '--title', 'Ledger', '--origin', 'https://www.paper.example')
  const given = await run('site', 'logo', 'ledger', '--file', 'logo.png')
  expect(given).toEqual({
    code: 0,
    lines: [{ site: 'ledger', logo: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  })
  for (const wrong of [['--file', 'logo.jpg'], ['--file', 'none.png'], [], ['--file', 'logo.png', '--off']])
    expect((await run('site', 'logo', 'ledger', ...wrong)).code).toBe(1)
  expect(await run('site', 'logo', 'ledger', '--off')).toEqual({
    code: 0,
    lines: [{ site: 'ledger', logo: null }],
  })
})
