import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../src/features/accounts/crypto.ts'
import { HOUR, MINUTE } from '../../src/kernel/clock.ts'
import { submit } from '../support/desk.ts'
import { type NoticeChange, sign, signedRequest } from '../support/signed-request.ts'
import type { Person, World } from '../support/world.ts'
import {
  APP,
  createNoticeWorld,
  facebookIdentity,
  isSignedIn,
  link,
  member,
  notice,
  post,
  rows,
  SECRET,
  signIn,
  wish,
} from './notice-world.ts'

let world: World
let people = 0
let subject = ''
let maya: Person
const xIdentity = () => ({ provider: 'x', appId: 'x-app', subject: `x${subject}` })

beforeAll(async () => {
  world = await createNoticeWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  people += 1
  subject = `10${people}`
  maya = await member(world, facebookIdentity(subject))
})

const accountOf = ({ account }: Person) => world.stores.accounts.byId(account.siteId, account.id)
const discussion = async () => (await world.request(`/a/${world.article.id}`)).text()
async function otherSite() {
  const key = `other-${people}`
  return world.services.sites.create({
    key,
    title: { en: 'Other', ko: '다른' },
    origins: ['https://o.example'],
  })
}

async function answerOf(response: Response): Promise<{ url: string; confirmation_code: string }> {
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  return (await response.json()) as { url: string; confirmation_code: string }
}

async function statusPage(url: string, language = 'en'): Promise<string> {
  const page = await world.request(`${new URL(url).pathname}?lang=${language}`)
  expect(page.status).toBe(200)
  return page.text()
}

describe('a person who removes the app at Facebook', () => {
  it('is signed out wherever Facebook had opened the door, on every site; account and comments stay', async () => {
    const there = await member(world, facebookIdentity(subject), await otherSite())
    const phone = await signIn(world, maya.account, facebookIdentity(subject))
    const byX = await signIn(world, maya.account, xIdentity())
    const comment = await submit(world, maya, `Deauthorized ${subject}.`)
    const answer = await notice(world, 'deauthorize', wish(world, subject))
    expect(answer.status).toBe(200)
    for (const gone of [maya, phone, there]) expect(await isSignedIn(world, gone)).toBe(false)
    expect(await isSignedIn(world, byX)).toBe(true)
    expect(await accountOf(maya)).toMatchObject({ displayName: 'Maya Okafor', erasedAt: null })
    expect((await world.services.comments.byId(world.site.id, comment.id))?.state).toBe('published')
    expect(await world.stores.accounts.byIdentity(world.site.id, facebookIdentity(subject))).not.toBeNull()
  })

  it('and comes back later is not signed out by a copy of the old notice', async () => {
    const old = wish(world, subject)
    await notice(world, 'deauthorize', old)
    world.clock.advance(6 * MINUTE)
    const again = await signIn(world, maya.account, facebookIdentity(subject))
    expect((await notice(world, 'deauthorize', old)).status).toBe(200)
    expect(await isSignedIn(world, again)).toBe(true)
  })

  it('says nothing about another person, nor about the same number in another app', async () => {
    const other = await member(world, facebookIdentity(`9${subject}`))
    const elsewhere = await member(world, facebookIdentity(subject, '999'))
    await notice(world, 'deauthorize', wish(world, subject))
    await notice(world, 'data-deletion', wish(world, subject))
    for (const person of [other, elsewhere]) {
      expect(await isSignedIn(world, person)).toBe(true)
      expect((await accountOf(person))?.erasedAt).toBeNull()
    }
  })
})

describe('a person who wants the data deleted at Facebook', () => {
  it('and has no other login is erased at once: name, login, session and text, also from the cached page', async () => {
    const text = `To be deleted ${subject}.`
    const comment = await submit(world, maya, text)
    await discussion()
    expect(await discussion()).toContain(text)
    const { url, confirmation_code: code } = await answerOf(
      await notice(world, 'data-deletion', wish(world, subject)),
    )
    expect(code).toMatch(/^[0-9a-f]{32}$/)
    expect(url).toBe(`${world.publicUrl}/data-deletion/${code}`)
    expect(await discussion()).not.toContain(text)
    expect(await world.services.comments.byId(world.site.id, comment.id)).toMatchObject({
      state: 'purged',
      body: '',
    })
    expect(await accountOf(maya)).toMatchObject({ erasedAt: world.clock.now() })
    expect((await accountOf(maya))?.displayName).not.toContain('Maya')
    expect(await isSignedIn(world, maya)).toBe(false)
    expect(rows(world, `SELECT * FROM screenings WHERE comment_id = '${comment.id}'`)).toEqual([])
  })

  it('and has another login loses this one alone; account, comments and the other session stay', async () => {
    link(world, maya, xIdentity())
    const byX = await signIn(world, maya.account, xIdentity())
    const comment = await submit(world, maya, `Kept ${subject}.`)
    const { url } = await answerOf(await notice(world, 'data-deletion', wish(world, subject)))
    expect(await isSignedIn(world, maya)).toBe(false)
    expect(await isSignedIn(world, byX)).toBe(true)
    expect(await world.stores.accounts.identities(world.site.id, maya.account.id)).toMatchObject([
      xIdentity(),
    ])
    expect((await world.services.comments.byId(world.site.id, comment.id))?.state).toBe('published')
    expect(await statusPage(url)).toContain('The Facebook login of an account')
  })

  it('is found on every site of the installation', async () => {
    const there = await member(world, facebookIdentity(subject), await otherSite())
    const { url } = await answerOf(await notice(world, 'data-deletion', wish(world, subject)))
    for (const person of [maya, there]) expect((await accountOf(person))?.erasedAt).not.toBeNull()
    expect(await statusPage(url)).toContain('at 2 newspapers')
  })

  it('gets the same answer for a copy, which does nothing to an account made since', async () => {
    const signed = wish(world, subject)
    const first = await answerOf(await notice(world, 'data-deletion', signed))
    const later = await member(world, facebookIdentity(subject))
    world.clock.advance(MINUTE)
    expect(await answerOf(await notice(world, 'data-deletion', signed))).toEqual(first)
    expect(await isSignedIn(world, later)).toBe(true)
    expect((await accountOf(later))?.erasedAt).toBeNull()
  })

  it('gets one answer for two copies that arrive at once, and is counted once', async () => {
    const signed = wish(world, subject)
    const answers = await Promise.all(
      [1, 2, 3].map(async () => answerOf(await notice(world, 'data-deletion', signed))),
    )
    expect(new Set(answers.map(({ url }) => url)).size).toBe(1)
    const hash = await sha256Hex(answers[0]?.confirmation_code ?? '')
    expect(rows(world, `SELECT erased, unlinked FROM deletion_requests WHERE code_hash = '${hash}'`)).toEqual(
      [{ erased: 1, unlinked: 0 }],
    )
  })

  it('gets the same kind of answer when nobody here is known by that login', async () => {
    const { url, confirmation_code: code } = await answerOf(
      await notice(world, 'data-deletion', wish(world, '77777')),
    )
    expect(code).toMatch(/^[0-9a-f]{32}$/)
    expect(await statusPage(url)).toContain('Nothing: no account here had this Facebook login')
  })

  it('leaves no name and no code behind, on disk or in the log', async () => {
    const { confirmation_code: code } = await answerOf(
      await notice(world, 'data-deletion', wish(world, subject)),
    )
    const kept = JSON.stringify(rows(world, 'SELECT * FROM deletion_requests'))
    expect(kept).not.toContain(code)
    for (const line of [...world.log, kept]) {
      expect(line).not.toContain(SECRET)
      expect(line).not.toContain(`"${subject}"`)
    }
  })

  it('from the desk loses the role; when nobody is left who gives roles, the log says so loudly', async () => {
    const site = await otherSite()
    const moderator = await member(world, facebookIdentity(`2${subject}`), site, 'moderator')
    const admin = await member(world, facebookIdentity(`3${subject}`), site, 'admin')
    world.log.length = 0
    await notice(world, 'data-deletion', wish(world, `2${subject}`))
    await notice(world, 'data-deletion', wish(world, `3${subject}`))
    for (const person of [moderator, admin])
      expect(await accountOf(person)).toMatchObject({ role: 'reader', erasedAt: world.clock.now() })
    expect(world.log.filter((line) => /^(warn|error)/.test(line))).toEqual([
      expect.stringMatching(/^warn a person of the desk is gone/),
      expect.stringMatching(/^error the LAST ADMIN of this site is gone/),
    ])
  })
})

describe('a login that is under way', () => {
  /** Back from Facebook, before the session. */
  async function underWay(status: 'done' | 'name-needed') {
    const { accounts } = world.stores
    const started = await world.services.accounts.startLogin({
      siteId: world.site.id,
      articleId: null,
      provider: 'facebook',
      flow: 'page',
      redeemHash: null,
      draft: '',
      parentId: null,
      language: 'en',
    })
    const attempt = await accounts.attempt(started.attemptId)
    const { stateHash = '', browserHash = '' } = attempt ?? {}
    await accounts.claimState({ stateHash, browserHash, now: world.clock.now() })
    await accounts.identifyAttempt(started.attemptId, {
      status,
      identity: facebookIdentity(subject),
      suggestedName: 'Maya',
      accountId: status === 'done' ? maya.account.id : null,
      login: { provider: 'facebook', appId: 'app', month: '2026-06' },
      now: world.clock.now(),
    })
    return started
  }

  it('ends when the person removes the app', async () => {
    const { attemptId, browserToken } = await underWay('done')
    await notice(world, 'deauthorize', wish(world, subject))
    const login = world.services.accounts.completeLogin(attemptId, browserToken, '')
    await expect(login).rejects.toMatchObject({ type: 'attempt-expired' })
  })

  it('makes no account anew when the person wants the data deleted', async () => {
    const { attemptId, browserToken } = await underWay('name-needed')
    await notice(world, 'data-deletion', wish(world, subject))
    const login = world.services.accounts.confirmName(attemptId, browserToken, 'Maya')
    await expect(login).rejects.toMatchObject({ type: 'attempt-expired' })
  })
})

describe('the status page', () => {
  it('says in both languages what went, when, and what is kept; nobody keeps or indexes it', async () => {
    const { url } = await answerOf(await notice(world, 'data-deletion', wish(world, subject)))
    const english = await statusPage(url)
    expect(english).toContain('<html lang="en">')
    expect(english).toContain('Your account: its name, its login')
    expect(english).toContain(`<time datetime="${new Date(world.clock.now()).toISOString()}"`)
    expect(english).toContain('What is kept, and why')
    expect(english).toContain('noindex')
    const korean = await statusPage(url, 'ko')
    expect(korean).toContain('<html lang="ko">')
    expect(korean).toContain('남겨 둔 정보와 이유')
    const { headers } = await world.request(new URL(url).pathname)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  it.each(['0'.repeat(32), 'x', '0'.repeat(31), '%27%3Cscript%3E', 'A'.repeat(5_000)])(
    'for a code that nobody was given is a page that says so: %s',
    async (code) => {
      const page = await world.request(`/data-deletion/${code}`)
      expect(page.status).toBe(404)
      const html = await page.text()
      expect(html).toContain('No request with this code')
      expect(html).not.toContain('<script')
    },
  )
})

describe('a notice that is not a good one of this app', () => {
  const KINDS = ['deauthorize', 'data-deletion'] as const
  const made = (change: NoticeChange, secret = SECRET) =>
    signedRequest(subject, secret, world.clock.now(), change)
  const parts = () => {
    const [signature = '', payload = ''] = wish(world, subject).split('.')
    return { signature, payload }
  }
  const seconds = (ms: number) => Math.floor((world.clock.now() + ms) / 1_000)
  const other = () => Buffer.from(JSON.stringify({ user_id: subject })).toString('base64url')

  const cases: [string, number, () => string][] = [
    ['of another app’s secret', 403, () => made({}, 'another-secret')],
    ['with another payload under the signature', 403, () => `${parts().signature}.${other()}`],
    ['with another signature', 403, () => `${'A'.repeat(43)}.${parts().payload}`],
    ['with a shorter signature', 403, () => `${parts().signature.slice(0, 42)}A.${parts().payload}`],
    ['signed by SHA-1', 403, () => made({ hash: 'sha1' })],
    ['signed by SHA-512', 403, () => made({ hash: 'sha512' })],
    ['naming another algorithm', 403, () => made({ algorithm: 'HMAC-SHA1' })],
    ['naming no algorithm', 403, () => made({ algorithm: 'none' })],
    ['naming it in small letters', 403, () => made({ algorithm: 'hmac-sha256' })],
    ['with a list for its algorithm', 403, () => made({ algorithm: ['HMAC-SHA256'] })],
    ['an hour and a second old', 403, () => made({ issuedAt: seconds(-HOUR) - 1 })],
    ['six minutes ahead', 403, () => made({ issuedAt: seconds(6 * MINUTE) })],
    ['with a padded signature', 400, () => `${parts().signature}=.${parts().payload}`],
    ['with a padded payload', 400, () => `${parts().signature}.${parts().payload}=`],
    ['with a payload padded before signing', 400, () => sign(`${parts().payload}==`, SECRET)],
    ['in the ordinary alphabet', 400, () => `+/${parts().signature.slice(2)}.${parts().payload}`],
    ['with illegal characters', 400, () => `${parts().signature}.${parts().payload}%`],
    ['with Hangul in it', 400, () => `${parts().signature}.가${parts().payload}`],
    ['with white space in it', 400, () => ` ${parts().signature}.${parts().payload}`],
    ['with one part', 400, () => parts().payload],
    ['with three parts', 400, () => `${wish(world, subject)}.x`],
    ['with empty parts', 400, () => '.'],
    ['empty', 400, () => ''],
    ['that is no JSON', 400, () => made({ payload: 'no json' })],
    ['that is no UTF-8', 400, () => sign(Buffer.from([0xff, 0xfe]).toString('base64url'), SECRET)],
    ['that is a JSON list', 403, () => made({ payload: [] })],
    ['that is null', 403, () => made({ payload: null })],
    ['without a person', 400, () => signedRequest(undefined, SECRET, world.clock.now())],
    ['with a number for the person', 400, () => signedRequest(Number(subject), SECRET, world.clock.now())],
    ['with letters for the person', 400, () => signedRequest('abc', SECRET, world.clock.now())],
    ['with 65 digits', 400, () => signedRequest('1'.repeat(65), SECRET, world.clock.now())],
    ['with a time in words', 400, () => made({ payload: { ...goodBody(), issued_at: 'now' } })],
    ['without a time', 400, () => made({ payload: { ...goodBody(), issued_at: undefined } })],
    [
      'longer than any of Facebook’s',
      400,
      () => made({ payload: { ...goodBody(), more: 'x'.repeat(4_000) } }),
    ],
  ]
  const goodBody = () => ({ algorithm: 'HMAC-SHA256', issued_at: seconds(0), user_id: subject })

  it.each(cases)('%s is answered %i and changes nothing', async (_name, status, signed) => {
    const before = rows(world, 'SELECT * FROM deletion_requests')
    for (const kind of KINDS) {
      const answer = await notice(world, kind, signed())
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    }
    expect(await isSignedIn(world, maya)).toBe(true)
    expect((await accountOf(maya))?.erasedAt).toBeNull()
    expect(rows(world, 'SELECT * FROM deletion_requests')).toEqual(before)
  })

  it.each([
    ['to the second an hour old', () => made({ issuedAt: seconds(-HOUR) })],
    ['five minutes ahead', () => made({ issuedAt: seconds(5 * MINUTE) })],
    ['with members of its own', () => made({ payload: { ...goodBody(), user: { locale: 'ko_KR' } } })],
  ] as const)('but one %s is good', async (_name, signed) => {
    expect((await notice(world, 'deauthorize', signed())).status).toBe(200)
  })

  it('of an app that is not ours finds nothing, however well it is signed', async () => {
    for (const app of ['999', 'facebook', `${APP}0`])
      expect((await notice(world, 'data-deletion', wish(world, subject), app)).status).toBe(404)
    expect(await isSignedIn(world, maya)).toBe(true)
  })

  it('in another form than Facebook’s is refused', async () => {
    const path = `/facebook/${APP}/data-deletion`
    const signed = wish(world, subject)
    const json = { 'content-type': 'application/json' }
    expect((await post(world, path, JSON.stringify({ signed_request: signed }), json)).status).toBe(415)
    expect((await world.app.request(`${path}?signed_request=${signed}`)).status).toBe(405)
    expect((await post(world, `${path}?signed_request=${signed}`, '')).status).toBe(422)
    expect((await post(world, path, `signed_request=${signed}&signed_request=${signed}`)).status).toBe(422)
    expect((await post(world, path, `signed_request=${'x'.repeat(20_000)}`)).status).toBe(413)
    expect(await isSignedIn(world, maya)).toBe(true)
  })

  it('sent by a page in the reader’s own browser is a foreign request, good signature or not', async () => {
    const body = new URLSearchParams({ signed_request: wish(world, subject) }).toString()
    const shapes = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none' },
    ]
    for (const headers of shapes) {
      const answer = await post(world, `/facebook/${APP}/data-deletion`, body, {
        ...headers,
        cookie: maya.cookie,
      })
      expect(answer.status).toBe(403)
    }
    expect((await accountOf(maya))?.erasedAt).toBeNull()
  })

  it('cannot be made of any text: never a fault of ours, never a yes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const form = new URLSearchParams({ signed_request: text }).toString()
        const { status } = await post(world, `/facebook/${APP}/data-deletion`, form)
        expect([400, 403]).toContain(status)
      }),
      { numRuns: 100 },
    )
  })
})
