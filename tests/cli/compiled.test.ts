import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCompiled } from '../../src/cli/compiled.ts'
import { freePort, startProgram, untilAnswering } from '../support/process.ts'

let folder: string
let dist: string
let compiled: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-compiled-'))
  dist = join(folder, 'dist')
  compiled = join(dist, 'compiled')
  mkdirSync(dist)
  for (const name of ['main.js', 'program.cjs', 'assets', 'compiled'])
    cpSync(join('dist', name), join(dist, name), { recursive: true })
  for (const name of ['package.json', 'node_modules', 'migrations', 'src'])
    symlinkSync(resolve(name), join(folder, name))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function serves(options: readonly string[] = []): Promise<void> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const service = startProgram(process.execPath, [...options, join(dist, 'main.js'), 'start'], {
    BREVIER_PUBLIC_URL: url,
    BREVIER_PORT: String(port),
    BREVIER_DATA: join(folder, 'data'),
    BREVIER_BALLAST_MB: '0',
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  })
  await untilAnswering(`${url}/healthz`, service)
  await service.kill('SIGTERM')
  expect(await service.ended, service.output()).toBe(0)
}

const kept = () => readdirSync(compiled).sort()
const keptFile = () => join(compiled, kept()[0] ?? '')
const writtenAt = () => kept().map((name) => statSync(join(compiled, name)).mtimeMs)

it('the build keeps the program compiled, for whoever may read it, and a start takes it as it is', async () => {
  expect(kept()).toHaveLength(1)
  expect(statSync(join('dist', 'compiled', kept()[0] ?? '')).mode & 0o777).toBe(0o644)
  expect(statSync(join('dist', 'compiled')).mode & 0o777).toBe(0o755)
  const before = writtenAt()
  await serves()
  expect(writtenAt()).toEqual(before)
})

it.each([
  [
    'one byte of it is wrong',
    (file: Buffer) => file.fill((file[file.length >> 1] ?? 0) ^ 1, file.length >> 1, (file.length >> 1) + 1),
  ],
  ['it was cut off', (file: Buffer) => file.subarray(0, file.length >> 1)],
  ['it is empty', () => Buffer.alloc(0)],
])('where %s, the service starts without it and keeps it anew', async (_what, damage) => {
  const sound = readFileSync(keptFile())
  writeFileSync(keptFile(), damage(Buffer.from(sound)))
  await serves()
  expect(kept()).toHaveLength(1)
  expect(statSync(keptFile()).size).toBeGreaterThan(sound.length / 2)
  const again = writtenAt()
  await serves()
  expect(writtenAt()).toEqual(again)
})

it.each([
  ['a file lies where its folder would be', () => writeFileSync(compiled, '')],
  [
    'what was left unfinished cannot be removed',
    (unfinished: string) => mkdirSync(unfinished, { recursive: true }),
  ],
])('where it cannot be kept because %s, the service runs and stops as ever', async (_what, hinder) => {
  const unfinished = `${keptFile()}.new`
  rmSync(compiled, { recursive: true })
  hinder(unfinished)
  await serves()
})

it('another program of the same length is not taken for the one that was compiled', () => {
  const file = join(dist, 'small.cjs')
  for (const text of ['first', 'other']) {
    writeFileSync(file, `exports.text = () => '${text}'`)
    const { exports, keep } = runCompiled<{ text(): string }>(file)
    expect(exports.text()).toBe(text)
    keep()
  }
})

it('what was compiled with other settings of the engine is kept beside it', async () => {
  await serves(['--stack-size=900'])
  expect(kept()).toHaveLength(2)
})
