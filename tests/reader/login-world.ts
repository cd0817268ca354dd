import { serve } from '@hono/node-server'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import { createFacebookProvider } from '../../src/features/accounts/providers/facebook.ts'
import { createXProvider } from '../../src/features/accounts/providers/x.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { sandboxEndpoints } from '../../src/sandbox/endpoints.ts'
import { createSandboxProviders } from '../../src/sandbox/providers.ts'
import { type Name, press, SECRETS } from '../accounts/sandbox-login.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type World, type WorldOptions } from '../support/world.ts'

export const PUBLIC_URL = 'https://comments.ledger.example'
export const SESSION = '__Host-brevier_reader'
export const ATTEMPT_COOKIE = '__Host-brevier_login_'

export interface LoginWorld extends World {
  /** Origin of the stand-ins, as the service asks them. */
  providers: string
}

/** A service whose providers are the stand-ins, with one clock for both. */
export async function createLoginWorld({
  publicUrl = PUBLIC_URL,
  providerHost = '127.0.0.1',
  ...options
}: Pick<WorldOptions, 'publicUrl' | 'site' | 'start' | 'log'> & {
  providerHost?: string
} = {}): Promise<LoginWorld> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { x, facebook } = sandboxEndpoints(origin)
  // Only the browser knows this name.
  const shown = sandboxEndpoints(`http://${providerHost}:${port}`)
  const outbound = createOutbound({ allow: [`127.0.0.1:${port}`] })
  const secret = (name: Name) => ({ reveal: () => SECRETS[name] })
  const world = await createWorld({
    kind: 'sandbox',
    sandbox: true,
    publicUrl,
    ...options,
    providers: [
      createXProvider({
        outbound,
        identityProvider: 'sandbox:x',
        clientId: 'sandbox-x',
        clientSecret: secret('x'),
        endpoints: { ...x, authorize: shown.x.authorize },
      }),
      createFacebookProvider({
        outbound,
        identityProvider: 'sandbox:facebook',
        appId: 'sandbox-facebook',
        appSecret: secret('facebook'),
        endpoints: { ...facebook, authorize: shown.facebook.authorize },
      }),
    ],
  })
  const client = (name: Name) => ({
    id: `sandbox-${name}`,
    secret: SECRETS[name],
    redirectUris: [`${publicUrl}/login/${name}/callback`],
  })
  const clients = { x: client('x'), facebook: client('facebook') }
  const standIns = createSandboxProviders({
    publicUrl: `http://${providerHost}:${port}`,
    clients,
    clock: world.clock,
  })
  const server = serve({ fetch: standIns.fetch, port, hostname: '127.0.0.1' })
  await new Promise((resolve) => (server.listening ? resolve(null) : server.once('listening', resolve)))
  return {
    ...world,
    providers: origin,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await world.close()
    },
  }
}

/** A browser without a screen: cookies, and forms of our own pages. */
export interface Visitor {
  cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Response>
  form(path: string, fields: Record<string, string>): Promise<Response>
  json(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
}

export function visit(world: World): Visitor {
  const cookies = new Map<string, string>()
  const withCookies = (headers: Record<string, string> = {}): Record<string, string> =>
    cookies.size === 0 ? headers : { cookie: cookieHeader(cookies), ...headers }
  const keep = (response: Response): Response => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return {
    cookies,
    get: async (path, headers) => keep(await world.request(path, { headers: withCookies(headers) })),
    form: async (path, fields) => keep(await world.form(path, fields, undefined, withCookies())),
    json: async (path, body, headers) => keep(await world.json(path, body, undefined, withCookies(headers))),
  }
}

export function cookieHeader(cookies: Iterable<readonly [string, string]>): string {
  return Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ')
}

/** The session in this browser, by the server's own answer. */
export async function isSignedIn(visitor: Visitor): Promise<boolean> {
  const body: unknown = await (await visitor.get('/login/session')).json()
  return JSON.stringify(body) === '{"signedIn":true}'
}

/** The locked composer's form: answers the address at the provider. */
export async function leave(
  visitor: Visitor,
  article: Article,
  fields: Record<string, string> = {},
  provider: Name = 'x',
): Promise<URL> {
  const page = await visitor.form(`/login/${provider}`, { article: article.id, ...fields })
  if (page.status !== 200) throw new Error(`the form answered ${page.status}`)
  return new URL(linkIn(await page.text()))
}

/** Presses the person's button at the provider and answers the callback's path, as the browser would load it. */
export async function approve(
  url: URL,
  persona = 'maya',
  more: Record<string, string> = {},
): Promise<string> {
  // Chromium leads every `*.localhost` to this machine, Node does not.
  const here = new URL(url)
  here.hostname = '127.0.0.1'
  const back = await press(here, { persona, ...more })
  return back.pathname + back.search
}

export interface Popup {
  attempt: string
  secret: string
  authorizationUrl: URL
}

/** What the popup's first page does. */
export async function startPopup(
  visitor: Visitor,
  article: Article,
  provider: Name | 'paper' = 'x',
): Promise<Popup> {
  const secret = randomToken()
  const answer = await visitor.json(`/login/${provider}/start`, {
    article: article.id,
    redeemHash: await sha256Hex(secret),
    lang: 'en',
  })
  const body = (await answer.json()) as { attempt: string; authorizationUrl: string }
  return { attempt: body.attempt, secret, authorizationUrl: new URL(body.authorizationUrl) }
}

/** The whole sign-in without JavaScript, choosing a name where one is asked for. */
export async function signInByPage(
  visitor: Visitor,
  article: Article,
  persona = 'maya',
  name = 'Maya Okafor',
): Promise<Response> {
  const page = await visitor.get(await approve(await leave(visitor, article), persona))
  return page.status === 303 ? page : chooseName(visitor, await page.text(), name)
}

export function chooseName(visitor: Visitor, page: string, name: string): Promise<Response> {
  return visitor.form('/login/name', { attempt: valueIn(page, 'attempt'), name, lang: 'en' })
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

export function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => ENTITIES[name] ?? '')
}

/** Where the page's strong link leads. */
export function linkIn(html: string): string {
  return unescapeHtml(/<a class="button strong" href="([^"]*)"/.exec(html)?.[1] ?? '')
}

export function valueIn(html: string, name: string): string {
  const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? ''
  return unescapeHtml(/value="([^"]*)"/.exec(input)?.[1] ?? '')
}
