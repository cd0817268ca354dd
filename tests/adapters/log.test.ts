import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../src/adapters/log.ts'
import { logEvents } from '../../src/compose.ts'
import { Secret } from '../../src/config/secrets.ts'
import {
  createLoginWorld,
  type LoginWorld,
  leave,
  linkIn,
  signInByPage,
  visit,
} from '../reader/login-world.ts'
import { PAPER, paperPage, SIGN_ON } from '../reader/paper-page.ts'
import { another } from '../support/another.ts'
import { decide, submit } from '../support/desk.ts'

const written: string[] = []
const destination = { write: (line: string) => void written.push(line) }
const log = createLog('debug', destination)

function linesOf(work: () => void): Record<string, unknown>[] {
  const before = written.length
  work()
  return written.slice(before).map((line) => JSON.parse(line))
}

describe('what is written', () => {
  it('is one line of JSON for each call, whatever the fields hold', () => {
    const evil = 'a\n{"level":50,"msg":"forged"}\r\u2028\u2029\u0000\u001b[31m\u202eb'
    const before = written.length
    log.warn({ note: evil, [evil]: 1, deep: { list: [evil] }, level: 10, msg: 'forged', time: 1 }, evil)
    log.error({ error: new Error(evil, { cause: new Error(evil) }) }, 'failed')
    const made = written.slice(before)
    expect(made).toHaveLength(2)
    for (const line of made) {
      expect(line.endsWith('}\n')).toBe(true)
      expect(line.trim()).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]|\\[nru]/u)
      const twice = [...line.matchAll(/"(level|time|msg)":/g)].map(([, name]) => name)
      expect(twice.sort()).toEqual(['level', 'msg', 'time'])
    }
    expect(JSON.parse(made[0] ?? '').level).toBe(40)
  })

  it('holds no secret, by name, by look or in an address', () => {
    const token = 'q'.repeat(43)
    const jwt = 'eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl'
    const [line] = linesOf(() =>
      log.info(
        {
          token: 'canary',
          code: 'canary',
          clientSecret: 'canary',
          headers: { authorization: 'canary', Cookie: 'canary', 'x-forwarded-for': 'kept' },
          wrapped: new Secret('canary'),
          list: [`Bearer canary`, `text ${token} and ${jwt}`],
          url: 'https://a.example/login/x/callback?code=canary&state=canary#canary',
          path: '/console/enter#canary',
        },
        `at https://a.example/x?code=canary, ${token}`,
      ),
    )
    const text = JSON.stringify(line)
    expect(text).not.toMatch(/canary|qqqqq|eyJ/)
    expect(line?.['url']).toBe('https://a.example/login/x/callback')
    expect(line?.['headers']).toEqual({
      authorization: '[redacted]',
      Cookie: '[redacted]',
      'x-forwarded-for': 'kept',
    })
  })

  it('tells of an error what happened and where, and nothing that hangs on it', () => {
    const cause = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
    const error = Object.assign(
      new Error('Failed query: insert into t\nparams: what a reader wrote', { cause }),
      {
        params: ['what a reader wrote'],
        request: { headers: { cookie: 'canary' } },
      },
    )
    const [line] = linesOf(() => log.error({ error }, 'job failed'))
    expect(line?.['error']).toMatchObject({
      type: 'Error',
      message: 'Failed query: insert into t ',
      cause: { message: 'disk I/O error', code: 'SQLITE_IOERR' },
    })
    expect(JSON.stringify(line)).toContain('log.test.ts')
    expect(JSON.stringify(line)).not.toMatch(/reader wrote|canary/)
  })

  it('ends, however deep and however much', () => {
    const ring: Record<string, unknown> = {}
    ring['ring'] = ring
    const [line] = linesOf(() =>
      log.info({ ring, long: 'x'.repeat(100_000), many: Array(1_000).fill(1), big: 1n }, 'm'),
    )
    expect(JSON.stringify(line).length).toBeLessThan(4_000)
  })
})

describe('a day at the paper', () => {
  let world: LoginWorld
  beforeAll(async () => {
    world = await createLoginWorld({ log, site: { signOn: { url: SIGN_ON } } })
    logEvents(world.services.events, log)
  })
  afterAll(() => world.close())

  it('leaves no text, name, credential or address of anybody in the log', async () => {
    written.length = 0
    const said = another('Canary words')
    const secrets = new Set<string>()
    const { article, services, site } = world
    // Logging in, writing and being wrong about it.
    const maya = visit(world)
    const away = await leave(maya, article, { text: said })
    secrets.add(away.searchParams.get('state') ?? '')
    await maya.get(`/login/x/callback?error=access_denied&state=${away.searchParams.get('state')}`)
    await maya.get('/login/x/callback?code=canary-code&state=canary-state')
    await signInByPage(maya, article, 'maya', 'Maya Canary')
    for (const [, value] of maya.cookies) secrets.add(value)
    const hostile = {
      'x-forwarded-for': '203.0.113.77',
      'user-agent': 'canary-agent',
      'x-request-id': 'canary-id',
    }
    const post = await maya.json(
      `/v1/articles/${article.id}/comments`,
      { text: said, canary: 1 },
      { 'idempotency-key': 'canary-key-1', ...hostile },
    )
    expect(post.status).toBe(400)
    const reader = await world.reader('Reader Canary')
    const comment = await submit(world, reader, said)
    // The desk decides, a reader reports.
    const desk = await world.staff('Desk Canary')
    for (const person of [reader, desk]) secrets.add(person.token)
    await decide(world, desk, comment, 'approve', '')
    const second = await submit(world, reader, another('Canary again'))
    await decide(world, desk, second, 'reject:SB-01', 'Canary reason')
    await maya.form(`/a/${article.id}/c/${comment.id}/report`, { clause: 'SB-01', note: 'Canary note' })
    // The paper's own sign-on and its system.
    const page = await paperPage(world)
    const token = page.sign()
    const member = visit(world)
    const form = await member.form('/login/paper', { article: article.id, lang: 'en' })
    const state = new URL(linkIn(await form.text())).searchParams.get('state') ?? ''
    await page.post({ token, state })
    await page.post({ token: `${token}x`, state })
    await page.post({ token, state }, 'https://evil.example')
    const { key } = await services.sites.addKey(site.id)
    for (const secret of [token, state, key, page.key.key]) secrets.add(secret)
    const push = (bearer: string) =>
      world.request('/v1/articles/canary-key', {
        method: 'PUT',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          url: `${PAPER}/canary`,
          headline: 'Canary headline',
          language: 'en',
          publishedAt: 0,
        }),
      })
    await push(key)
    await push(`${key}x`)
    // What fails inside.
    log.error({ error: new Error(`no answer from https://x.example/?code=${state}`) }, 'job failed')

    const text = written.join('')
    expect(written.length).toBeGreaterThan(15)
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(15)
      expect(text).not.toContain(secret)
    }
    const found = written.filter((line) => /canary|203\.0\.113|maya|127\.0\.0\.1/i.test(line))
    expect(found).toEqual([])
    const problems = written.map((line) => JSON.parse(line)).filter(({ level }) => level === 40)
    expect(problems.map(({ problem }) => problem)).toContain('api-key-refused')
  })
})
