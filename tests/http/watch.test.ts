import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { meter } from '../../src/adapters/metering.ts'
import { createMetrics } from '../../src/adapters/metrics.ts'
import { type Listener, listen } from '../../src/cli/listen.ts'
import { PATHS } from '../../src/config/paths.ts'
import type { Watched } from '../../src/http/env.ts'
import { createMeters, type Meters } from '../../src/kernel/meters.ts'
import { createReadiness } from '../../src/kernel/readiness.ts'
import { createPrivateServer, createServer, type Server } from '../../src/server.tsx'
import { another } from '../support/another.ts'
import { decide, submit } from '../support/desk.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type World } from '../support/world.ts'

const TOKEN = 'watch-0123456789-0123456789-0123456789'
let world: World
let meters: Meters
let app: Server
let watched: Watched
let lines: { level: string; fields: Readonly<Record<string, unknown>>; message: string }[] = []

beforeAll(async () => {
  world = await createWorld()
})
beforeEach(() => {
  lines = []
  meters = createMeters()
  const note = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void lines.push({ level, fields, message })
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  const { services, clock } = world
  watched = {
    readiness: createReadiness({ canCommit: async () => true }),
    metrics: createMetrics({
      meters,
      dataDir: world.dir,
      databaseFile: `${world.dir}/brevier.sqlite`,
      sites: () => services.sites.list(),
      waiting: (siteId) => services.moderation.waiting(siteId),
      lag: () => services.delivery.lag(),
      lastBackupAt: () => clock.now() - 5_000,
      now: clock.now,
    }),
    token: { reveal: () => TOKEN },
    log,
  }
  const settings = { publicUrl: world.publicUrl, sandbox: false }
  app = createServer({
    services,
    settings,
    assetsDir: PATHS.assets,
    log,
    now: clock.now,
    meters,
    watched,
  })
})
afterAll(() => world.close())

const bearer = { authorization: `Bearer ${TOKEN}` }
const metricsOf = async () => (await (await app.request('/metrics', { headers: bearer })).text()).split('\n')

describe('readiness and metrics', () => {
  it('are there on the public port for the token alone; for all others there is no such page', async () => {
    for (const path of ['/readyz', '/metrics']) {
      expect((await app.request(path, { headers: bearer })).status).toBe(200)
      const nothing = await app.request('/no-such-page', { headers: { accept: 'application/json' } })
      for (const headers of [
        {},
        { authorization: 'Bearer ' },
        { authorization: `Bearer ${TOKEN.slice(0, -1)}x` },
        { authorization: `bearer ${TOKEN}` },
      ]) {
        const refused = await app.request(path, { headers: { ...headers, accept: 'application/json' } })
        expect([refused.status, refused.headers.get('content-type')]).toEqual([
          404,
          nothing.headers.get('content-type'),
        ])
      }
    }
    const { services, clock } = world
    const without = createServer({
      services,
      settings: { publicUrl: world.publicUrl, sandbox: false },
      assetsDir: PATHS.assets,
      log: watched.log,
      now: clock.now,
      watched: { ...watched, token: null },
    })
    for (const path of ['/readyz', '/metrics'])
      expect((await without.request(path, { headers: { authorization: 'Bearer null' } })).status).toBe(404)
  })

  it('need no token on a port of their own, where there is nothing else', async () => {
    const own = createPrivateServer(watched)
    const get = (path: string) => own.fetch(new Request(`http://127.0.0.1${path}`))
    expect((await get('/healthz')).status).toBe(200)
    expect((await get('/readyz')).status).toBe(200)
    const metrics = await get('/metrics')
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    for (const path of ['/', '/console', `/a/${world.article.id}`]) expect((await get(path)).status).toBe(404)
  })
})

describe('readiness while a commit does not come back', () => {
  const own = 'http://127.0.0.1/readyz'
  const doors = (readiness: Watched['readiness']) => {
    const hung = { ...watched, readiness }
    const { services, clock } = world
    const settings = { publicUrl: world.publicUrl, sandbox: false }
    const parts = { services, settings, assetsDir: PATHS.assets, log: watched.log, now: clock.now }
    return [createPrivateServer(hung), createServer({ ...parts, watched: hung })] as const
  }

  it('says so after a second at both doors, over and over, and asks for no second commit', async () => {
    let time = 0
    let asked = 0
    const hangs = () => {
      asked += 1
      return new Promise<boolean>(() => {})
    }
    const wait = async (ms: number) => {
      time += ms
    }
    const [alone, open] = doors(createReadiness({ canCommit: hangs, now: () => time, wait }))
    for (let round = 0; round < 3; round += 1) {
      const since = time
      const answers = [
        await alone.fetch(new Request(own)),
        await open.request('/readyz', { headers: bearer }),
      ]
      for (const answer of answers)
        expect([answer.status, await answer.text()]).toEqual([503, 'cannot-commit\n'])
      expect(time - since).toBeLessThanOrEqual(1_000)
      expect((await open.request('/healthz')).status).toBe(200)
      time += 10_000
    }
    expect(asked).toBe(1)
  })
})

describe('metrics', () => {
  it('count requests by the pattern of their route, whatever is asked for', async () => {
    const made = ['/a/one', '/a/two', `/a/${world.article.id}`, '/no/such', '/nor-this', '/console']
    for (const path of made) await app.request(path)
    await app.request(`/v1/articles/${world.article.id}/comments`, { method: 'POST' })
    const counted = (await metricsOf()).filter((line) =>
      line.startsWith('brevier_http_request_duration_seconds_count'),
    )
    const series = counted.map((line) => /\{(.*)\} (\d+)/.exec(line)?.slice(1))
    expect(series).toContainEqual(['route="/a/:article",method="GET",status="4xx"', '2'])
    expect(series).toContainEqual(['route="/a/:article",method="GET",status="2xx"', '1'])
    expect(series).toContainEqual(['route="none",method="GET",status="4xx"', '2'])
    expect(series).toContainEqual(['route="none",method="POST",status="4xx"', '1'])
    expect(counted.join('\n')).not.toContain(world.article.id)
    expect(await metricsOf()).toContain('brevier_http_refusals_total{problem="foreign-origin"} 1')
  })

  it('call nothing a failure that strangers can ask for', async () => {
    const asked = await app.request('/oembed?url=x&format=yaml')
    expect(asked.status).toBe(501)
    expect((await metricsOf()).filter((line) => line.includes('status="5xx"'))).toEqual([])
    expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('are what Prometheus reads: each name once, buckets that grow, and the last is the count', async () => {
    await app.request('/')
    await app.request('/policy')
    const text = await metricsOf()
    const types = text.filter((line) => line.startsWith('# TYPE'))
    expect(new Set(types).size).toBe(types.length)
    const buckets = text
      .filter((line) => line.includes('_seconds_bucket{') && line.includes('route="/policy"'))
      .map((line) => Number(line.split(' ').at(-1)))
    expect(buckets.length).toBeGreaterThan(5)
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b))
    expect(buckets.at(-1)).toBe(1)
    for (const name of types.map((line) => line.split(' ')[2] ?? ''))
      expect(name).toMatch(/^(brevier|process|nodejs)_[a-z0-9_]+$/)
  })

  it('tell of the queue, comments, decisions, the outbox, the disk and the last backup', async () => {
    const { services, site, clock } = world
    meter(services.events, meters, [])
    const [maya, min] = [await world.reader(), await world.staff()]
    const first = await submit(world, maya, another('First'))
    await submit(world, maya, another('Second'))
    await world.json(`/v1/articles/${world.article.id}/comments`, { text: '' }, maya, {
      'idempotency-key': 'k'.repeat(9),
    })
    clock.advance(90_000)
    const waiting = await metricsOf()
    expect(waiting).toContain('brevier_queue_cases{site="ledger"} 2')
    expect(waiting).toContain('brevier_queue_oldest_age_seconds{site="ledger"} 90')
    expect(waiting).toContain('brevier_comments_total{site="ledger",outcome="pending"} 2')
    expect(waiting).toContain('brevier_comments_total{site="ledger",outcome="text-empty"} 1')
    expect(waiting).toContain('brevier_screening_duration_seconds_count 2')
    await decide(world, min, first, 'approve')
    clock.advance(40_000)
    const text = await metricsOf()
    expect(text).toContain('brevier_queue_cases{site="ledger"} 1')
    expect(text).toContain('brevier_decisions_total{site="ledger",action="approve"} 1')
    const value = (name: string) => Number(text.find((line) => line.startsWith(`${name} `))?.split(' ')[1])
    expect(value('brevier_outbox_due_entries')).toBeGreaterThan(0)
    expect(value('brevier_outbox_lag_seconds')).toBeGreaterThan(0)
    expect(value('brevier_database_wal_size_bytes')).toBeGreaterThan(0)
    expect(value('brevier_data_free_bytes')).toBeGreaterThan(0)
    expect(value('brevier_backup_last_success_timestamp_seconds')).toBe((clock.now() - 5_000) / 1_000)
    expect(text.some((line) => line.startsWith('nodejs_eventloop_lag_p99_seconds'))).toBe(true)
    expect(await services.moderation.waiting(site.id)).toMatchObject({ count: 1 })
  })

  it('count cached pages before the app without a word in the log', async () => {
    const port = await freePort()
    const served = createServer({
      services: world.services,
      settings: { publicUrl: `http://127.0.0.1:${port}`, sandbox: false },
      assetsDir: PATHS.assets,
      log: watched.log,
      now: world.clock.now,
      meters,
    })
    const listener: Listener = await listen(served, { host: '127.0.0.1', port })
    try {
      for (let turn = 0; turn < 3; turn += 1)
        expect((await fetch(`http://127.0.0.1:${port}/a/${world.article.id}`)).status).toBe(200)
    } finally {
      await listener.close()
    }
    expect(meters.cache).toEqual({ hot: 2, kept: 0, built: 1 })
    expect(lines.map(({ level }) => level)).toEqual(['debug'])
  })

  it('tell what is running and what was turned away, by class of route', async () => {
    const ofLoad = async () =>
      (await metricsOf()).filter((line) => /^brevier_http_(in_flight|shed_total)\{/.test(line))
    expect(await ofLoad()).toContain('brevier_http_shed_total{class="cards"} 0')
    meters.load = () => ({ inFlight: { post: 3 }, shed: { card: 7 } })
    expect(await ofLoad()).toEqual(
      expect.arrayContaining([
        'brevier_http_in_flight{class="post"} 3',
        'brevier_http_shed_total{class="card"} 7',
      ]),
    )
  })

  it('have no more series than they can hold, whatever comes', () => {
    for (let turn = 0; turn < 3_000; turn += 1) meters.comments.add('a', `made-up ${turn}`)
    expect(meters.comments.entries().length).toBeLessThan(1_100)
    const all = meters.comments.entries().reduce((sum, { count }) => sum + count, 0)
    expect(all).toBe(3_000)
  })
})

describe('a log line', () => {
  it('names method, pattern, status, time and id of what changes something; reads are for debugging', async () => {
    const answer = await app.request(`/logout?secret=canary`, {
      method: 'POST',
      headers: { origin: world.publicUrl, 'x-request-id': 'canary' },
    })
    await app.request('/policy?secret=canary')
    expect(lines.map(({ level }) => level)).toEqual(['info', 'debug'])
    const id = answer.headers.get('x-request-id')
    expect(id).not.toBe('canary')
    expect(lines[0]?.fields).toMatchObject({ requestId: id, method: 'POST', route: '/logout' })
    expect(JSON.stringify(lines)).not.toContain('canary')
  })

  it('warns of whoever tries doors, by the type of the refusal', async () => {
    const reader = await world.reader()
    const staff = await world.staff('Noa Kim', 'moderator')
    await app.request('/logout', { method: 'POST', headers: { origin: 'https://evil.example' } })
    await app.request('/console/people', { headers: { cookie: staff.cookie } })
    await app.request('/', { headers: { host: 'evil.example' } })
    const post = () =>
      app.request(`/v1/articles/${world.article.id}/comments`, {
        method: 'POST',
        headers: {
          origin: world.publicUrl,
          'content-type': 'application/json',
          cookie: reader.cookie,
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify({ text: another('Rated') }),
      })
    await world.services.sites.update('ledger', { rates: { perArticle: 1, perDay: 1, secondsBetween: 60 } })
    await post()
    await post()
    const warned = lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields['problem'])
    expect(warned).toEqual(['foreign-origin', 'not-allowed', 'wrong-host', 'rate-limited'])
  })

  it('of a page that is kept has the number that its reader is shown when it fails', async () => {
    const { articles, sites } = world.services
    const down = async () => Promise.reject(new Error('the disk is gone'))
    const find = { byId: articles.byId, byKey: sites.byKey }
    Object.assign(articles, { byId: down })
    Object.assign(sites, { byKey: down })
    try {
      for (const path of [`/a/${world.article.id}?sort=oldest`, '/v1/counts?site=ledger&article=x']) {
        lines.length = 0
        const answer = await app.request(path)
        const id = answer.headers.get('x-request-id') ?? 'none'
        expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining(id)])
        expect(lines.map(({ level, fields }) => [level, fields['requestId']])).toEqual([
          ['error', id],
          ['error', id],
        ])
      }
    } finally {
      Object.assign(articles, { byId: find.byId })
      Object.assign(sites, { byKey: find.byKey })
    }
  })

  it('and what is not there are told apart by a number as well', async () => {
    const answer = await app.request('/v1/counts?site=nobody&article=x')
    expect((await answer.json()).requestId).toBe(answer.headers.get('x-request-id'))
    expect(await (await app.request('/a/nothing')).text()).toMatch(/Request [0-9a-f-]{36}/)
  })
})
