import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { exitCode } from '../../src/cli/program.ts'
import { Problem } from '../../src/kernel/errors.ts'
import { startProgram } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-words-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(words: string): Promise<{ code: number | string; output: string }> {
  const env = {
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_DATA: join(folder, 'data'),
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
  const program = startProgram(process.execPath, [MAIN, ...words.split(' ')], env, folder)
  return { code: await program.ended, output: program.output() }
}

describe('a command that is typed wrongly does nothing, says which word it is, and exits 2', () => {
  it.each([
    ['import all.jsonl --dryrun', '--dryrun is not a known flag'],
    ['restore old.sqlite --sign-everybody-out --yes', '--sign-everybody-out is not a known flag'],
    ['restore old.sqlite -y', '-y is not a known flag'],
    ['backup --too /mnt/usb', '--too is not a known flag'],
    ['backup --to --json', '--to needs a value'],
    ['backup --to', '--to needs a value'],
    ['backup /mnt/usb', '"/mnt/usb" is one word too many'],
    ['start 8080', '"8080" is one word too many'],
    [
      'site add ledger --title L --origin https://a.example --origin https://b.example',
      '--origin is given twice',
    ],
    ['site --json list', '--json is not a known flag'],
    ['bakcup', '"bakcup" is no command of brevier'],
  ])('brevier %s', async (words, said) => {
    const { code, output } = await run(words)
    expect(output).toContain(said)
    expect(code).toBe(2)
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })
})

it('what is meant is taken: a negated flag, a value behind an equals sign, one that begins with a dash', async () => {
  expect((await run('init --no-policy --yes --title=--')).output).toContain(
    '--x-client-id or --facebook-app-id',
  )
  expect((await run('export --out -')).output).toContain('brevier.sqlite')
})

it('a disk that is full is called so', async () => {
  const said: string[] = []
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const code = await exitCode(() => Promise.reject(new Problem('storage-full')))
  write.mockRestore()
  expect([code, said.join('')]).toEqual([1, expect.stringContaining('the disk is full')])
})

it('the version is printed, and help however it is asked for', async () => {
  expect(await run('--version')).toEqual({ code: 0, output: '0.1.0\n' })
  for (const words of ['-h', '--help', 'backup -h', 'site add --help'])
    expect(await run(words)).toMatchObject({ code: 0, output: expect.stringContaining('USAGE') })
})
