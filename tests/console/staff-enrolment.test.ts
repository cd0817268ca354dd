import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { valueIn, visit } from '../reader/login-world.ts'
import { withFile } from '../support/desk.ts'
import {
  claim,
  codesIn,
  createStaffWorld,
  ENROL_COOKIE,
  enrol,
  finish,
  firstAdmin,
  invited,
  isInside,
  keyIn,
  otp,
  STAFF_COOKIE,
  throughProvider,
  tokenIn,
  toSetUp,
  wrongCode,
} from '../support/staff.ts'
import type { World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createStaffWorld()
})
afterAll(() => world.close())

const link = (role: 'moderator' | 'admin' = 'moderator') =>
  world.services.accounts.inviteByOperator(world.site.id, role)

/** What an enrolment writes at its end, and nothing before. */
const rows = () =>
  withFile(world, (db) =>
    ['accounts', 'identities', 'staff_factors', 'recovery_codes', 'sessions'].map((table) =>
      db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all(),
    ),
  )

const byX = (subject: string) =>
  world.stores.accounts.byIdentity(world.site.id, { provider: 'x', appId: 'app', subject })

describe('an invitation', () => {
  it('makes a colleague: name, second factor, ten recovery codes, and the console open', async () => {
    const visitor = visit(world)
    const opened = await claim(visitor, await link('admin'))
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/console/enrol'])
    const cookie = opened.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Host-brevier_enrol=[\w-]{43};/)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part)
    expect(visitor.cookies.has(STAFF_COOKIE)).toBe(false)

    const { html } = await toSetUp(visitor, 'mira')
    expect(valueIn(html, 'name')).toBe('mira at X')
    const done = await finish(visitor, html, otp(keyIn(html), world.clock.now()), '서미라')
    expect(done.status).toBe(200)
    expect(done.headers.get('cache-control')).toBe('private, no-store')
    const staff = done.headers.getSetCookie().find((line) => line.startsWith(STAFF_COOKIE)) ?? ''
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(staff).toContain(part)
    const codes = codesIn(await done.text())
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(await isInside(visitor)).toBe(true)
    expect(visitor.cookies.has(ENROL_COOKIE)).toBe(false)
    expect(await byX('mira')).toMatchObject({ displayName: '서미라', role: 'admin' })
  })

  it('keeps neither the key nor a recovery code nor the link as it is', async () => {
    const token = await link()
    const colleague = await enrol(world, token, 'keeper')
    const text = withFile(world, (db) =>
      JSON.stringify(
        ['staff_factors', 'recovery_codes', 'staff_invitations', 'login_attempts', 'sessions'].map((table) =>
          db.prepare(`SELECT * FROM ${table}`).all(),
        ),
      ),
    )
    for (const secret of [
      token,
      colleague.key,
      ...colleague.recoveryCodes,
      ...colleague.recoveryCodes.map((code) => code.replace('-', '')),
    ])
      expect(text).not.toContain(secret)
    expect(world.log.join('\n')).not.toContain(token)
  })

  it('gives a reader of the site the role; the older sessions of that person end', async () => {
    const reader = await world.reader('Maya Okafor')
    withFile(world, (db) =>
      db
        .prepare(
          "INSERT INTO identities (site_id, provider, app_id, subject, account_id, linked_at) VALUES (?, 'x', 'app', 'maya', ?, 0)",
        )
        .run(world.site.id, reader.account.id),
    )
    const colleague = await enrol(world, await link(), 'maya', 'Somebody Else')
    expect(await byX('maya')).toMatchObject({
      id: reader.account.id,
      displayName: 'Maya Okafor',
      role: 'moderator',
    })
    expect(await isInside(colleague.visitor)).toBe(true)
    expect((await world.request('/me', { as: reader })).status).toBe(303)
  })

  it('works once, in the browser that opened it first', async () => {
    const token = await link()
    const [first, second] = [visit(world), visit(world)]
    expect((await claim(first, token)).status).toBe(303)
    const again = await claim(second, token)
    expect(again.status).toBe(403)
    expect(again.headers.get('set-cookie')).toBeNull()
    expect((await second.get('/console/enrol')).status).toBe(410)
    expect((await second.form('/console/enrol/x', {})).status).toBe(410)
    const { html } = await toSetUp(first, 'once')
    // The set-up page's form, sent by another browser that knows everything but the cookies.
    expect((await finish(second, html, otp(keyIn(html), world.clock.now()))).status).toBe(410)
    expect((await finish(first, html, otp(keyIn(html), world.clock.now()))).status).toBe(200)
    expect((await finish(first, html, otp(keyIn(html), world.clock.now(), 1))).status).toBe(410)
    expect((await claim(visit(world), token)).status).toBe(403)
  })

  it('is opened by one of many who try at the same instant', async () => {
    const token = await link()
    const tried = await Promise.all(Array.from({ length: 8 }, () => claim(visit(world), token)))
    expect(tried.filter(({ status }) => status === 303)).toHaveLength(1)
  })

  it('of the operator lives thirty minutes, of a colleague 48 hours', async () => {
    const admin = await firstAdmin(world, 'timekeeper')
    const [late, inTime] = [await link(), await link()]
    const colleagues = tokenIn(
      await (await admin.visitor.form('/console/people/invite', { role: 'senior' })).text(),
    )
    world.clock.advance(30 * MINUTE - 1)
    expect((await claim(visit(world), inTime)).status).toBe(303)
    world.clock.advance(1)
    expect((await claim(visit(world), late)).status).toBe(403)
    world.clock.advance(48 * HOUR - 30 * MINUTE - 1)
    const opened = visit(world)
    expect((await claim(opened, colleagues)).status).toBe(303)
    expect((await opened.get('/console/enrol')).status).toBe(200)
    world.clock.advance(1)
    expect((await opened.get('/console/enrol')).status).toBe(410)
    expect((await opened.form('/console/enrol/x', {})).status).toBe(410)
  })

  it('that is abandoned at any step changes nothing', async () => {
    const visitor = visit(world)
    const before = rows()
    await claim(visitor, await link('admin'))
    const { html, path } = await toSetUp(visitor, 'nobody')
    const attempt = valueIn(html, 'attempt')
    expect((await finish(visitor, html, wrongCode(keyIn(html), world.clock.now()))).status).toBe(422)
    // No name at all, and one that reads like a colleague's.
    for (const name of ['\u202E', 'Ѕeo Mira'])
      expect((await finish(visitor, html, otp(keyIn(html), world.clock.now()), name)).status).toBe(422)
    // The reader's form for a name would make an account.
    expect((await visitor.form('/login/name', { attempt, name: 'Nobody', lang: 'en' })).status).toBe(410)
    expect((await visitor.form('/login/link', { attempt, lang: 'en' })).status).toBe(401)
    world.clock.advance(10 * MINUTE)
    expect((await visitor.get(path)).status).toBe(410)
    expect(rows()).toEqual(before)
    // The invitation waits: the same key is shown when the person comes back.
    const again = await toSetUp(visitor, 'nobody')
    expect(keyIn(again.html)).toBe(keyIn(html))
    expect(
      (await finish(visitor, again.html, otp(keyIn(html), world.clock.now()), 'Nobody Yet')).status,
    ).toBe(200)
  })

  it('is worth nothing once its maker is no admin any more, or has withdrawn it', async () => {
    const admin = await firstAdmin(world, 'leaver')
    const other = await firstAdmin(world, 'stayer')
    const make = async () =>
      tokenIn(await (await admin.visitor.form('/console/people/invite', { role: 'admin' })).text())
    const claimed = visit(world)
    await claim(claimed, await make())
    const { html } = await toSetUp(claimed, 'accomplice')
    const fresh = await make()
    const open = async () => {
      const page = await (await other.visitor.get('/console/people')).text()
      return [...page.matchAll(/invitations\/([0-9a-f-]{36})\/withdraw/g)].map(([, id = '']) => id)
    }
    const before = await open()
    const withdrawn = await make()
    const id = (await open()).find((one) => !before.includes(one)) ?? ''
    const path = `/console/people/invitations/${id}/withdraw`
    // The second press, or the other tab, is told that it was closed before.
    for (const done of ['withdrawn', 'closed']) {
      const answer = await other.visitor.form(path, {})
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/console/people?done=${done}`])
    }
    expect((await claim(visit(world), withdrawn)).status).toBe(403)
    expect((await other.visitor.form(`/console/people/${admin.accountId}/remove`, {})).status).toBe(303)
    expect((await claim(visit(world), fresh)).status).toBe(403)
    expect((await finish(claimed, html, otp(keyIn(html), world.clock.now()))).status).toBe(410)
    expect(await byX('accomplice')).toBeNull()
  })

  it('of a colleague replaces no second factor; the operator’s own link does', async () => {
    const admin = await firstAdmin(world, 'chief')
    const senior = await invited(world, admin, 'senior', 'sun')
    const visitor = visit(world)
    await claim(
      visitor,
      tokenIn(await (await admin.visitor.form('/console/people/invite', { role: 'admin' })).text()),
    )
    const { html } = await toSetUp(visitor, 'sun')
    const refused = await finish(visitor, html, otp(keyIn(html), world.clock.now()))
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('You belong to this desk already')
    expect((await byX('sun'))?.role).toBe('senior')
    expect(await isInside(senior.visitor)).toBe(true)
    const renewed = await enrol(world, await link('admin'), 'sun')
    expect(renewed.key).not.toBe(senior.key)
    expect((await byX('sun'))?.role).toBe('admin')
  })

  it('never takes the last admin away', async () => {
    const small = await createStaffWorld()
    try {
      await firstAdmin(small, 'only')
      const visitor = visit(small)
      await claim(visitor, await small.services.accounts.inviteByOperator(small.site.id, 'moderator'))
      const { html } = await toSetUp(visitor, 'only')
      expect((await finish(visitor, html, otp(keyIn(html), small.clock.now()))).status).toBe(409)
    } finally {
      await small.close()
    }
  })

  it('cannot be finished with the attempt of another purpose, or of another invitation', async () => {
    const visitor = visit(world)
    await claim(visitor, await link())
    const { html } = await toSetUp(visitor, 'mixed')
    const staff = await visitor.form('/console/login/x', { site: 'ledger' })
    const back = await visitor.get(await throughProvider(staff, 'mira'))
    const attempt =
      new URL(back.headers.get('location') ?? '', world.publicUrl).searchParams.get('attempt') ?? ''
    const code = otp(keyIn(html), world.clock.now())
    expect((await visitor.form('/console/enrol', { attempt, name: 'x', code })).status).toBe(410)
    await claim(visitor, await link('admin'))
    expect((await finish(visitor, html, code)).status).toBe(410)
  })

  it('shows the key as a QR code that needs no style and no script', async () => {
    const visitor = visit(world)
    await claim(visitor, await link())
    const { html } = await toSetUp(visitor, 'qr')
    expect(html).toMatch(/<svg class="qr"[^>]*role="img" aria-label="QR code/)
    expect(html).not.toMatch(/<script(?! type="module")|style=/)
    expect(keyIn(html)).toMatch(/^[A-Z2-7]{32}$/)
    world.clock.advance(SECOND)
  })
})
