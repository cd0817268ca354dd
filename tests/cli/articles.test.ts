import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProgram } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
const PAPER = 'https://www.paper.example'
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-cli-'))
  await run('site', 'add', 'ledger', '--title', 'Ledger', '--origin', PAPER)
  for (const name of ['one', 'two']) {
    const file = join(folder, `${name}.json`)
    const facts = {
      key: name,
      url: `${PAPER}/${name}`,
      headline: `Article ${name}`,
      language: 'en',
      publishedAt: 1,
    }
    writeFileSync(file, JSON.stringify(facts))
    expect((await run('article', 'put', 'ledger', file)).code).toBe(0)
  }
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

it('the operator moves an article, after having seen what that would do', async () => {
  const move = (to: string, ...more: string[]) => run('article', 'move', `${PAPER}/one`, to, ...more)
  const dry = await move(`${PAPER}/new`, '--dry-run', '--json')
  const moved = { site: 'ledger', key: 'one', from: `${PAPER}/one`, to: `${PAPER}/new`, comments: 0 }
  expect(dry.lines).toMatchObject([{ ...moved, moved: false, dryRun: true }])
  expect((await move(`${PAPER}/new`, '--dry-run')).output).toContain('Would move "Article one" (0 comments)')
  expect((await move(`${PAPER}/new`, '--json')).lines).toMatchObject([
    { ...moved, moved: true, dryRun: false },
  ])
  // The old address leads to it still.
  expect((await move(`${PAPER}/new`)).output).toContain('Nothing to do')
  for (const [to, reason] of [
    [`${PAPER}/two`, 'another article’s'],
    ['https://evil.example/', 'none of the site’s origins'],
  ] as const) {
    const refused = await move(to)
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining(reason)])
  }
  const unknown = await run('article', 'move', `${PAPER}/unknown`, `${PAPER}/x`)
  expect([unknown.code, unknown.output]).toEqual([1, expect.stringContaining('no article has, or had')])
})

it('a photo comes with the picture that it is a copy of, and is refused without one', async () => {
  const facts = { url: `${PAPER}/photo`, headline: 'A photo', language: 'en', publishedAt: 1 }
  const article = join(folder, 'photo.json')
  const photo = join(folder, 'photo.png')
  const background = { r: 9, g: 99, b: 199 }
  await sharp({ create: { width: 1600, height: 900, channels: 3, background } })
    .png()
    .toFile(photo)
  writeFileSync(article, JSON.stringify({ key: 'photo', ...facts }))
  const refused = await run('article', 'put', 'ledger', article, '--photo', photo)
  expect([refused.code, refused.output]).toEqual([1, expect.stringContaining(`${article} names none`)])
  expect(refused.output).not.toMatch(/^\s+at /m)
  expect(existsSync(join(folder, 'photos'))).toBe(false)
  const image = { url: `${PAPER}/photo.png` }
  writeFileSync(article, JSON.stringify({ key: 'photo', ...facts, image }))
  expect((await run('article', 'put', 'ledger', article, '--photo', photo)).code).toBe(0)
  expect(readdirSync(join(folder, 'photos'))).toHaveLength(1)
})

it('a key to push articles with is shown once, and kept as a hash', async () => {
  const [made] = (await run('site', 'key', 'add', 'ledger')).lines
  expect(String(made?.['key'])).toMatch(/^brevier_[\w-]{43}$/)
  const { lines, output } = await run('site', 'key', 'list', 'ledger')
  expect(lines).toMatchObject([{ keyId: made?.['keyId'], ended: null }])
  expect(output).not.toContain(made?.['key'])
  expect(readFileSync(join(folder, 'brevier.sqlite'), 'latin1')).not.toContain(made?.['key'])
  expect((await run('site', 'key', 'end', 'ledger', String(made?.['keyId']))).code).toBe(0)
  const [first, second] = [await run('site', 'ping-key', 'ledger'), await run('site', 'ping-key', 'ledger')]
  expect(first.lines[0]?.['pingKey']).toMatch(/^whsec_[\w+/]{43}=$/)
  expect(second.lines).toEqual(first.lines)
})
