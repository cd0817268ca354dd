import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import { freePort, startProgram, untilAnswering } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
let folder: string
/** A folder of its own for each program: no configuration file lies in it. */
let data: string
let env: Record<string, string>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-cli-'))
  data = join(folder, 'data')
  env = {
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_DATA: data,
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  code: number | string
  output: string
}
async function run(args: readonly string[], vars: Record<string, string> = env): Promise<Ended> {
  const program = startProgram(process.execPath, [MAIN, ...args], vars, folder)
  return { code: await program.ended, output: program.output() }
}

function write(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}

const jsonIn = (output: string): unknown => JSON.parse(/^\{.*\}$/m.exec(output)?.[0] ?? 'null')

async function occupied(): Promise<{ port: number; server: Server }> {
  const port = await freePort()
  const server = createServer()
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return { port, server }
}

describe('starting without a configuration', () => {
  it('lists every fault, in words that say what to set, and exits 2', async () => {
    const { code, output } = await run(['start'], {})
    expect(code).toBe(2)
    expect(output).toContain('public_url')
    expect(output).toContain('x_client_id')
    expect(output).toMatch(/2 fault/)
    expect(output).not.toMatch(/^\s+at /m)
  })

  it.each(['unknown', 'site nothing', 'site add', 'article put ledger'])(
    '%s is used wrongly',
    async (line) => {
      const { code, output } = await run(line.split(' '))
      expect(code).toBe(2)
      expect(output).not.toMatch(/^\s+at /m)
    },
  )
})

describe('setting up a paper on the command line', () => {
  it('site, policy and article are there for the next program; the log verifies', async () => {
    const site = await run([
      'site',
      'add',
      'ledger',
      '--title',
      'The Ledger',
      '--origin',
      'https://www.ledger.example',
    ])
    expect(site).toMatchObject({ code: 0 })
    const origins = ['https://www.ledger.example']
    expect(jsonIn(site.output)).toMatchObject({ key: 'ledger', origins, timeZone: 'UTC' })
    const moved = await run(['site', 'update', 'ledger', '--time-zone', 'Europe/London'])
    expect(jsonIn(moved.output)).toEqual({ key: 'ledger', origins, timeZone: 'Europe/London' })

    const published = await run(['policy', 'publish', 'ledger', write('policy.json', policy)])
    expect(jsonIn(published.output)).toEqual({ site: 'ledger', version: 1, clauses: policy.clauses.length })

    const input = {
      key: 'one',
      url: 'https://www.ledger.example/one',
      headline: 'Harbour to be dredged',
      language: 'en',
      publishedAt: 0,
    }
    const article = await run(['article', 'put', 'ledger', write('article.json', input)])
    expect(jsonIn(article.output)).toMatchObject({ key: 'one', url: input.url })

    const log = await run(['log', 'verify', 'ledger'])
    expect(log.code).toBe(0)
    expect(jsonIn(log.output)).toMatchObject({ site: 'ledger', decisions: 0, brokenAt: null })
  })

  it('what is wrong is said in a sentence, without a stack, and exits 1', async () => {
    const foreign = write('foreign.json', {
      key: 'two',
      url: 'https://evil.example/two',
      headline: 'x',
      language: 'en',
      publishedAt: 0,
    })
    for (const args of [
      ['article', 'put', 'ledger', foreign],
      ['article', 'put', 'nowhere', join(folder, 'article.json')],
      ['policy', 'publish', 'ledger', join(folder, 'not-there.json')],
      ['log', 'verify', 'nowhere'],
      ['site', 'update', 'nowhere', '--time-zone', 'UTC'],
      ['site', 'update', 'ledger', '--time-zone', 'Mars/Olympus'],
    ]) {
      const { code, output } = await run(args)
      expect(`${args.join(' ')} ${code}`).toBe(`${args.join(' ')} 1`)
      expect(output.trim()).not.toBe('')
      expect(output).not.toMatch(/^\s+at /m)
    }
  })
})

describe('the serving program', () => {
  it('serves what was set up, is alone on its data, says how to help a busy port, and ends with 0', async () => {
    const port = await freePort()
    const vars = { ...env, BREVIER_PUBLIC_URL: `http://localhost:${port}` }
    const server = startProgram(process.execPath, [MAIN, 'start', '--port', `${port}`], vars, folder)
    try {
      await untilAnswering(`http://localhost:${port}/healthz`, server)
      const frame = await fetch(`http://localhost:${port}/frame?site=ledger&article=one`)
      expect(await frame.text()).toContain('No comments yet')
      const [second, busy] = await Promise.all([
        run(['migrate']),
        run(['start', '--port', `${port}`], { ...vars, BREVIER_DATA: join(folder, 'other') }),
      ])
      expect(second.code).toBe(1)
      expect(second.output).toContain('another process is serving')
      expect(busy.code).toBe(1)
      expect(busy.output).toContain(`port ${port} is in use`)
      expect(busy.output).toContain('--port')
    } finally {
      await server.kill('SIGTERM')
    }
    expect(await server.ended).toBe(0)
    expect(server.output()).not.toContain('hunter2')
    expect((await run(['site', 'list'])).output).toContain('"ledger"')
  })
})

describe('a file that a command is given', () => {
  beforeAll(() => {
    write('faulty.json', { key: 1, headlin: 'x' })
    writeFileSync(join(folder, 'cut.json'), '{"key":')
  })

  it.each([
    ['article put ledger none.json', 'there is no file '],
    ['policy publish ledger none.json', 'there is no file '],
    ['site logo ledger --file none.png', 'there is no file '],
    ['article put ledger cut.json', 'cut.json is not JSON'],
    ['policy publish ledger cut.json', 'cut.json is not JSON'],
    ['article put ledger faulty.json', '  - headline: '],
    ['article put ledger faulty.json', '  - headlin: there is no such field'],
    ['policy publish ledger faulty.json', '  - clauses: '],
    ['report statements --site ledger --period 2026-H9', '--period is a half-year, such as 2026-H1'],
  ])('%s says what is wrong with it: %s', async (line, sentence) => {
    const { code, output } = await run(line.split(' '))
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)])
  })
})

it.each(['[::1]', '192.0.2.1'])('an address to listen on that is none here is named: %s', async (host) => {
  const vars = { ...env, BREVIER_DATA: join(folder, 'nowhere') }
  const { code, output } = await run(['start', '--host', host, '--port', `${await freePort()}`], vars)
  expect([code, output]).toEqual([1, `${host} is no address of this machine; choose another with --host\n`])
})

describe('a port that is taken', () => {
  it('ends the demo with a sentence that names --port', async () => {
    const { port, server } = await occupied()
    const demo = startProgram(process.execPath, [
      'dist/sandbox.js',
      '--port',
      `${port}`,
      '--data',
      join(folder, 'busy'),
    ])
    expect(await demo.ended).toBe(1)
    expect(demo.output()).toContain('--port')
    expect(demo.output()).not.toMatch(/^\s+at /m)
    await new Promise((done) => server.close(done))
  })
})
