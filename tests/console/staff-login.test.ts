import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/kernel/clock.ts'
import { cookieHeader, visit } from '../reader/login-world.ts'
import { withFile } from '../support/desk.ts'
import {
  type Colleague,
  createStaffWorld,
  firstAdmin,
  invited,
  isInside,
  otp,
  STAFF_COOKIE,
  sendCode,
  signIn,
  throughProvider,
  toFactor,
  wrongCode,
} from '../support/staff.ts'
import type { World } from '../support/world.ts'

let world: World
let admin: Colleague
beforeAll(async () => {
  world = await createStaffWorld()
  admin = await firstAdmin(world)
})
afterAll(() => world.close())

let made = 0
/** Somebody new, whose last code was used a minute ago. */
async function colleague(): Promise<Colleague> {
  made += 1
  const person = await invited(world, admin, 'moderator', `colleague-${made}`)
  world.clock.advance(MINUTE)
  return person
}
const now = (person: Colleague, steps = 0) => otp(person.key, world.clock.now(), steps)
const sessions = (person: Colleague) =>
  withFile(world, (db) =>
    db.prepare('SELECT count(*) AS n FROM sessions WHERE account_id = ?').pluck().get(person.accountId),
  )

describe('a console login', () => {
  it('is a provider, then a code, then a session of its own', async () => {
    const person = await colleague()
    const visitor = visit(world)
    const page = await visitor.get('/console')
    expect([page.status, page.headers.get('location')]).toEqual([303, '/console/login'])
    expect(await (await visitor.get('/console/login')).text()).toContain('The Morning Ledger')
    const attempt = await toFactor(visitor, person.subject)
    expect(visitor.cookies.has(STAFF_COOKIE)).toBe(false)
    expect(await (await visitor.get(`/console/login/factor?attempt=${attempt}`)).text()).toContain(
      person.subject,
    )
    const done = await sendCode(visitor, attempt, ` ${now(person).slice(0, 3)} ${now(person).slice(3)} `)
    expect([done.status, done.headers.get('location')]).toEqual([303, '/console'])
    const cookie = done.headers.getSetCookie().find((line) => line.startsWith(STAFF_COOKIE)) ?? ''
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part)
    expect(await isInside(visitor)).toBe(true)
  })

  it.each([-1, 0, 1])('takes the code of %i steps from now', async (steps) => {
    const person = await colleague()
    expect(await isInside(await signIn(world, person, now(person, steps)))).toBe(true)
  })

  it.each([-2, 2])('refuses the code of %i steps from now', async (steps) => {
    const person = await colleague()
    expect(await isInside(await signIn(world, person, now(person, steps)))).toBe(false)
  })

  it('takes a code once, and none that is older than the last', async () => {
    const person = await colleague()
    const code = now(person)
    expect(await isInside(await signIn(world, person, code))).toBe(true)
    expect(await isInside(await signIn(world, person, code))).toBe(false)
    expect(await isInside(await signIn(world, person, now(person, -1)))).toBe(false)
    world.clock.advance(MINUTE)
    expect(await isInside(await signIn(world, person, now(person)))).toBe(true)
  })

  it('gives one session for one code that is sent twice at the same instant', async () => {
    const person = await colleague()
    const [one, other] = [visit(world), visit(world)]
    const attempts = [await toFactor(one, person.subject), await toFactor(other, person.subject)]
    const before = sessions(person)
    const code = now(person)
    const answers = await Promise.all([
      sendCode(one, attempts[0] ?? '', code),
      sendCode(one, attempts[0] ?? '', code),
      sendCode(other, attempts[1] ?? '', code),
    ])
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(sessions(person)).toBe(Number(before) + 1)
  })

  it('takes each recovery code once, however it is written', async () => {
    const person = await colleague()
    const [first = '', second = ''] = person.recoveryCodes
    expect(await isInside(await signIn(world, person, first))).toBe(true)
    expect(await isInside(await signIn(world, person, first))).toBe(false)
    expect(await isInside(await signIn(world, person, ` ${second.toLowerCase().replace('-', ' ')}`))).toBe(
      true,
    )
    const [third = ''] = person.recoveryCodes.slice(2)
    const [one, other] = [visit(world), visit(world)]
    const attempts = [await toFactor(one, person.subject), await toFactor(other, person.subject)]
    const raced = await Promise.all([
      sendCode(one, attempts[0] ?? '', third),
      sendCode(other, attempts[1] ?? '', third),
    ])
    expect(raced.map(({ status }) => status).sort()).toEqual([303, 422])
  })

  it.each(['a wrong code', 'a recovery code that is none'])(
    'rests for a quarter of an hour after five times %s',
    async (kind) => {
      const person = await colleague()
      const wrong = () => (kind === 'a wrong code' ? wrongCode(person.key, world.clock.now()) : 'ABCDE-FGHJK')
      const visitor = visit(world)
      const attempt = await toFactor(visitor, person.subject)
      for (let tries = 1; tries < 5; tries += 1)
        expect((await sendCode(visitor, attempt, wrong())).status).toBe(422)
      const fifth = await sendCode(visitor, attempt, wrong())
      expect(fifth.status).toBe(429)
      expect(await fifth.text()).toContain('15 min')
      world.clock.advance(15 * MINUTE - 1)
      expect(await isInside(await signIn(world, person, now(person)))).toBe(false)
      expect(await isInside(await signIn(world, person, person.recoveryCodes[0] ?? ''))).toBe(false)
      world.clock.advance(1)
      expect(await isInside(await signIn(world, person, now(person)))).toBe(true)
    },
  )

  it('rests no longer when the clock is a day behind after the next start', async () => {
    const person = await colleague()
    const visitor = visit(world)
    world.clock.advance(DAY)
    const attempt = await toFactor(visitor, person.subject)
    for (let tries = 1; tries <= 5; tries += 1)
      await sendCode(visitor, attempt, wrongCode(person.key, world.clock.now()))
    expect(await isInside(await signIn(world, person, now(person)))).toBe(false)
    world.clock.advance(-DAY)
    expect(await isInside(await signIn(world, person, now(person)))).toBe(true)
  })

  it('takes five guesses, not fifty, when they come at the same instant', async () => {
    const person = await colleague()
    const visitor = visit(world)
    const attempt = await toFactor(visitor, person.subject)
    const wrong = wrongCode(person.key, world.clock.now())
    const answers = await Promise.all(Array.from({ length: 50 }, () => sendCode(visitor, attempt, wrong)))
    const counted = answers.filter(({ status }) => status === 422).length
    expect(counted).toBe(4)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(46)
    expect((await sendCode(visitor, attempt, now(person))).status).toBe(429)
  })

  it('forgets the wrong codes after a right one', async () => {
    const person = await colleague()
    for (let round = 0; round < 3; round += 1) {
      const visitor = visit(world)
      const attempt = await toFactor(visitor, person.subject)
      for (let tries = 0; tries < 4; tries += 1)
        await sendCode(visitor, attempt, wrongCode(person.key, world.clock.now()))
      expect((await sendCode(visitor, attempt, now(person))).status).toBe(303)
      world.clock.advance(MINUTE)
    }
  })

  it('is for this browser, for ten minutes, and for people of the desk', async () => {
    const person = await colleague()
    const [own, other] = [visit(world), visit(world)]
    const attempt = await toFactor(own, person.subject)
    expect((await sendCode(other, attempt, now(person))).status).toBe(410)
    expect((await other.get(`/console/login/factor?attempt=${attempt}`)).status).toBe(410)
    expect((await own.get('/console/login/factor?attempt=x')).status).toBe(410)
    const reader = visit(world)
    const out = await reader.form('/console/login/x', { site: 'ledger' })
    const refused = await reader.get(await throughProvider(out, 'a-reader'))
    expect(refused.status).toBe(200)
    expect(await refused.text()).toContain('role="alert"')
    world.clock.advance(10 * MINUTE)
    expect((await sendCode(own, attempt, now(person))).status).toBe(410)
  })

  it('is no login of a reader, by any of the readers’ routes', async () => {
    const person = await colleague()
    const visitor = visit(world)
    const attempt = await toFactor(visitor, person.subject)
    const secret = 'A'.repeat(43)
    expect((await visitor.json('/login/redeem', { attempt, secret })).status).toBe(410)
    expect((await visitor.json('/login/page-token', { attempt, secret })).status).toBe(410)
    expect((await visitor.json('/login/poll', { attempt, secret })).status).toBe(410)
    expect((await visitor.form('/login/name', { attempt, name: 'x' })).status).toBe(410)
    expect([...visitor.cookies.keys()].filter((name) => !name.includes('login_'))).toEqual([])
  })

  it('replaces the session that this browser had', async () => {
    const person = await colleague()
    const visitor = await signIn(world, person, now(person))
    const old = cookieHeader(visitor.cookies)
    world.clock.advance(MINUTE)
    await sendCode(visitor, await toFactor(visitor, person.subject), now(person))
    expect(await isInside(visitor)).toBe(true)
    expect((await world.request('/console', { headers: { cookie: old } })).status).toBe(303)
  })

  it('ends with the role, at the next request, and an hour without one', async () => {
    const person = await colleague()
    const visitor = await signIn(world, person, now(person))
    expect((await admin.visitor.form(`/console/people/${person.accountId}/remove`, {})).status).toBe(303)
    expect(await isInside(visitor)).toBe(false)
    expect((await visitor.form('/console/settings/language', { language: 'ko' })).status).toBe(401)
    const other = await colleague()
    const idle = await signIn(world, other, now(other))
    world.clock.advance(HOUR)
    expect(await isInside(idle)).toBe(false)
    admin = await firstAdmin(world, 'boss')
  })

  it('asks a person whose factor was reset to enrol again', async () => {
    const person = await colleague()
    await admin.visitor.form(`/console/people/${person.accountId}/factor`, {})
    const visitor = visit(world)
    const refused = await sendCode(visitor, await toFactor(visitor, person.subject), now(person))
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('Your second factor was reset')
  })

  it('at an installation with several papers asks which one; a key that is none is not found', async () => {
    const two = await createStaffWorld()
    try {
      await two.services.sites.create({
        key: 'gazette',
        title: { en: 'The Gazette', ko: '가제트' },
        origins: [],
      })
      const visitor = visit(two)
      expect(await (await visitor.get('/console/login')).text()).toMatch(
        /The Gazette[\s\S]*The Morning Ledger|The Morning Ledger[\s\S]*The Gazette/,
      )
      expect(await (await visitor.get('/console/login?site=gazette')).text()).toContain('value="gazette"')
      expect((await visitor.get('/console/login?site=nowhere')).status).toBe(404)
    } finally {
      await two.close()
    }
  })
})
