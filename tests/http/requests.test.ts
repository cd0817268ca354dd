import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Enumerated from the router, so that a new route is under the test from its first day. */
function unsafeRoutes(): { method: string; path: string }[] {
  const routes = world.app.routes
    .filter(({ method }) => !['ALL', 'GET', 'HEAD', 'OPTIONS'].includes(method))
    .map(({ method, path }) => ({
      method,
      path: path.replace(/:[a-z]+(\{[^}]*\})?/g, '018f0000-0000-7000-8000-000000000000'),
    }))
  expect(routes.length).toBeGreaterThan(10)
  return routes
}

/** A paper's system and its pings: known by a key and by a signature alone, which are not here. */
const PAPERS = ['PUT /v1/articles/018f0000-0000-7000-8000-000000000000', 'POST /v1/articles/ping']
const SIGNED = ['deauthorize', 'data-deletion'].map(
  (what) => `/facebook/018f0000-0000-7000-8000-000000000000/${what}`,
)

describe('requests from another site change nothing', () => {
  const shapes: [string, Record<string, string>][] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['the paper, which embeds us', { origin: 'https://www.ledger.example' }],
    ['our host over plain http', { origin: 'http://comments.ledger.example' }],
    ['a look-alike suffix', { origin: 'https://comments.ledger.example.evil.example' }],
    ['a null origin', { origin: 'null' }],
    ['a null origin from another site', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['no origin from the same site', { 'x-no-origin': '1', 'sec-fetch-site': 'same-site' }],
    ['no origin at all', { 'x-no-origin': '1' }],
  ]
  for (const [name, headers] of shapes) {
    it(`every unsafe route refuses ${name}`, async () => {
      for (const { method, path } of unsafeRoutes()) {
        const response = await world.request(path, {
          method,
          headers,
          body: method === 'POST' ? 'x=1' : null,
        })
        // What Facebook's servers post is known by its signature alone; this is no form of theirs.
        const isServer = name === 'no origin at all'
        const status =
          isServer && SIGNED.includes(path)
            ? 415
            : isServer && PAPERS.includes(`${method} ${path}`)
              ? 401
              : 403
        expect(`${path} ${response.status}`).toBe(`${path} ${status}`)
      }
    })
  }

  it('our own page is let through, also where the browser leaves the origin out', async () => {
    for (const headers of [
      { origin: world.publicUrl },
      { 'x-no-origin': '1', 'sec-fetch-site': 'same-origin' },
    ]) {
      const response = await world.request('/login/poll', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{}',
      })
      expect(response.status).toBe(422)
    }
  })
})

describe('headers', () => {
  const pages = () => [
    '/',
    '/policy',
    '/privacy',
    '/data-deletion/unknown',
    '/me',
    `/a/${world.article.id}`,
    '/console/login',
    '/console/enter',
    '/console/enrol',
    '/nothing-here',
    `/login/x/start?article=${world.article.id}`,
  ]

  it('no page but the frame may be framed, and none runs a script that is not ours', async () => {
    for (const path of pages()) {
      const policy = (await world.request(path)).headers.get('content-security-policy') ?? ''
      expect(`${path} ${policy}`).toContain("frame-ancestors 'none'")
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(policy).not.toMatch(/unsafe|\*/)
    }
  })

  it("the frame may be framed by its site's origins alone", async () => {
    const response = await world.request(`/frame?site=ledger&article=${world.article.key}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://www.ledger.example',
    )
    expect(response.headers.get('x-robots-tag')).toBe('noindex, indexifembedded')
    expect(response.headers.get('x-frame-options')).toBeNull()
  })

  it('an article of another site, or a site that does not exist, is not found in the frame', async () => {
    expect((await world.request(`/frame?site=other&article=${world.article.key}`)).status).toBe(404)
    expect((await world.request('/frame?site=ledger&article=unknown')).status).toBe(404)
    expect((await world.request('/frame?site=ledger&url=https://evil.example/news/1')).status).toBe(404)
    expect(
      (await world.request('/frame?site=ledger&url=https://www.ledger.example/news/1?utm_source=x%23part'))
        .status,
    ).toBe(200)
  })

  it('what belongs to one reader is never kept by a shared cache; what is shared says so', async () => {
    const maya = await world.reader()
    const shared = await world.request(`/a/${world.article.id}`)
    expect(shared.headers.get('cache-control')).toBe(
      'public, max-age=0, s-maxage=10, stale-while-revalidate=60',
    )
    expect(shared.headers.get('vary')).toBe('Accept-Encoding, Cookie')
    const own = await world.request(`/a/${world.article.id}`, { as: maya })
    expect(own.headers.get('cache-control')).toBe('private, no-store')
  })

  it('forms can tell where they come from', async () => {
    expect((await world.request(`/a/${world.article.id}`)).headers.get('referrer-policy')).toBe('same-origin')
  })

  it('nothing is built from a forged host', async () => {
    const body = await (
      await world.request(`/a/${world.article.id}`, { headers: { 'x-forwarded-host': 'evil.example' } })
    ).text()
    expect(body).not.toContain('evil.example')
    expect(body).toContain(`${world.publicUrl}/a/${world.article.id}`)
  })
})

describe('addresses that are not there', () => {
  it('a program gets a problem, a person a page with the request id', async () => {
    const json = await world.request('/v1/nothing')
    expect(json.headers.get('content-type')).toContain('application/problem+json')
    const page = await world.request('/nothing', { headers: { accept: 'text/html' } })
    expect(page.status).toBe(404)
    expect(await page.text()).toContain(page.headers.get('x-request-id'))
  })
})
