import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRateLimits } from '../../src/adapters/rate-limits.ts'
import { type Listener, listen } from '../../src/cli/listen.ts'
import { NETWORK_RATES } from '../../src/http/network-rates.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type World } from '../support/world.ts'

interface Served {
  world: World
  listener: Listener
  port: number
}

async function serve(trustedProxies: number): Promise<Served> {
  const port = await freePort()
  const world = await createWorld({
    publicUrl: `http://127.0.0.1:${port}`,
    networks: { rates: createRateLimits(), trustedProxies },
  })
  return { world, port, listener: await listen(world.app, { host: '127.0.0.1', port }) }
}

let behind: Served
let direct: Served
beforeAll(async () => {
  behind = await serve(1)
  direct = await serve(0)
})
afterAll(async () => {
  for (const { listener, world } of [behind, direct]) {
    await listener.close()
    await world.close()
  }
})

interface Answer {
  status: number
  retryAfter: string | undefined
}

/** Over a socket of its own, with header lines exactly as they are given. */
function ask(
  { world, port }: Served,
  method: string,
  path: string,
  headers: Record<string, string | string[]>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const own = method === 'GET' ? {} : { origin: world.publicUrl, 'content-type': 'application/json' }
    const asked = request(
      { host: '127.0.0.1', port, method, path, headers: { ...own, ...headers } },
      (answer) => {
        answer.resume()
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] }),
        )
      },
    )
    asked.once('error', reject)
    asked.end(method === 'GET' ? undefined : '{}')
  })
}

/** The statuses of so many of the same. */
async function askTimes(times: number, ...what: Parameters<typeof ask>): Promise<number[]> {
  const statuses: number[] = []
  for (let index = 0; index < times; index += 1) statuses.push((await ask(...what)).status)
  return statuses
}

const from = (address: string | string[]) => ({ 'x-forwarded-for': address })
const REPORT = '/v1/comments/018f0000-0000-7000-8000-000000000000/reports'

describe('one network', () => {
  it('posts up to its figure; then it is told when to come again, and others are not', async () => {
    const path = `/v1/articles/${behind.world.article.id}/comments`
    const { most } = NETWORK_RATES.post
    expect(new Set(await askTimes(most, behind, 'POST', path, from('198.51.100.1')))).toEqual(new Set([400]))
    const refused = await ask(behind, 'POST', path, from('198.51.100.1'))
    expect(refused.status).toBe(429)
    expect(Number(refused.retryAfter)).toBeGreaterThan(50)
    expect((await ask(behind, 'POST', path, from('198.51.100.2'))).status).toBe(400)
    expect((await ask(behind, 'GET', `/a/${behind.world.article.id}`, from('198.51.100.1'))).status).toBe(200)
  })

  it('is the same behind forged headers, and in every spelling of its address', async () => {
    const { most } = NETWORK_RATES.report
    await askTimes(most, behind, 'POST', REPORT, from('198.51.100.3'))
    for (const forged of [
      from('203.0.113.77, 198.51.100.3'),
      from(['203.0.113.78', '198.51.100.3']),
      from(`${'203.0.113.79, '.repeat(500)}198.51.100.3`),
      from('::ffff:198.51.100.3'),
      from('198.51.100.3:50123'),
      { ...from('198.51.100.3'), forwarded: 'for=203.0.113.80', 'x-real-ip': '203.0.113.81' },
    ])
      expect((await ask(behind, 'POST', REPORT, forged)).status).toBe(429)
  })

  it('is the same however the address of what it asks for is spelled', async () => {
    const { most } = NETWORK_RATES.report
    await askTimes(most, behind, 'POST', REPORT, from('198.51.100.7'))
    for (const spelled of [
      REPORT.replace('reports', 'report%73'),
      REPORT.replace('/v1/', '/v1/../v1/'),
      REPORT.replace('/v1/', '/v1/x/%2E%2E/'),
      '/v1/../legal/notice',
    ])
      expect([spelled, (await ask(behind, 'POST', spelled, from('198.51.100.7'))).status]).toEqual([
        spelled,
        429,
      ])
    const card = '/cards/a/018f0000-0000-7000-8000-000000000000/abc.png'
    await askTimes(NETWORK_RATES.preview.most, behind, 'GET', card, from('198.51.100.8'))
    expect((await ask(behind, 'GET', `/v1/..${card}`, from('198.51.100.8'))).status).toBe(429)
  })

  it('has no more documents built for it than its figure, and is sent what is kept all the same', async () => {
    const { most } = NETWORK_RATES.preview
    const { article } = behind.world
    const documents = ['head.json', 'comments.html'].map((name) => `/v1/articles/${article.id}/${name}`)
    documents.push(`/a/${article.id}/feed.xml`)
    const asker = from('198.51.100.9')
    for (const path of documents) expect((await ask(behind, 'GET', path, asker)).status).toBe(200)
    const unknown = '/v1/articles/018f0000-0000-7000-8000-000000000000/comments.html'
    expect(new Set(await askTimes(most - documents.length, behind, 'GET', unknown, asker))).toEqual(
      new Set([404]),
    )
    const refused = await ask(behind, 'GET', unknown, asker)
    expect([refused.status, Number(refused.retryAfter) > 0]).toEqual([429, true])
    for (const path of documents) expect((await ask(behind, 'GET', path, asker)).status).toBe(200)
    expect((await ask(behind, 'GET', unknown, from('198.51.100.10'))).status).toBe(404)
  })

  it('of IPv6 is a household, and a /48 has four times as much whatever household is named', async () => {
    const { most } = NETWORK_RATES.login
    const path = '/login/x'
    const house = await askTimes(most, behind, 'POST', path, from('2001:db8:1:1::1'))
    expect(house).not.toContain(429)
    expect((await ask(behind, 'POST', path, from('2001:db8:1:1:ffff::9'))).status).toBe(429)
    const statuses: number[] = []
    for (let index = 0; index < most * 4; index += 1)
      statuses.push(
        (await ask(behind, 'POST', path, from(`2001:db8:1:${(index + 2).toString(16)}::1`))).status,
      )
    expect(statuses.filter((status) => status !== 429)).toHaveLength(most * 3)
    expect((await ask(behind, 'POST', path, from('2001:db8:2:1::1'))).status).not.toBe(429)
  })

  it('that shows a wrong key again and again is not listened to for a while', async () => {
    const { most } = NETWORK_RATES.refusedKey
    const wrong = { ...from('198.51.100.4'), authorization: 'Bearer wrong' }
    const path = '/v1/articles/some-key'
    expect(new Set(await askTimes(most, behind, 'PUT', path, wrong))).toEqual(new Set([401]))
    expect((await ask(behind, 'PUT', path, wrong)).status).toBe(429)
    expect((await ask(behind, 'PUT', path, { ...wrong, ...from('198.51.100.6') })).status).toBe(401)
  })
})

describe('without a named proxy', () => {
  it('a private address is a proxy: nobody is refused for it, and the operator is told once', async () => {
    const { most } = NETWORK_RATES.report
    const statuses = await askTimes(most + 5, direct, 'POST', REPORT, from('198.51.100.5'))
    expect(statuses).not.toContain(429)
    expect(direct.world.log.filter((line) => line.includes('trusted_proxies'))).toHaveLength(1)
  })
})

describe('what is kept', () => {
  it('is no address: neither in the log nor in the database', async () => {
    const { readFileSync, readdirSync } = await import('node:fs')
    const files = readdirSync(behind.world.dir).filter((name) => name.includes('sqlite'))
    for (const text of [
      ...behind.world.log,
      ...files.map((name) => readFileSync(`${behind.world.dir}/${name}`, 'latin1')),
    ])
      expect(text.includes('198.51.100.')).toBe(false)
  })

  it('is bounded: strangers push out the oldest, and no more', async () => {
    const counter = createRateLimits(3).counter({ most: 1, seconds: 60 })
    expect(await counter.take('a')).toBe(0)
    expect(await counter.take('a')).toBeGreaterThan(0)
    for (const key of ['b', 'c']) await counter.take(key)
    expect(await counter.wait('a')).toBeGreaterThan(0)
    await counter.take('d')
    expect(await counter.wait('a')).toBe(0)
    expect(await counter.wait('c')).toBeGreaterThan(0)
  })
})
