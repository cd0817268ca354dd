import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomToken } from '../../src/features/accounts/crypto.ts'
import { LoginError, type Provider } from '../../src/features/accounts/providers/provider.ts'
import { times } from '../support/whole.ts'
import { createWorld, type World } from '../support/world.ts'
import {
  chooseName,
  isSignedIn,
  leave,
  type Popup,
  startPopup,
  type Visitor,
  valueIn,
  visit,
} from './login-world.ts'

// Two people, each at an own browser, and everything that one can do to the other: links to the own attempts and
// callbacks, replays, a second tab, cancelling. Whatever the order, a session is only ever of its browser's person.

const PEOPLE = ['mallory', 'victim'] as const
type Who = (typeof PEOPLE)[number]

/** Issues codes as a provider does: each for one person and one challenge, each good once. */
function scriptedProvider() {
  const verifiers = new Map<string, string>()
  const codes = new Map<string, { who: Who; verifier: string }>()
  const provider: Provider = {
    name: 'x',
    identityProvider: 'x',
    appId: 'app',
    async authorizationUrl({ state, verifier }) {
      verifiers.set(state, verifier)
      return new URL(`https://x.com/i/oauth2/authorize?state=${state}`)
    },
    async identify({ code, verifier }) {
      const issued = codes.get(code)
      codes.delete(code)
      if (!issued || issued.verifier !== verifier) throw new LoginError('expired', 'code')
      return { subject: issued.who, name: issued.who }
    },
  }
  /** The person presses "allow" at the page that this address opens. */
  function allow(url: URL, who: Who): string {
    const state = url.searchParams.get('state') ?? ''
    const code = randomToken()
    codes.set(code, { who, verifier: verifiers.get(state) ?? '' })
    return `/login/x/callback?state=${state}&code=${code}`
  }
  return { provider, allow }
}

interface Side {
  browser: Visitor
  attempts: { url: URL; popup: Popup | null; back: string | null; named: string | null }[]
}

const ACTS = [
  'start',
  'popup',
  'allow',
  'load',
  'name',
  'cancel',
  'poll',
  'redeem',
  'page-token',
  'logout',
] as const
const MOSTLY = { start: 3, popup: 3, allow: 6, load: 4, redeem: 4 } as const

const action = fc.record({
  who: fc.constantFrom(...PEOPLE),
  /** Whose attempt it is about: a link may be sent to the other. */
  isOwn: fc.oneof({ weight: 2, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  /** 0 is the newest attempt. */
  nth: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
  act: fc.oneof(
    ...ACTS.map((act) => ({
      weight: act in MOSTLY ? MOSTLY[act as keyof typeof MOSTLY] : 1,
      arbitrary: fc.constant(act),
    })),
  ),
})

type Action = typeof action extends fc.Arbitrary<infer Made> ? Made : never

/** Both go their whole way, in turns: whatever chance makes of the other orders, these two end in sessions. */
const wholeWay = (acts: readonly Action['act'][]): Action[] =>
  acts.flatMap((act) => PEOPLE.map((who) => ({ who, isOwn: true, nth: 0, act })))
const EXAMPLES = [wholeWay(['start', 'allow']), wholeWay(['popup', 'allow', 'redeem'])]

let world: World
const x = scriptedProvider()
beforeAll(async () => {
  world = await createWorld({ providers: [x.provider] })
})
afterAll(() => world.close())

/** The person behind a browser's session, by the name beside the comment box. */
async function personOf(browser: Visitor): Promise<string | null> {
  if (!(await isSignedIn(browser))) return null
  const html = await (await browser.get('/me/account?lang=en')).text()
  return valueIn(html, 'name')
}

async function run(sides: Record<Who, Side>, { who, isOwn, nth, act }: Action): Promise<void> {
  const whose = isOwn ? who : who === 'victim' ? 'mallory' : 'victim'
  const { browser, attempts } = sides[who]
  const known = sides[whose].attempts.at(-1 - nth)
  if (act === 'start') {
    attempts.push({ url: await leave(browser, world.article), popup: null, back: null, named: null })
  } else if (act === 'popup') {
    const popup = await startPopup(browser, world.article)
    attempts.push({ url: popup.authorizationUrl, popup, back: null, named: null })
  } else if (act === 'logout') {
    await browser.form('/logout', { lang: 'en' })
  } else if (!known) return
  else if (act === 'allow') {
    // Mallory may send the victim to her own provider page; the answer then comes to the victim's browser.
    const back = x.allow(known.url, who)
    if (who === whose) known.back = back
    await open(browser, back, known)
  } else if (act === 'load' && known.back !== null) await open(browser, known.back, known)
  else if (act === 'name' && known.named !== null) {
    await browser.form('/login/name', { attempt: known.named, name: who, lang: 'en' })
  } else if (act === 'cancel') {
    const state = known.url.searchParams.get('state') ?? ''
    await browser.get(`/login/x/callback?state=${state}&error=access_denied`)
  } else if (known.popup) {
    const { attempt } = known.popup
    // The secret never leaves the browser that made it: another page tries with its own.
    const secret = who === whose ? known.popup.secret : randomToken()
    const answer = await browser.json(`/login/${act}`, { attempt, secret })
    if (act === 'page-token' && answer.ok) expect((await answer.json()).displayName).toBe(who)
  }
}

async function open(browser: Visitor, path: string, known: { named: string | null }): Promise<void> {
  const page = await browser.get(path)
  expect(page.status).toBeLessThan(500)
  if (page.status !== 200) return
  const html = await page.text()
  if (html.includes('action="/login/name"')) known.named = valueIn(html, 'attempt')
}

it('no order of start, callback, replay, cancel, second tab and other browser ends in somebody else’s session', async () => {
  await register('mallory')
  await register('victim')
  let sessions = 0
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 6, maxLength: 24 }), async (actions) => {
      const side = (): Side => ({ browser: visit(world), attempts: [] })
      const sides = { mallory: side(), victim: side() }
      for (const one of actions) {
        await run(sides, one)
        for (const who of PEOPLE) {
          const person = await personOf(sides[who].browser)
          if (person !== null) sessions += 1
          expect([null, who]).toContain(person)
        }
      }
    }),
    { numRuns: times(100, 30), examples: EXAMPLES.map((actions) => [actions]) },
  )
  // Otherwise nobody ever signed in, and nothing was shown.
  expect(sessions).toBeGreaterThan(0)
}, 120_000)

/** Both are known before, so that a session is one step nearer. */
async function register(who: Who): Promise<void> {
  const browser = visit(world)
  const page = await browser.get(x.allow(await leave(browser, world.article), who))
  await chooseName(browser, await page.text(), who)
}
