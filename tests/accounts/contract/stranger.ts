import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type OidcProvider from 'oidc-provider'
import { vi } from 'vitest'
import { createOutbound } from '../../../src/adapters/outbound.ts'
import { createXProvider } from '../../../src/features/accounts/providers/x.ts'
import { SECOND } from '../../../src/kernel/clock.ts'
import { freePort } from '../../support/process.ts'
import { type Peer, recording } from './peer.ts'

const CLIENT = { id: 'paper', secret: 'a-secret_of-32-characters-length' }
const REDIRECT_URI = 'http://127.0.0.1:4000/login/x/callback'
export const ACCOUNT = '1500000000000000002'
const SCOPES = ['users.read', 'tweet.read']
const CODE_SECONDS = 30

/**
 * An authorization server that none of us wrote, moved to X's paths and X's rules: codes of 30 seconds, S256 for
 * everybody, a confidential client with Basic. `/2/users/me` beside it answers in X's shape.
 */
export async function strangerPeer(): Promise<Peer> {
  // It reckons in the system's time; only the date is in the test's hand, timers run on.
  vi.useFakeTimers({ toFake: ['Date'] })
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const oidc = await authorizationServer(origin)
  warned.mockRestore()
  const server = createServer(routes(oidc))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const direct = createOutbound({ allow: [`127.0.0.1:${port}`] })
  const { outbound, sent } = recording(direct)
  return {
    redirectUri: REDIRECT_URI,
    subject: ACCOUNT,
    codeMs: CODE_SECONDS * SECOND,
    pkce: 'required',
    client: (secret = CLIENT.secret) =>
      createXProvider({
        clientId: CLIENT.id,
        clientSecret: { reveal: () => secret },
        outbound,
        identityProvider: 'sandbox:x',
        endpoints: {
          authorize: `${origin}/i/oauth2/authorize`,
          token: `${origin}/2/oauth2/token`,
          profile: `${origin}/2/users/me`,
        },
      }),
    browse: (url, choice) => browse(url, choice),
    sent,
    repeat: (request) => direct.request(request),
    passTime: (ms) => vi.setSystemTime(Date.now() + ms),
    close: () => close(server),
  }
}

async function authorizationServer(issuer: string): Promise<OidcProvider> {
  // Imported here because it complains about Node 20 as it loads.
  const { default: Server } = await import('oidc-provider')
  return new Server(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [REDIRECT_URI],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    routes: { authorization: '/i/oauth2/authorize', token: '/2/oauth2/token' },
    scopes: SCOPES,
    pkce: { required: () => true },
    ttl: {
      AuthorizationCode: CODE_SECONDS,
      AccessToken: 7_200,
      Grant: 7_200,
      Interaction: 600,
      Session: 600,
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/choice/${uid}` },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId }),
    }),
    renderError: (context: { body: string }) => {
      context.body = 'refused'
    },
    cookies: { keys: ['only for this test'] },
  })
}

function routes(oidc: OidcProvider) {
  const rest = oidc.callback()
  return (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname.startsWith('/choice/')) return choose(oidc, request, response, url)
    if (url.pathname === '/2/users/me') return profile(oidc, request, response)
    return rest(request, response)
  }
}

/** Where a person would press a button: `?choice=` does. */
export async function choose(
  oidc: OidcProvider,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) {
  const { prompt, params } = await oidc.interactionDetails(request, response)
  if (url.searchParams.get('choice') === 'cancel') {
    return oidc.interactionFinished(request, response, { error: 'access_denied' })
  }
  const login = { accountId: ACCOUNT }
  if (prompt.name === 'login') return oidc.interactionFinished(request, response, { login })
  const grant = new oidc.Grant({ accountId: ACCOUNT, clientId: params.client_id })
  grant.addOIDCScope(params.scope)
  return oidc.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

async function profile(oidc: OidcProvider, request: IncomingMessage, response: ServerResponse) {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const found = await oidc.AccessToken.find(token)
  const isGood = found && !found.isExpired && SCOPES.every((scope) => found.scopes.has(scope))
  const body = isGood
    ? { data: { id: found.accountId, name: '김하늘', username: 'haneul_writes' } }
    : { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'Unauthorized' }
  response.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Follows every redirect on this server with its cookies, to the first address elsewhere. */
export async function browse(start: URL, choice: 'agree' | 'cancel'): Promise<URL | null> {
  const jar = new Map<string, string>()
  let url = start
  for (let hop = 0; hop < 12; hop += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) return null
    url = new URL(location, url)
    if (url.origin !== start.origin) return url
    if (url.pathname.startsWith('/choice/')) url.searchParams.set('choice', choice)
  }
  throw new Error('too many redirects')
}

export async function close(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
  vi.useRealTimers()
}
