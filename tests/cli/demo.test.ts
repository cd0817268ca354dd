import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { articles } from '../../seeds/articles.ts'
import { blinded } from '../../seeds/desk.ts'
import { pending, published, rejected, reports } from '../../seeds/discussion.ts'
import { HOLD_REASONS } from '../../src/features/comments/model.ts'
import { type DemoLine, onFreePorts } from '../support/demo.ts'
import { freePort, type Program, startProgram } from '../support/process.ts'

const QUEUE = 30
let folder = ''
let port: number
let program: Program
let demo: DemoLine
let startedInMs: number

beforeAll(async () => {
  ;({ program, demo } = await onFreePorts(async () => {
    // What was seeded before a port turned out to be taken would be there twice.
    if (folder) rmSync(folder, { recursive: true, force: true })
    folder = mkdtempSync(join(tmpdir(), 'brevier-demo-'))
    port = await freePort()
    const began = performance.now()
    const started = await start(['--queue', `${QUEUE}`])
    startedInMs = performance.now() - began
    return started
  }))
})
afterAll(async () => {
  await program?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

/** @throws when it ends before it is ready */
async function start(args: readonly string[] = []): Promise<{ program: Program; demo: DemoLine }> {
  const started = startProgram(process.execPath, [
    'dist/sandbox.js',
    '--port',
    `${port}`,
    '--data',
    folder,
    '--json',
    ...args,
  ])
  const line = await new Promise<DemoLine>((resolve, reject) => {
    started.child.stdout?.on('data', () => {
      const found = /^\{.*\}$/m.exec(started.output())
      if (found) resolve(JSON.parse(found[0]) as DemoLine)
    })
    void started.ended.then(() => reject(new Error(`the demo ended: ${started.output().slice(-2_000)}`)))
  })
  return { program: started, demo: line }
}

function counts<Row>(sql: string): Row[] {
  const db = new Sqlite(join(folder, 'brevier.sqlite'), { readonly: true })
  try {
    return db.prepare<[], Row>(sql).all()
  } finally {
    db.close()
  }
}
const byState = () =>
  Object.fromEntries(
    counts<{ state: string; n: number }>('SELECT state, count(*) AS n FROM comments GROUP BY state').map(
      ({ state, n }) => [state, n],
    ),
  )

/** The cookie that a one-time link gives. */
async function enter(link: string): Promise<string> {
  const response = await fetch(`${demo.url}/console/enter`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: demo.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: link.split('#')[1] ?? '' }).toString(),
  })
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

describe('the demo', () => {
  it('is ready within ten seconds and says for programs where everything is', async () => {
    expect(startedInMs).toBeLessThan(10_000)
    expect(demo).toMatchObject({ url: `http://localhost:${port}`, demo: `http://localhost:${port}/demo` })
    expect(demo.console).toMatch(/\/console\/enter#[\w-]{43}$/)
    expect(demo.articles.map(({ key }) => key)).toEqual(articles.map(({ key }) => key))
    expect(demo.personas.length).toBeGreaterThan(3)
    for (const { url, page, headline } of demo.articles) {
      for (const address of [url, page]) {
        const response = await fetch(address)
        expect(`${address} ${response.status}`).toBe(`${address} 200`)
        expect(await response.text()).toContain(headline.slice(0, 10))
      }
    }
  })

  it('holds the seeds: what is published, what waits and why, what was reported, what is closed', async () => {
    expect(published).toHaveLength(38)
    expect(pending.length).toBeGreaterThanOrEqual(20)
    expect(reports).toHaveLength(3)
    expect(byState()).toEqual({
      published: published.length,
      pending: pending.length + QUEUE,
      rejected: [rejected].length,
      blinded: [blinded].length,
    })
    const open = counts<{ kind: string; n: number }>(
      'SELECT kind, count(*) AS n FROM cases WHERE closed_at IS NULL GROUP BY kind ORDER BY kind',
    )
    expect(open).toEqual([
      { kind: 'appeal', n: 1 },
      { kind: 'legal', n: 1 },
      { kind: 'premoderation', n: pending.length + QUEUE },
      { kind: 'reports', n: reports.length },
    ])
    expect(counts("SELECT id FROM articles WHERE discussion = 'closed'")).toHaveLength(1)
    const seen = counts<{ factors: string }>('SELECT factors FROM cases WHERE closed_at IS NULL').flatMap(
      ({ factors }) => (JSON.parse(factors) as { factor: string }[]).map(({ factor }) => factor),
    )
    const elsewhere = ['rejection-rate', 'outside-check', 'outside-check-failed']
    const here = HOLD_REASONS.filter((reason) => !elsewhere.includes(reason))
    expect([...new Set(seen)].sort()).toEqual([...here, 'reported', 'strikes', 'appeal', 'legal'].sort())
  })

  it('takes what a paper’s system pushes and pings, by the keys that it prints', async () => {
    const { url, keys } = demo
    const article = {
      url: `${url}/mine`,
      headline: 'Mine',
      language: 'en',
      publishedAt: '2026-06-01T09:00:00Z',
    }
    const pushed = await fetch(`${url}/v1/articles/mine`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${keys.push}`, 'content-type': 'application/json' },
      body: JSON.stringify(article),
    })
    expect([pushed.status, await pushed.json()]).toMatchObject([201, { key: 'mine', change: 'new' }])
    const body = JSON.stringify({ site: 'ledger', urls: [article.url] })
    const at = Math.floor(Date.now() / 1_000)
    const secret = Buffer.from(keys.ping.replace('whsec_', ''), 'base64')
    const mac = createHmac('sha256', secret).update(`msg_1.${at}.${body}`).digest('base64')
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': `${at}`, 'webhook-signature': `v1,${mac}` }
    const pinged = await fetch(`${url}/v1/articles/ping`, { method: 'POST', headers, body })
    expect(await pinged.json()).toEqual({ pages: [{ url: article.url, state: 'pushed' }] })
  })

  it('its counts are those of the comments that can be read', async () => {
    const query = demo.articles.map(({ id }) => `article=${id}`).join('&')
    const { counts: shown } = (await (await fetch(`${demo.url}/v1/counts?${query}`)).json()) as {
      counts: Record<string, number>
    }
    expect(Object.values(shown).reduce((sum, count) => sum + count, 0)).toBe(published.length)
  })

  it('its link opens the console once, with all that waits', async () => {
    const cookie = await enter(demo.console)
    const html = await (await fetch(`${demo.url}/console?lang=en`, { headers: { cookie } })).text()
    expect(html).toContain(`${reports.length}`)
    expect(html).toContain('id="queue"')
    const log = await (await fetch(`${demo.url}/console/log?lang=en`, { headers: { cookie } })).text()
    expect(log).toContain('The chain holds')
    expect(await enter(demo.console)).toBe('')
  })
})

describe('the demo answers this machine alone', () => {
  function status(toPort: number, headers: Record<string, string>, path = '/'): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: toPort, path, headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  it.each([
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-forwarded-proto': 'https' },
    { forwarded: 'for=203.0.113.7' },
    { via: '1.1 proxy' },
    { host: 'evil.example' },
    { host: 'localhost.evil.example' },
    { host: 'localhost' },
  ])('%j is refused, at the service and at the stand-ins', async (headers) => {
    const own = [
      [port, `localhost:${port}`],
      [port + 1, `127.0.0.1:${port + 1}`],
    ] as const
    for (const [to, host] of own) {
      for (const path of ['/', `/a/${demo.articles[0]?.id}`]) {
        expect(await status(to, { host })).not.toBe(421)
        expect(await status(to, { host, ...headers }, path)).toBe(421)
      }
    }
  })
})

describe('demo and production stay apart', () => {
  it('the demo does not start as production', async () => {
    const refused = startProgram(
      process.execPath,
      ['dist/sandbox.js', '--port', `${await freePort()}`, '--data', join(folder, 'none')],
      { NODE_ENV: 'production' },
    )
    expect(await refused.ended).toBe(2)
    expect(refused.output()).toContain('NODE_ENV=production')
  })

  it.each([
    ['--port', '80'],
    ['--port', 'x'],
    ['--queue', '-1'],
    ['--queue', '1.5'],
  ])('%s %s is refused with what it takes', async (name, value) => {
    const refused = startProgram(process.execPath, ['dist/sandbox.js', `${name}=${value}`, '--data', folder])
    expect(await refused.ended).toBe(2)
    expect(refused.output()).toContain('--port takes a number')
  })

  it('a second one on the same data says in a sentence why it does not start', async () => {
    const args = ['dist/sandbox.js', '--port', `${await freePort()}`, '--data', folder]
    const second = startProgram(process.execPath, args)
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/^another process is serving .*: stop it first\n$/)
  })

  it('what was filled is kept over a restart, and production refuses to serve it', async () => {
    const before = byState()
    await program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    const production = startProgram(
      process.execPath,
      ['dist/main.js', 'start', '--port', `${await freePort()}`],
      {
        BREVIER_PUBLIC_URL: 'http://localhost:8787',
        BREVIER_DATA: folder,
        BREVIER_X_CLIENT_ID: 'real-id',
        BREVIER_X_CLIENT_SECRET: 'real-secret',
      },
    )
    expect(await production.ended).toBe(1)
    expect(production.output()).toContain('belongs to a sandbox installation')
    const link = demo.console
    ;({ program, demo } = await start())
    expect(byState()).toEqual(before)
    expect(demo.console).not.toBe(link)
    expect(await enter(demo.console)).toContain('__Host-brevier_staff=')
  })
})
