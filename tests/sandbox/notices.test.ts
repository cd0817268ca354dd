import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { DAY, HOUR, SECOND } from '../../src/kernel/clock.ts'
import type { SandboxSettings } from '../../src/sandbox/context.ts'
import { SANDBOX_SENTINEL } from '../../src/sandbox/endpoints.ts'
import { PERSONAS, personaByKey } from '../../src/sandbox/personas.ts'
import { createSandboxProviders } from '../../src/sandbox/providers.ts'

const NOW = 1_800_000_000_000
const SECRET = 'sandbox-secret'
const CONFIRMATION = { url: 'http://localhost:4000/facebook/deletion/abc', confirmation_code: 'abc123' }

interface Received {
  path: string
  type: string | undefined
  origin: string | undefined
  signed: string
}

/** A service that keeps what it is sent. */
async function startListener() {
  const received: Received[] = []
  const answer = { status: 200, body: JSON.stringify(CONFIRMATION) }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({
      path: `${request.method} ${request.url}`,
      type: request.headers['content-type'],
      origin: request.headers.origin,
      signed: new URLSearchParams(body).get('signed_request') ?? '',
    })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return {
    received,
    answer,
    host: `127.0.0.1:${port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

let service: Awaited<ReturnType<typeof startListener>>
beforeEach(async () => {
  service = await startListener()
})
afterEach(() => service.close())

function providers(change: Partial<SandboxSettings> = {}) {
  const client = { id: 'sandbox-app', secret: SECRET, redirectUris: [] }
  return createSandboxProviders({
    publicUrl: 'http://127.0.0.1:4010',
    clients: { x: client, facebook: client },
    clock: { now: () => NOW },
    notices: {
      serviceUrl: `http://${service.host}`,
      outbound: createOutbound({ allow: [service.host] }),
    },
    ...change,
  })
}

type App = ReturnType<typeof providers>
const press = async (app: App, what: 'deauthorize' | 'data-deletion', fault = '', person = 'haneul') =>
  app.request(`/facebook/${person}/${what}`, { method: 'POST', body: new URLSearchParams({ fault }) })

function read(signed: string) {
  const [signature, encoded = ''] = signed.split('.')
  return {
    isGood: signature === createHmac('sha256', SECRET).update(encoded).digest('base64url'),
    payload: JSON.parse(Buffer.from(encoded, 'base64url').toString()),
  }
}

test.each(['deauthorize', 'data-deletion'] as const)(
  '%s is a signed form for that app and that person',
  async (what) => {
    const app = providers()
    expect((await press(app, what)).status).toBe(200)
    const [notice] = service.received
    expect(notice).toMatchObject({
      path: `POST /facebook/sandbox-app/${what}`,
      type: 'application/x-www-form-urlencoded',
      origin: undefined,
    })
    expect(notice?.signed).toMatch(/^[\w-]{43}\.[\w-]+$/)
    expect(read(notice?.signed ?? '')).toEqual({
      isGood: true,
      payload: {
        user_id: personaByKey('haneul')?.facebookId,
        algorithm: 'HMAC-SHA256',
        issued_at: NOW / SECOND,
        expires: (NOW + HOUR) / SECOND,
      },
    })
  },
)

test('every fault is wrong in exactly one way', async () => {
  const app = providers()
  for (const fault of ['', 'bad-signature', 'other-algorithm', 'stale'])
    await press(app, 'data-deletion', fault)
  const [good, forged, algorithm, stale] = service.received.map(({ signed }) => read(signed))
  expect(forged).toEqual({ ...good, isGood: false })
  expect(algorithm).toEqual({ isGood: true, payload: { ...good?.payload, algorithm: 'HMAC-SHA1' } })
  const then = NOW - 2 * DAY
  expect(stale).toEqual({
    isGood: true,
    payload: { ...good?.payload, issued_at: then / SECOND, expires: (then + HOUR) / SECOND },
  })
})

test('a replay is the last good one, to the character, and never the other button’s', async () => {
  const app = providers()
  const early = await (await press(app, 'data-deletion', 'replay')).text()
  expect(early).toContain('Nothing was sent')
  await press(app, 'data-deletion', '', 'maya')
  await press(app, 'deauthorize', '', 'haneul')
  await press(app, 'data-deletion', 'bad-signature', 'seojun')
  await press(app, 'data-deletion', 'replay', 'haneul')
  const [first, , , replayed] = service.received
  expect(service.received).toHaveLength(4)
  expect(replayed).toEqual(first)
})

test('the service’s answer is shown, with a link to what became of it', async () => {
  const page = await (await press(providers(), 'data-deletion')).text()
  expect(page).toContain(`href="${CONFIRMATION.url}"`)
  expect(page).toContain(CONFIRMATION.confirmation_code)
  expect(page).toContain(SANDBOX_SENTINEL)
})

test.each([
  ['a script as the address', 200, JSON.stringify({ url: 'javascript:alert(1)', confirmation_code: 'a' })],
  ['no code', 200, JSON.stringify({ url: CONFIRMATION.url })],
  ['HTML', 200, '<script>alert(1)</script>'],
  ['null', 200, 'null'],
])(
  'an answer with %s is shown as text, and called what Facebook would call it',
  async (_what, status, body) => {
    Object.assign(service.answer, { status, body })
    const page = await (await press(providers(), 'data-deletion')).text()
    expect(page).toContain('Facebook would refuse this')
    expect(page).not.toContain('<script')
    expect(page).not.toContain('href="javascript')
  },
)

test('a refusal and a service that is away are shown as they are', async () => {
  const app = providers()
  Object.assign(service.answer, { status: 400, body: '{"type":"signature"}' })
  expect(await (await press(app, 'deauthorize', 'bad-signature')).text()).toContain('answered 400')
  await service.close()
  expect(await (await press(app, 'deauthorize')).text()).toContain('No answer: network')
  service = await startListener()
})

test.each(['http://paper.example', 'https://10.0.0.1', 'http://localhost.paper.example', 'not a url'])(
  'notices are not sent to %s',
  (serviceUrl) => {
    const outbound = createOutbound()
    expect(() => providers({ notices: { serviceUrl, outbound } })).toThrow(RangeError)
  },
)

test('a page elsewhere cannot press the buttons, and nobody can for someone unknown', async () => {
  const app = providers()
  const body = new URLSearchParams()
  const headers = { origin: 'https://evil.example' }
  const foreign = await app.request('/facebook/maya/data-deletion', { method: 'POST', body, headers })
  expect(foreign.status).toBe(403)
  expect((await press(app, 'data-deletion', '', 'mallory')).status).toBe(404)
  expect(service.received).toEqual([])
})

test('every person has a home with both buttons; X’s page has none and says why', async () => {
  const app = providers()
  const people = await (await app.request('/facebook')).text()
  for (const { key, facebookId } of PERSONAS) {
    expect(people).toContain(`href="/facebook/${key}"`)
    const home = await (await app.request(`/facebook/${key}`)).text()
    for (const part of [facebookId, 'Remove app', 'Delete my data', SANDBOX_SENTINEL])
      expect(home).toContain(part)
    expect(home).not.toMatch(/<script|style=|\son\w+=/i)
  }
  const x = await (await app.request('/x/apps')).text()
  expect(x).toContain('sends the app nothing')
  expect(x).toContain(SANDBOX_SENTINEL)
  expect(x).not.toContain('<button')
})

test('without a service to tell there is nothing to press', async () => {
  const client = { id: 'sandbox-app', secret: SECRET, redirectUris: [] }
  const app = createSandboxProviders({
    publicUrl: 'http://127.0.0.1:4010',
    clients: { x: client, facebook: client },
    clock: { now: () => NOW },
  })
  expect(await (await app.request('/facebook/maya')).text()).not.toContain('<button')
  expect((await press(app, 'deauthorize')).status).toBe(404)
})
