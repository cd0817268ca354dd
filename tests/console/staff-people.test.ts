import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventMap } from '../../src/features/events.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { visit } from '../reader/login-world.ts'
import {
  type Colleague,
  claim,
  codesIn,
  createStaffWorld,
  enrol,
  finish,
  firstAdmin,
  invited,
  isInside,
  keyIn,
  otp,
  sendCode,
  signIn,
  toFactor,
  tokenIn,
  toSetUp,
  wrongCode,
} from '../support/staff.ts'
import type { World } from '../support/world.ts'

let world: World
let admin: Colleague
const acts: EventMap['staff.acted'][] = []
beforeAll(async () => {
  world = await createStaffWorld()
  world.services.events.on('staff.acted', (event) => acts.push(event))
  admin = await firstAdmin(world)
})
afterAll(() => world.close())

let made = 0
const colleague = (role: 'moderator' | 'senior' | 'admin' = 'moderator') => {
  made += 1
  return invited(world, admin, role, `person-${made}`)
}
const account = (id: string) => world.stores.accounts.byId(world.site.id, id)
const act = (by: Colleague, whom: string, what: string, fields: Record<string, string> = {}) =>
  by.visitor.form(`/console/people/${whom}/${what}`, fields)

const ACTS: [string, Record<string, string>][] = [
  ['role', { role: 'admin' }],
  ['remove', {}],
  ['sessions', {}],
  ['factor', {}],
]

describe('the people of the desk', () => {
  it('are listed with role, second factor and the time they were last seen', async () => {
    await colleague('senior')
    const html = await (await admin.visitor.get('/console/people')).text()
    for (const word of [
      'boss',
      'administrator',
      `person-${made}`,
      'senior moderator',
      'set up',
      '1 Jun 2026',
    ])
      expect(html).toContain(word)
    expect(html).not.toContain('missing: no way in')
  })

  it('get another role, and are signed out everywhere by that', async () => {
    const person = await colleague()
    expect(await isInside(person.visitor)).toBe(true)
    const done = await act(admin, person.accountId, 'role', { role: 'senior' })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/console/people?done=role'])
    expect((await account(person.accountId))?.role).toBe('senior')
    expect(await isInside(person.visitor)).toBe(false)
  })

  it('who are removed keep their account, and no way into the console', async () => {
    const person = await colleague()
    expect((await act(admin, person.accountId, 'remove')).status).toBe(303)
    expect(await account(person.accountId)).toMatchObject({ role: 'reader', displayName: person.subject })
    world.clock.advance(MINUTE)
    expect(await isInside(await signIn(world, person, otp(person.key, world.clock.now())))).toBe(false)
    for (const [what, fields] of ACTS) {
      if (what === 'sessions') continue
      const late = await act(admin, person.accountId, what, fields)
      const html = await late.text()
      expect([late.status, html.includes('That person no longer belongs to the desk.')]).toEqual([404, true])
      expect(html).toContain('People of the desk')
    }
  })

  it('with a lost phone enrol again by a link, with a new key and the same role', async () => {
    const person = await colleague('senior')
    const page = await act(admin, person.accountId, 'factor')
    const html = await page.text()
    expect(html).toContain('Link for: senior moderator')
    expect(await isInside(person.visitor)).toBe(false)
    expect(await (await admin.visitor.get('/console/people')).text()).toContain('missing: no way in')
    const again = await enrol(world, tokenIn(html), person.subject)
    expect(again.accountId).toBe(person.accountId)
    expect(again.key).not.toBe(person.key)
    expect((await account(person.accountId))?.role).toBe('senior')
    world.clock.advance(MINUTE)
    expect(await isInside(await signIn(world, person, otp(person.key, world.clock.now())))).toBe(false)
    expect(await isInside(await signIn(world, again, otp(again.key, world.clock.now())))).toBe(true)
  })

  it('are invited, and given a new factor, once by one form, however often it is sent', async () => {
    const person = await colleague('senior')
    const page = await (await admin.visitor.get('/console/people')).text()
    const keyAt = (action: string) =>
      new RegExp(`action="${action}".*?name="key" value="([^"]+)"`, 's').exec(page)?.[1] ?? ''
    const open = async () =>
      (await world.stores.accounts.openInvitations(world.site.id, world.clock.now())).length
    const factor = `/console/people/${person.accountId}/factor`
    for (const action of ['/console/people/invite', factor]) {
      acts.length = 0
      const before = await open()
      const fields = { key: keyAt(action), ...(action === factor ? {} : { role: 'senior' }) }
      const send = async () => tokenIn(await (await admin.visitor.form(action, fields)).text())
      const links = [...(await Promise.all([send(), send()])), await send()]
      expect([new Set(links).size, links[0], await open()]).toEqual([
        1,
        expect.stringMatching(/.{40}/),
        before + 1,
      ])
      expect(acts).toHaveLength(1)
      const used = await enrol(world, links[0] ?? '', action === factor ? person.subject : 'newcomer')
      // A page that is loaded anew takes nothing from whoever has come by the link.
      const late = await admin.visitor.form(action, fields)
      expect([late.status, (await late.text()).includes('role="alert"')]).toEqual([410, true])
      expect(await isInside(used.visitor)).toBe(true)
    }
  })

  it('whose role changes while that link is out have the new role afterwards', async () => {
    for (const role of ['moderator', 'admin']) {
      const person = await colleague('senior')
      const html = await (await act(admin, person.accountId, 'factor')).text()
      expect((await act(admin, person.accountId, 'role', { role })).status).toBe(303)
      await enrol(world, tokenIn(html), person.subject)
      expect((await account(person.accountId))?.role).toBe(role)
      expect(acts.at(-1)).toMatchObject({ act: 'enrolled', accountId: person.accountId, role })
    }
  })

  it('alone may use that link, and only while they are of the desk', async () => {
    const person = await colleague('senior')
    const link = tokenIn(await (await act(admin, person.accountId, 'factor')).text())
    const other = visit(world)
    await claim(other, link)
    for (const subject of ['somebody-else', admin.subject])
      expect((await toSetUp(other, subject)).html).toContain('renews the second factor of another account')
    const { html } = await toSetUp(other, person.subject)
    expect((await act(admin, person.accountId, 'remove')).status).toBe(303)
    const late = await finish(other, html, otp(keyIn(html), world.clock.now()))
    expect([late.status, (await account(person.accountId))?.role]).toEqual([410, 'reader'])
    expect(await isInside(other)).toBe(false)
  })

  it('and readers too are signed out everywhere by an admin', async () => {
    const reader = await world.reader()
    expect((await world.request('/me', { as: reader })).status).toBe(200)
    expect((await act(admin, reader.account.id, 'sessions')).status).toBe(303)
    expect((await world.request('/me', { as: reader })).status).toBe(303)
  })

  it('each act is told with who, whom and what', async () => {
    const person = await colleague()
    acts.length = 0
    await act(admin, person.accountId, 'role', { role: 'senior' })
    await act(admin, person.accountId, 'sessions')
    await act(admin, person.accountId, 'factor')
    await act(admin, person.accountId, 'remove')
    const who = { siteId: world.site.id, byId: admin.accountId, accountId: person.accountId }
    expect(acts).toEqual([
      { ...who, act: 'role-changed', role: 'senior' },
      { ...who, act: 'sessions-ended', role: null },
      { ...who, act: 'factor-reset', role: 'senior' },
      { ...who, act: 'removed', role: 'reader' },
    ])
  })
})

describe('nobody', () => {
  it('but an admin looks or acts', async () => {
    const [senior, other] = [await colleague('senior'), await colleague()]
    const page = await senior.visitor.get('/console/people')
    expect(page.status).toBe(403)
    expect(await (await senior.visitor.get('/console')).text()).not.toContain('/console/people')
    expect((await senior.visitor.form('/console/people/invite', { role: 'admin' })).status).toBe(403)
    for (const [what, fields] of ACTS)
      expect(`${what} ${(await act(senior, other.accountId, what, fields)).status}`).toBe(`${what} 403`)
    expect(await isInside(other.visitor)).toBe(true)
  })

  it('changes the own role or second factor, or takes the last admin away', async () => {
    for (const [what, fields] of ACTS.filter(([what]) => what !== 'sessions'))
      expect(`${what} ${(await act(admin, admin.accountId, what, fields)).status}`).toBe(`${what} 403`)
    expect(await isInside(admin.visitor)).toBe(true)
  })

  it('acts on a person of another paper', async () => {
    const other = await world.services.sites.create({
      key: 'gazette',
      title: { en: 'The Gazette', ko: '가제트' },
      origins: [],
    })
    const stranger = await world.services.accounts.createStaff(other.id, 'Stranger', 'moderator')
    const token = await world.services.accounts.inviteByOperator(other.id, 'admin')
    const before = await world.services.accounts.people({ type: 'system', siteId: other.id })
    for (const [what, fields] of ACTS)
      expect(`${what} ${(await act(admin, stranger.id, what, fields)).status}`).toBe(`${what} 404`)
    const [invitation] = await world.stores.accounts.openInvitations(other.id, world.clock.now())
    const withdraw = `/console/people/invitations/${invitation?.id}/withdraw`
    expect((await admin.visitor.form(withdraw, {})).status).toBe(404)
    expect(await world.services.accounts.people({ type: 'system', siteId: other.id })).toEqual(before)
    expect(await (await admin.visitor.get('/console/people')).text()).not.toContain('Stranger')
    expect((await visit(world).form('/console/enter', { token })).status).toBe(303)
  })

  it('acts with a reader’s session, or from another site', async () => {
    const person = await colleague()
    const reader = await world.reader()
    for (const [what, fields] of ACTS) {
      const path = `/console/people/${person.accountId}/${what}`
      const cookie = `__Host-brevier_staff=${reader.token}; ${reader.cookie}`
      expect((await world.form(path, fields, undefined, { cookie })).status).toBe(401)
      const own = [...admin.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const forged = { cookie: own, origin: 'https://www.ledger.example' }
      expect((await world.form(path, fields, undefined, forged)).status).toBe(403)
    }
    expect(await isInside(person.visitor)).toBe(true)
  })
})

describe('the own settings', () => {
  const settings = async (who: Colleague) => (await who.visitor.get('/console/settings')).text()

  it('list where one is logged in, and end one or all of the others', async () => {
    const person = await colleague()
    const others: Awaited<ReturnType<typeof signIn>>[] = []
    for (let more = 0; more < 3; more += 1) {
      world.clock.advance(MINUTE)
      others.push(await signIn(world, person, otp(person.key, world.clock.now())))
    }
    const html = await settings(person)
    const [id] = [...html.matchAll(/sessions\/([0-9a-f-]{36})\/end/g)].map(([, found = '']) => found)
    expect((await person.visitor.form(`/console/settings/sessions/${id}/end`, {})).status).toBe(303)
    const inside = async () => (await Promise.all(others.map(isInside))).filter(Boolean).length
    expect(await inside()).toBe(2)
    await person.visitor.form('/console/settings/sessions/others', {})
    expect(await inside()).toBe(0)
    expect(await isInside(person.visitor)).toBe(true)
  })

  it('do not end a session of somebody else', async () => {
    const [person, other] = [await colleague(), await colleague()]
    const [session] = await world.stores.accounts.sessions(world.site.id, other.accountId)
    await person.visitor.form(`/console/settings/sessions/${session?.id}/end`, {})
    expect(await isInside(other.visitor)).toBe(true)
  })

  it('make new recovery codes for a fresh code; the old ones are void', async () => {
    const person = await colleague()
    expect(await settings(person)).toContain('10 are left')
    const renew = (code: string) => person.visitor.form('/console/settings/recovery-codes', { code })
    // The code of the enrolment is used already, and a recovery code makes no others.
    expect((await renew(otp(person.key, world.clock.now()))).status).toBe(422)
    expect((await renew(person.recoveryCodes[0] ?? '')).status).toBe(422)
    expect((await renew(wrongCode(person.key, world.clock.now()))).status).toBe(422)
    world.clock.advance(MINUTE)
    const page = await renew(otp(person.key, world.clock.now()))
    const codes = codesIn(await page.text())
    expect([page.status, new Set(codes).size]).toEqual([200, 10])
    expect(await settings(person)).not.toContain(codes[0])
    expect(await isInside(await signIn(world, person, person.recoveryCodes[1] ?? ''))).toBe(false)
    expect(await isInside(await signIn(world, person, codes[1] ?? ''))).toBe(true)
    expect(await settings(person)).toContain('9 are left')
  })

  it('count wrong codes together with those of the login', async () => {
    const person = await colleague()
    const wrong = wrongCode(person.key, world.clock.now())
    for (let tries = 0; tries < 3; tries += 1)
      await person.visitor.form('/console/settings/recovery-codes', { code: wrong })
    const visitor = visit(world)
    const attempt = await toFactor(visitor, person.subject)
    expect((await sendCode(visitor, attempt, wrong)).status).toBe(422)
    expect((await sendCode(visitor, attempt, wrong)).status).toBe(429)
  })

  it('change the language of the console', async () => {
    const person = await colleague()
    await person.visitor.form('/console/settings/language', { language: 'ko' })
    expect(await settings(person)).toContain('<html lang="ko">')
    expect((await person.visitor.form('/console/settings/language', { language: 'xx' })).status).toBe(422)
  })
})
