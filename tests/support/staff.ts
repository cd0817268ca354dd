import { createHmac } from 'node:crypto'
import type { StaffRole } from '../../src/features/accounts/model.ts'
import type { Provider } from '../../src/features/accounts/providers/provider.ts'
import { linkIn, unescapeHtml, type Visitor, valueIn, visit } from '../reader/login-world.ts'
import { createWorld, type World, type WorldOptions } from './world.ts'

export const STAFF_COOKIE = '__Host-brevier_staff'
export const ENROL_COOKIE = '__Host-brevier_enrol'

/** A provider that vouches for whoever the code names. */
const provider: Provider = {
  name: 'x',
  identityProvider: 'x',
  appId: 'app',
  async authorizationUrl({ state }) {
    return new URL(`https://provider.example/authorize?state=${state}`)
  },
  identify: async ({ code }) => ({ subject: code, name: `${code} at X` }),
}

/** A production installation: no stand-ins, and a link opens nothing by itself. */
export function createStaffWorld(options: WorldOptions = {}): Promise<World> {
  return createWorld({ providers: [provider], ...options })
}

/** A person of the desk as only that person knows them. */
export interface Colleague {
  visitor: Visitor
  subject: string
  /** The key of the authenticator app, base32. */
  key: string
  recoveryCodes: string[]
  accountId: string
}

/** The way out to the provider and back, as this person. */
export async function throughProvider(page: Response, subject: string): Promise<string> {
  const state = new URL(linkIn(await page.text())).searchParams.get('state') ?? ''
  return `/login/x/callback?state=${state}&code=${subject}`
}

/** Opens an invitation's link in this browser. */
export function claim(visitor: Visitor, token: string): Promise<Response> {
  return visitor.form('/console/enter', { token })
}

/** From the claimed invitation to the page with the key. Answers the page's address and its text. */
export async function toSetUp(visitor: Visitor, subject: string): Promise<{ path: string; html: string }> {
  const out = await visitor.form('/console/enrol/x', { lang: 'en' })
  const back = await visitor.get(await throughProvider(out, subject))
  const path = back.headers.get('location') ?? ''
  return { path, html: await (await visitor.get(path)).text() }
}

export function keyIn(html: string): string {
  return (/<p class="key-text"[^>]*>([^<]*)</.exec(html)?.[1] ?? '').replaceAll(' ', '')
}

export function finish(visitor: Visitor, html: string, code: string, name = 'Seo Mira'): Promise<Response> {
  return visitor.form('/console/enrol', { attempt: valueIn(html, 'attempt'), name, code, lang: 'en' })
}

/** The whole way from a link to the console. */
export async function enrol(
  world: World,
  token: string,
  subject: string,
  name = subject,
): Promise<Colleague> {
  const visitor = visit(world)
  await claim(visitor, token)
  const { html } = await toSetUp(visitor, subject)
  const key = keyIn(html)
  const page = await finish(visitor, html, otp(key, world.clock.now()), name)
  if (page.status !== 200) throw new Error(`the enrolment answered ${page.status}`)
  const account = await world.stores.accounts.byIdentity(world.site.id, {
    provider: 'x',
    appId: 'app',
    subject,
  })
  return { visitor, subject, key, recoveryCodes: codesIn(await page.text()), accountId: account?.id ?? '' }
}

/** An admin by the operator's link. */
export async function firstAdmin(world: World, subject = 'boss'): Promise<Colleague> {
  const token = await world.services.accounts.inviteByOperator(world.site.id, 'admin')
  return enrol(world, token, subject)
}

/** A colleague whom the admin invites on the page. */
export async function invited(
  world: World,
  admin: Colleague,
  role: StaffRole,
  subject: string,
): Promise<Colleague> {
  return enrol(
    world,
    tokenIn(await (await admin.visitor.form('/console/people/invite', { role })).text()),
    subject,
  )
}

/** The token of the link that a page shows. */
export function tokenIn(html: string): string {
  return unescapeHtml(/value="[^"]*\/console\/enter#([^"]*)"/.exec(html)?.[1] ?? '')
}

export function codesIn(html: string): string[] {
  return [...html.matchAll(/<code>([^<]+)<\/code>/g)].map(([, code = '']) => code)
}

/** The first half of signing in; answers the attempt's id. */
export async function toFactor(visitor: Visitor, subject: string): Promise<string> {
  const out = await visitor.form('/console/login/x', { site: 'ledger', lang: 'en' })
  const back = await visitor.get(await throughProvider(out, subject))
  return new URL(back.headers.get('location') ?? '', 'https://x.example').searchParams.get('attempt') ?? ''
}

export function sendCode(visitor: Visitor, attempt: string, code: string): Promise<Response> {
  return visitor.form('/console/login/factor', { attempt, code, lang: 'en' })
}

/** Both halves in a browser of its own. */
export async function signIn(world: World, { subject }: Colleague, code: string): Promise<Visitor> {
  const visitor = visit(world)
  await sendCode(visitor, await toFactor(visitor, subject), code)
  return visitor
}

export async function isInside(visitor: Visitor): Promise<boolean> {
  return (await visitor.get('/console')).status === 200
}

/** RFC 6238 from the platform alone, so that a fault of ours is not shared. `steps` moves it by 30 s each. */
export function otp(base32: string, at: number, steps = 0): string {
  const bits = [...base32].map((char) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'),
  )
  const bytes =
    bits
      .join('')
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? []
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000) + steps))
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest()
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff
  return String(number % 1_000_000).padStart(6, '0')
}

/** Six digits that are no code near this time. */
export function wrongCode(key: string, at: number): string {
  const near = new Set([-2, -1, 0, 1, 2].map((steps) => otp(key, at, steps)))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.has(code)) ?? ''
}
