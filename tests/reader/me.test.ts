import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/kernel/clock.ts'
import { withFile } from '../support/desk.ts'
import type { World } from '../support/world.ts'
import {
  approve,
  chooseName,
  createLoginWorld,
  isSignedIn,
  linkIn,
  PUBLIC_URL,
  signInByPage,
  startPopup,
  unescapeHtml,
  type Visitor,
  valueIn,
  visit,
} from './login-world.ts'

const HOSTILE = '=HYPERLINK("https://evil.example")</textarea><script>alert(1)</script>'

let world: World
beforeAll(async () => {
  world = await createLoginWorld()
})
afterAll(() => world.close())

/** A reader of their own for each test. */
async function aReader(persona = 'maya', name = 'Maya Okafor'): Promise<Visitor> {
  const visitor = visit(world)
  const answer = await signInByPage(visitor, world.article, persona, name)
  expect(answer.status).toBe(303)
  return visitor
}

async function write(visitor: Visitor, text: string): Promise<Response> {
  return visitor.form(`/a/${world.article.id}/comments`, {
    text,
    lang: 'en',
    parent: '',
    article: world.article.id,
  })
}

async function accountOf(visitor: Visitor): Promise<string> {
  return (await visitor.get('/me/account?lang=en')).text()
}

describe('the own page', () => {
  it('sends whoever is not logged in to the login, and back to the own page', async () => {
    const visitor = visit(world)
    const away = await visitor.get('/me?lang=ko')
    expect([away.status, away.headers.get('location')]).toEqual([303, '/login?lang=ko'])
    const page = await (await visitor.get('/login?lang=en')).text()
    expect(page).toContain('action="/login/x"')
    expect(page).toContain('href="/login?site=ledger&amp;lang=ko"')
    const leave = await visitor.form('/login/x', { site: valueIn(page, 'site'), lang: 'en' })
    const back = await visitor.get(await approve(new URL(linkIn(await leave.text())), 'emoji'))
    const named = await chooseName(visitor, await back.text(), 'Juno')
    expect([named.status, named.headers.get('location')]).toEqual([303, '/me?lang=en'])
    expect(await accountOf(visitor)).toContain('Logged in as Juno')
  })

  it('is closed to page tokens and to the desk’s sessions', async () => {
    const staff = await world.staff()
    const page = await world.request('/me/account', { headers: { cookie: staff.cookie } })
    expect(page.status).toBe(303)
    const bearer = await world.request('/me/account', { headers: { authorization: `Bearer ${staff.token}` } })
    expect(bearer.status).toBe(303)
  })

  it('does nothing for a form of another site', async () => {
    const visitor = await aReader()
    for (const path of [
      '/me/name',
      '/me/sessions/end',
      '/me/logins/add',
      '/me/logins/remove',
      '/me/data',
      '/me/erase',
    ]) {
      const answer = await world.form(path, { name: 'Evil' }, undefined, {
        origin: 'https://www.ledger.example',
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      })
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect(await accountOf(visitor)).not.toContain('erased on')
  })
})

describe('a name', () => {
  it('is changed once a day, for earlier comments too', async () => {
    const visitor = await aReader('seojun', '박서준')
    await write(visitor, 'A comment under the earlier name')
    expect((await visitor.form('/me/name', { name: '서준', lang: 'ko' })).status).toBe(303)
    expect(await (await visitor.get('/me?lang=ko')).text()).toContain('>서준</strong>')
    const again = await visitor.form('/me/name', { name: '박서준', lang: 'en' })
    expect([again.status, await again.text()]).toEqual([429, expect.stringContaining('once a day')])
    world.clock.advance(DAY)
    expect((await visitor.form('/me/name', { name: '박서준', lang: 'en' })).status).toBe(303)
  })

  it('never looks like somebody of the desk, the paper or a role', async () => {
    await world.staff('Min Park')
    const visitor = await aReader('rtl', 'Salma')
    for (const name of ['Mіn Pаrk', 'The Morning Ledger', '관리자', 'Moderator ✅']) {
      const answer = await visitor.form('/me/name', { name, lang: 'en' })
      expect([name, answer.status]).toEqual([name, 422])
      const page = await answer.text()
      expect(page).toContain('role="alert"')
      // What was typed is there to be changed.
      expect(valueIn(page, 'name')).toBe(name)
    }
    expect(await accountOf(visitor)).toContain('Logged in as Salma')
  })
})

describe('logins', () => {
  beforeEach(() => world.clock.advance(HOUR))

  async function startAdding(visitor: Visitor, persona: string): Promise<string> {
    const leave = await visitor.form('/me/logins/add', { provider: 'facebook', lang: 'en' })
    return approve(new URL(linkIn(await leave.text())), persona)
  }

  it('are added after a page that says what it means, and open the same account', async () => {
    const visitor = await aReader('long', 'Wilhelmina')
    const consent = await (await visitor.get(await startAdding(visitor, 'long'))).text()
    expect(consent).toContain('same person')
    expect(await accountOf(visitor)).not.toContain('value="sandbox:facebook"')
    const agreed = await visitor.form('/login/link', { attempt: valueIn(consent, 'attempt'), lang: 'en' })
    expect([agreed.status, agreed.headers.get('location')]).toEqual([303, '/me/account?lang=en#logins'])
    const other = visit(world)
    const page = await other.form('/login/facebook', { site: world.site.key, lang: 'en' })
    await other.get(await approve(new URL(linkIn(await page.text())), 'long'))
    expect(await accountOf(other)).toContain('Logged in as Wilhelmina')
  })

  it('of another account are refused, never merged', async () => {
    const first = visit(world)
    const page = await first.form('/login/facebook', { site: world.site.key, lang: 'en' })
    const named = await first.get(await approve(new URL(linkIn(await page.text())), 'no-avatar'))
    await chooseName(first, await named.text(), 'Ines')
    const second = await aReader('protected', 'Tomás')
    const refused = await (await second.get(await startAdding(second, 'no-avatar'))).text()
    expect(refused).toContain('already belongs to another reader account')
    expect(await accountOf(second)).toContain('Logged in as Tomás')
    expect(await accountOf(first)).toContain('Logged in as Ines')
  })

  it('need a login of the last ten minutes', async () => {
    const visitor = await aReader()
    world.clock.advance(10 * MINUTE)
    const answer = await visitor.form('/me/logins/add', { provider: 'facebook', lang: 'en' })
    expect(answer.status).toBe(403)
    expect(unescapeHtml(await answer.text())).toContain('/login?site=ledger&lang=en')
  })

  it('begun by one reader are not finished by another in the same browser', async () => {
    const visitor = await aReader('namesake-one', 'Alex Kim')
    const consent = await (await visitor.get(await startAdding(visitor, 'namesake-one'))).text()
    await signInByPage(visitor, world.article, 'namesake-two', 'Alex Kim')
    const answer = await visitor.form('/login/link', { attempt: valueIn(consent, 'attempt'), lang: 'en' })
    expect(answer.status).toBe(410)
    expect(await accountOf(visitor)).not.toContain('value="sandbox:facebook"')
  })

  it('are removed after a question, and what they opened or had begun is over; the last one stays', async () => {
    const visitor = await aReader('handle-before', 'Robin')
    const consent = await (await visitor.get(await startAdding(visitor, 'handle-before'))).text()
    await visitor.form('/login/link', { attempt: valueIn(consent, 'attempt'), lang: 'en' })
    const phone = visit(world)
    const page = await phone.form('/login/facebook', { site: world.site.key, lang: 'en' })
    await phone.get(await approve(new URL(linkIn(await page.text())), 'handle-before'))
    expect(await isSignedIn(phone)).toBe(true)
    const identity = {
      provider: 'sandbox:facebook',
      app: 'sandbox-facebook',
      subject: '10150000000000009',
      lang: 'en',
    }
    // Has come back from Facebook, and waits to be let in.
    const waiting = visit(world)
    const { attempt, secret, authorizationUrl } = await startPopup(waiting, world.article, 'facebook')
    await waiting.get(await approve(authorizationUrl, 'handle-before'))
    const asked = await (await visitor.form('/me/logins/remove', identity)).text()
    expect(asked).toContain('name="confirmed"')
    expect(await isSignedIn(phone)).toBe(true)
    expect((await visitor.form('/me/logins/remove', { ...identity, confirmed: 'yes' })).status).toBe(303)
    expect([await isSignedIn(phone), await isSignedIn(visitor)]).toEqual([false, true])
    expect((await waiting.json('/login/redeem', { attempt, secret })).status).toBe(410)
    const last = { provider: 'sandbox:x', app: 'sandbox-x', subject: '1500000000000000009', confirmed: 'yes' }
    expect((await visitor.form('/me/logins/remove', { ...last, lang: 'en' })).status).toBe(409)
  })
})

describe('devices', () => {
  it('are listed, and ended one by one or all others at once', async () => {
    const here = await aReader()
    world.clock.advance(MINUTE)
    const there = await aReader()
    world.clock.advance(MINUTE)
    const elsewhere = await aReader()
    const sessions = (await accountOf(here)).matchAll(/name="session" value="([^"]+)"/g)
    const [newest] = Array.from(sessions, ([, id]) => id ?? '')
    expect((await here.form('/me/sessions/end', { session: newest ?? '', lang: 'en' })).status).toBe(303)
    expect(await isSignedIn(elsewhere)).toBe(false)
    expect(await isSignedIn(there)).toBe(true)
    await here.form('/me/sessions/end', { lang: 'en' })
    expect([await isSignedIn(there), await isSignedIn(here)]).toEqual([false, true])
  })

  it('of another reader cannot be ended', async () => {
    const [mine, other] = [await aReader(), await aReader('emoji', 'Juno')]
    await aReader('emoji', 'Juno')
    const id = /name="session" value="([^"]+)"/.exec(await accountOf(other))?.[1] ?? ''
    await mine.form('/me/sessions/end', { session: id, lang: 'en' })
    expect(await accountOf(other)).toContain(id)
  })
})

describe('the download', () => {
  it('holds comments with their state, logins and devices, and runs no formula', async () => {
    const visitor = await aReader()
    await write(visitor, HOSTILE)
    const answer = await visitor.form('/me/data', { lang: 'en' })
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    const json = JSON.parse(strFromU8(files['data.json'] ?? new Uint8Array()))
    expect(json.account.displayName).toBe('Maya Okafor')
    const { headline, url: address } = world.article
    expect(json.comments).toContainEqual(
      expect.objectContaining({ text: HOSTILE, state: 'pending', headline, address, law: '' }),
    )
    expect(json.logins).toEqual([expect.objectContaining({ provider: 'sandbox:x' })])
    expect(strFromU8(files['comments.csv'] ?? new Uint8Array())).toContain(`"'=HYPERLINK`)
    expect(Object.keys(files).sort()).toEqual([
      'appeals.csv',
      'comments.csv',
      'data.json',
      'logins.csv',
      'messages.csv',
      'reports.csv',
      'restrictions.csv',
      'sessions.csv',
      'strikes.csv',
    ])
    expect(JSON.stringify(json)).not.toContain('tokenHash')
  })
})

describe('erasing', () => {
  it('of one account that fails keeps nobody else’s from its time', async () => {
    const [stuck, next] = [await world.reader('Stuck'), await world.reader('Next')]
    for (const { account } of [stuck, next]) {
      const wish = { erasureAt: world.clock.now() + DAY, keepSessionId: '' }
      await world.stores.accounts.requestErasure(world.site.id, account.id, wish)
      world.clock.advance(MINUTE)
    }
    const trigger = `CREATE TRIGGER stuck BEFORE UPDATE OF erased_at ON accounts WHEN old.id = '${stuck.account.id}'
      BEGIN SELECT RAISE(ABORT, 'stuck'); END`
    withFile(world, (db) => db.exec(trigger))
    world.clock.advance(DAY)
    await expect(world.services.accounts.eraseDue()).rejects.toThrow('stuck')
    withFile(world, (db) => db.exec('DROP TRIGGER stuck'))
    const erasedAt = async (id: string) => (await world.stores.accounts.byId(world.site.id, id))?.erasedAt
    expect(await erasedAt(next.account.id)).toBe(world.clock.now())
    expect(await erasedAt(stuck.account.id)).toBeNull()
    expect(await world.services.accounts.eraseDue()).toBe(1)
    expect(await erasedAt(stuck.account.id)).toBe(world.clock.now())
  })

  it('waits a day, can be taken back, and then leaves no name and no text', async () => {
    const visitor = await aReader('handle-after', 'Robin')
    const other = await aReader()
    await write(visitor, 'A sentence that will be gone')
    const cookie = (who: Visitor) => [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    expect(await (await visitor.get('/me/erase?lang=en')).text()).toContain('24 hours')
    const second = await aReader('handle-after', 'Robin')
    expect((await visitor.form('/me/erase', { lang: 'en' })).status).toBe(303)
    expect([await isSignedIn(second), await isSignedIn(visitor)]).toEqual([false, true])
    world.clock.advance(23 * HOUR)
    await world.services.accounts.eraseDue()
    expect(await accountOf(visitor)).toContain('will be erased on')
    expect((await visitor.form('/me/erase/cancel', { lang: 'en' })).status).toBe(303)
    world.clock.advance(2 * HOUR)
    await world.services.accounts.eraseDue()
    expect(await accountOf(visitor)).toContain('Logged in as Robin')

    const again = await aReader('handle-after', 'Robin')
    await again.form('/me/erase', { lang: 'en' })
    world.clock.advance(DAY)
    await world.services.accounts.eraseDue()
    expect(await isSignedIn(again)).toBe(false)
    const late = await world.form('/me/erase/cancel', { lang: 'en' }, undefined, {
      cookie: cookie(again),
      origin: PUBLIC_URL,
    })
    expect(late.status).toBe(401)
    expect(await isSignedIn(other)).toBe(true)
    const back = visit(world)
    const named = await signInByPage(back, world.article, 'handle-after', 'Robin again')
    expect(named.status).toBe(303)
    expect(await (await back.get('/me?lang=en')).text()).toContain('You have not written anything yet')
  })
})
