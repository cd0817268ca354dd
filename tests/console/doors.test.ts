import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import { CONSOLE_LINK_MS } from '../../src/features/accounts/rules.ts'
import { another } from '../support/another.ts'
import { caseOf, openCase, press, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let min: Person

beforeAll(async () => {
  world = await createWorld({ kind: 'sandbox', sandbox: true })
  maya = await world.reader()
  min = await world.staff('Han Jiwoo')
})
afterAll(() => world.close())

const NOBODY = '018f0000-0000-7000-8000-000000000000'

/** Every address of the console but those through which one enters, from the router itself. */
function consoleRoutes() {
  const routes = world.app.routes
    .filter(({ path, method }) => /^\/console/.test(path) && method !== 'ALL')
    .filter(({ path }) => !/^\/console\/(enter|enrol|login|logout)/.test(path))
    .map(({ method, path }) => ({ method, path: path.replace(/:[a-z]+/g, NOBODY) }))
  expect(routes.length).toBeGreaterThanOrEqual(16)
  return routes
}

describe('two doors, two keys', () => {
  it.each([
    ['nobody', () => ''],
    ["a reader's session", () => maya.cookie],
    ["a reader's token in the staff cookie", () => `__Host-brevier_staff=${maya.token}`],
    ['two staff cookies', () => `${min.cookie}; ${min.cookie}`],
    ['a made-up token', () => `__Host-brevier_staff=${'A'.repeat(43)}`],
  ])('%s opens no page of the console', async (_, cookie) => {
    const comment = await submit(world, maya, another('Not for these eyes'))
    for (const { method, path } of consoleRoutes()) {
      const response = await world.request(path, {
        method,
        headers: { cookie: cookie(), 'content-type': 'application/x-www-form-urlencoded' },
        ...(method === 'POST' ? { body: 'x=1' } : {}),
      })
      // A page leads to the sign-in page; a form says that it was not carried out.
      const expected = method === 'GET' ? '303 /console/login' : '401 null'
      const answer = `${response.status} ${response.headers.get('location')}`
      expect(`${method} ${path} ${answer}`).toBe(`${method} ${path} ${expected}`)
      expect(await response.text()).not.toContain(comment.body)
    }
  })

  it('a staff session writes and reads nothing as a reader', async () => {
    const key = () => ({ 'idempotency-key': crypto.randomUUID() })
    for (const cookie of [min.cookie, `__Host-brevier_reader=${min.token}`]) {
      const headers = { ...key(), cookie }
      const sent = await world.json(
        `/v1/articles/${world.article.id}/comments`,
        { text: 'x' },
        undefined,
        headers,
      )
      expect(sent.status).toBe(401)
      const page = await world.request(`/a/${world.article.id}`, { headers: { cookie } })
      expect(await page.text()).not.toContain('Han Jiwoo')
    }
  })

  it('both sessions live side by side in one browser', async () => {
    for (const cookie of [`${maya.cookie}; ${min.cookie}`, `${min.cookie}; theme=dark; ${maya.cookie}`]) {
      const me = await (await world.request('/me', { headers: { cookie } })).text()
      expect(me).toContain('Maya Okafor')
      expect(me).not.toContain('Han Jiwoo')
      const desk = await world.request('/console', { headers: { cookie } })
      expect(desk.status).toBe(200)
      expect(await desk.text()).toContain('Han Jiwoo')
    }
  })

  it('staff of another paper finds no case of this one', async () => {
    const comment = await submit(world, maya, another('For this paper alone'))
    const caseId = await caseOf(world, min, comment)
    const fields = await openCase(world, min, caseId)
    const other = await world.services.sites.create({
      key: 'gazette',
      title: { en: 'The Gazette', ko: '가제트' },
      origins: ['https://www.gazette.example'],
    })
    await world.services.policy.publish(other.id, policy)
    const account = await world.services.accounts.createStaff(other.id, 'Stranger', 'admin')
    const stranger = await entered(await world.services.accounts.createConsoleLink(account))
    const headers = { cookie: stranger }
    const listed = await world.request('/console', { headers })
    expect(listed.status).toBe(200)
    expect(await listed.text()).not.toContain(comment.body)
    const page = await world.request(`/console?case=${caseId}`, { headers })
    expect(page.status).toBe(404)
    expect(await page.text()).not.toContain(comment.body)
    const sent = await world.form(
      `/console/cases/${caseId}/decision`,
      { ...fields, decision: 'approve' },
      undefined,
      headers,
    )
    expect(sent.status).toBe(404)
    const log = await (await world.request('/console/log', { headers })).text()
    expect(log).not.toContain('class="col-clauses">SB-')
    expect((await press(world, min, caseId, { ...fields, decision: 'approve' })).status).toBe(303)
  })
})

async function enter(token: string): Promise<Response> {
  return world.form('/console/enter', { token })
}

/** The cookie that a link gives. */
async function entered(token: string): Promise<string> {
  const response = await enter(token)
  expect(response.status).toBe(303)
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

describe('the console link', () => {
  it('opens the console once', async () => {
    const token = await world.services.accounts.createConsoleLink(min.account)
    const response = await enter(token)
    expect(response.status).toBe(303)
    const set = response.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/^__Host-brevier_staff=[\w-]{43};/)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(set).toContain(part)
    const desk = await world.request('/console', { headers: { cookie: set.split(';')[0] ?? '' } })
    expect(desk.status).toBe(200)
    const again = await enter(token)
    expect([again.status, again.headers.get('set-cookie')]).toEqual([404, null])
  })

  it('opens it for one of many who try at the same instant', async () => {
    const token = await world.services.accounts.createConsoleLink(min.account)
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => enter(token)))).map(
      ({ status }) => status,
    )
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
  })

  it('lives for thirty minutes', async () => {
    const [first, second] = [
      await world.services.accounts.createConsoleLink(min.account),
      await world.services.accounts.createConsoleLink(min.account),
    ]
    world.clock.advance(CONSOLE_LINK_MS - 1)
    expect((await enter(first)).status).toBe(303)
    world.clock.advance(1)
    expect((await enter(second)).status).toBe(404)
  })

  it('signing out ends the session on the server', async () => {
    const cookie = await entered(await world.services.accounts.createConsoleLink(min.account))
    const out = await world.form('/console/logout', {}, undefined, { cookie })
    expect(out.status).toBe(303)
    expect((await world.request('/console', { headers: { cookie } })).status).toBe(303)
  })

  it('opens nothing in production', async () => {
    const production = await createWorld()
    try {
      const staff = await production.staff()
      const token = await production.services.accounts.createConsoleLink(staff.account)
      const response = await production.form('/console/enter', { token })
      expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null])
    } finally {
      await production.close()
    }
  })
})
