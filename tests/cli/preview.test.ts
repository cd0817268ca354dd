import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProgram } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
const ORIGIN = 'https://comments.paper.example'
let folder: string
let address: string

async function run(...args: string[]) {
  const env = {
    BREVIER_PUBLIC_URL: ORIGIN,
    BREVIER_DATA: folder,
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
  const program = startProgram(process.execPath, [MAIN, ...args], env, folder)
  const code = await program.ended
  return { code, output: program.output() }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-preview-'))
  await run('site', 'add', 'ledger', '--title', 'Ledger', '--origin', 'https://www.paper.example')
  const article = {
    key: 'one',
    url: 'https://www.paper.example/one',
    headline: 'Council opens two shelters\u202e',
    language: 'en',
    publishedAt: Date.UTC(2026, 5, 1),
  }
  writeFileSync(join(folder, 'article.json'), JSON.stringify(article))
  const { output } = await run('article', 'put', 'ledger', 'article.json')
  address = `${ORIGIN}/a/${/"id":"([^"]+)"/.exec(output)?.[1]}`
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('the operator sees in the terminal how a page looks where its link is shared', async () => {
  const { code, output } = await run('preview', address)
  expect(code).toBe(0)
  expect(output).toMatch(/KakaoTalk\s+Good\s+Council opens two shelters$/m)
  expect(output.match(/^\S+\s+Good\s/gm)).toHaveLength(12)
  expect(output).toContain(`https://developers.facebook.com/tools/debug/?q=${encodeURIComponent(address)}`)
  expect(output).not.toContain('\u202e')
})

it('gives a program everything that was read and judged', async () => {
  const { code, output } = await run('preview', address, '--json')
  expect(code).toBe(0)
  const { page, verdicts } = JSON.parse(/^\{.*\}$/m.exec(output)?.[0] ?? '')
  expect(page).toMatchObject({ url: address, outcome: 'ok', status: 200 })
  expect(verdicts).toHaveLength(12)
})

it('fails where a card is broken, and for a page of nobody', async () => {
  const broken = await run('preview', `${ORIGIN}/a/nothing`)
  expect(broken.code).toBe(1)
  expect(broken.output).toContain('The page did not answer: status 404')
  expect(broken.output).toMatch(/^broken: x, facebook/m)
  const foreign = await run('preview', 'https://elsewhere.example/')
  expect(foreign.code).toBe(1)
  expect(foreign.output).toContain('no site has this page')
})
