import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyOf, originBeside } from '../../src/cli/init/answers.ts'
import { freePort, startProgram, untilAnswering } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
const SECRET = 'canary-secret-of-the-app'
let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'brevier-init-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

let made = 0
function newFolder(): string {
  made += 1
  const folder = mkdtempSync(join(root, `${made}-`))
  writeFileSync(join(folder, 'secret.txt'), `${SECRET}\n`)
  return folder
}

/** Without a terminal: what is typed comes through a pipe, all at once. */
async function run(
  folder: string,
  args: readonly string[],
  typed = '',
  env: Record<string, string> = {},
): Promise<{ code: number | null; said: string; data: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  let said = ''
  let data = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  child.stdout.on('data', (chunk) => {
    data += chunk
  })
  child.stdin.end(typed)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, said, data }
}

const configOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'brevier.config.json'), 'utf8'))
const modeOf = (path: string) => statSync(path).mode & 0o777

describe('brevier init', () => {
  it('asks six questions, says at once what is wrong with an answer, and keeps secrets in files of their own', async () => {
    const folder = newFolder()
    const lines = [
      'http://comments.paper.example',
      'https://comments.paper.example/path',
      'https://comments.paper.example',
      'The Harbour Post',
      'not an origin',
      '',
      'xx',
      'ko Mars/Olympus',
      'en Europe/London',
      'sandbox-x',
      'x-client-id',
      'short',
      SECRET,
      'abc',
      '123456789',
      SECRET,
      '',
    ]
    const { code, said, data } = await run(folder, ['init'], lines.map((line) => `${line}\n`).join(''))
    expect([code, said.replaceAll(SECRET, '')]).toEqual([0, said])
    for (const sentence of [
      'It begins with https://',
      'an address without a path',
      '"not" is no origin',
      'The language is one of en, ko',
      '"Mars/Olympus" is no IANA time zone',
      'It is the OAuth 2.0 client id',
      'A secret has at least 8',
      'A Facebook app id is a number',
      '[https://www.paper.example]',
    ])
      expect(said).toContain(sentence)
    expect(said.match(/^\d\/6/gm)?.length).toBeGreaterThanOrEqual(6)
    expect(configOf(folder)).toEqual({
      public_url: 'https://comments.paper.example',
      data: './data',
      trusted_proxies: 1,
      x_client_id: 'x-client-id',
      x_client_secret_file: './data/secrets/x_client_secret',
      facebook_app_id: '123456789',
      facebook_app_secret_file: './data/secrets/facebook_app_secret',
    })
    for (const path of ['brevier.config.json', 'data/secrets/x_client_secret', 'data/secret.key'])
      expect(modeOf(join(folder, path))).toBe(0o600)
    for (const path of ['data', 'data/secrets']) expect(modeOf(join(folder, path))).toBe(0o700)
    for (const url of [
      'https://comments.paper.example/login/x/callback',
      'https://comments.paper.example/login/facebook/callback',
      'https://comments.paper.example/facebook/123456789/deauthorize',
      'https://comments.paper.example/facebook/123456789/data-deletion',
      'https://comments.paper.example/privacy',
    ])
      expect(data).toMatch(new RegExp(`  ${url.replaceAll('.', '\\.')}$`, 'm'))
    expect(data).toContain('Published the starting policy')
    expect(data).toContain('<brevier-comments site="harbour-post" article="your-article-id">')
    // For readers without JavaScript.
    expect(data).toContain(
      '<a href="https://comments.paper.example/a?site=harbour-post&amp;article=your-article-id">',
    )
  })

  it('serves with what it wrote: npm start, the newspaper, its policy, and the first administrator’s link', async () => {
    const folder = newFolder()
    const port = await freePort()
    const url = `http://localhost:${port}`
    const { code, data } = await run(folder, [
      ...[
        'init',
        '--yes',
        '--public-url',
        url,
        '--title',
        '항구 신문',
        '--language',
        'ko',
        '--port',
        `${port}`,
      ],
      ...[
        '--origin',
        'https://www.paper.example',
        '--x-client-id',
        'real',
        '--x-client-secret-file',
        'secret.txt',
      ],
    ])
    expect([code, data.includes(SECRET)]).toEqual([0, false])
    const server = startProgram('npm', ['--silent', '--prefix', resolve('.'), 'start'], {
      BREVIER_CONFIG: join(folder, 'brevier.config.json'),
      BREVIER_DATA: join(folder, 'data'),
    })
    try {
      await untilAnswering(`${url}/healthz`, server)
      await expect.poll(() => server.output()).toContain('First administrator of paper')
      const policy = await (await fetch(`${url}/policy?site=paper`)).text()
      expect(policy).toContain('댓글 운영 기준')
      const before = readFileSync(join(folder, 'brevier.config.json'), 'utf8')
      const flags = ['--force', '--yes', '--x-client-id', 'other', '--x-client-secret-file', 'secret.txt']
      const beside = await run(folder, ['init', ...flags])
      expect([beside.code, beside.said]).toEqual([1, expect.stringContaining('Nothing was changed')])
      expect(readFileSync(join(folder, 'brevier.config.json'), 'utf8')).toBe(before)
    } finally {
      await server.kill('SIGTERM')
    }
    await server.ended
    expect(server.output()).not.toContain(SECRET)
  })

  it('replaces nothing unless told to, and then keeps the newspaper that is there', async () => {
    const folder = newFolder()
    const flags = ['--yes', '--title', 'Post', '--x-client-id', 'one', '--x-client-secret-file', 'secret.txt']
    expect((await run(folder, ['init', ...flags, '--no-policy'])).code).toBe(0)
    const before = readFileSync(join(folder, 'brevier.config.json'), 'utf8')
    const again = await run(folder, ['init', ...flags])
    expect([again.code, again.said]).toEqual([1, expect.stringContaining('--force')])
    expect(readFileSync(join(folder, 'brevier.config.json'), 'utf8')).toBe(before)
    const forced = await run(folder, ['init', ...flags.with(4, 'two'), '--force'])
    expect([forced.code, configOf(folder).x_client_id]).toEqual([0, 'two'])
    expect(forced.data).toContain('was there already')
    expect(forced.data).toContain('Published the starting policy')
  })

  it('names every fault of its flags at once, and writes nothing', async () => {
    const folder = newFolder()
    const { code, said } = await run(folder, [
      ...['init', '--yes', '--public-url', 'http://paper.example', '--language', 'xx', '--origin', 'paper'],
      ...['--facebook-app-id', 'abc', '--facebook-app-secret-file', 'secret.txt'],
    ])
    expect(code).toBe(2)
    for (const flag of ['--public-url', '--language', '--origin', '--facebook-app-id'])
      expect(said).toContain(flag)
    expect(said).toMatch(/4 fault/)
    expect(() => configOf(folder)).toThrow('ENOENT')
    const ended = await run(folder, ['init'], 'https://comments.paper.example\n')
    expect([ended.code, ended.said]).toEqual([1, expect.stringContaining('--yes')])
    expect(() => configOf(folder)).toThrow('ENOENT')
  })

  it('writes the file that BREVIER_CONFIG names, and the data beside it, wherever it is called', async () => {
    const [elsewhere, folder] = [newFolder(), newFolder()]
    const env = { BREVIER_CONFIG: join(folder, 'brevier.config.json') }
    const flags = ['--yes', '--x-client-id', 'one', '--x-client-secret-file', 'secret.txt', '--port', '21999']
    const { code, data } = await run(elsewhere, ['init', ...flags], '', env)
    expect([code, data]).toEqual([0, expect.stringContaining(`Wrote ${env.BREVIER_CONFIG}`)])
    expect(configOf(folder).port).toBe(21_999)
    const listed = await run(elsewhere, ['site', 'list'], '', env)
    expect([listed.code, listed.data]).toEqual([0, expect.stringContaining('"key":"paper"')])
    expect(readdirSync(elsewhere)).toEqual(['secret.txt'])
    expect(readdirSync(folder).sort()).toEqual(['brevier.config.json', 'data', 'secret.txt'])
  })

  it.each([
    ['a port that is none', ['--port', '70000'], {}, 'port must be a number from 1 to 65535'],
    ['another data folder in the environment', [], { BREVIER_DATA: '/nowhere' }, 'BREVIER_DATA names'],
    [
      'a setting nobody knows in the environment',
      [],
      { BREVIER_POTR: '8080' },
      'BREVIER_POTR is not a known setting',
    ],
  ])('writes nothing for %s', async (_, more, env, sentence) => {
    const folder = newFolder()
    const flags = ['--yes', '--x-client-id', 'one', '--x-client-secret-file', 'secret.txt', ...more]
    const { code, said } = await run(folder, ['init', ...flags], '', env)
    expect([code, said]).toEqual([expect.any(Number), expect.stringContaining(sentence)])
    expect(code).not.toBe(0)
    expect(readdirSync(folder)).toEqual(['secret.txt'])
  })

  it('suggests a short name and the page beside the comments', () => {
    expect(keyOf('The Morning Ledger')).toBe('morning-ledger')
    expect(keyOf('Le Monde — Éco & Société')).toBe('le-monde-e-co-socie-te')
    expect(keyOf('모닝레저')).toBe('paper')
    expect(keyOf('x'.repeat(80))).toHaveLength(40)
    expect(originBeside('https://comments.paper.example')).toBe('https://www.paper.example')
    expect(originBeside('http://localhost:8787')).toBe('http://localhost:8787')
  })
})
