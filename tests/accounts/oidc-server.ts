import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { vi } from 'vitest'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { createOidcProvider, type OidcProviderSettings } from '../../src/features/accounts/providers/oidc.ts'
import { FREE_OIDC } from '../../src/features/accounts/providers/oidc-presets.ts'
import type { Outbound, OutboundRequest, OutboundResponse } from '../../src/features/ports.ts'
import { freePort } from '../support/process.ts'
import { ACCOUNT, browse, choose } from './contract/stranger.ts'

export const OIDC_SUBJECT = ACCOUNT
const CLIENT = { id: 'paper', secret: 'a-secret_of/32+characters:length%' }

/** A provider that none of us wrote, whose answers can be spoiled on their way. */
export interface OidcServer {
  issuer: string
  outbound: Outbound
  /** Changes an answer between the provider and our client; by the last word of its path. */
  spoil(path: 'openid-configuration' | 'token' | 'jwks', change: (body: Json) => unknown): void
  /** Signs claims as the provider would, or with a key of nobody's. */
  sign(claims: Json, by?: 'own' | 'foreign', header?: Json): Promise<string>
  /** The answers to a path, since the start. */
  asked(path: string): number
  /** What our client sent last. */
  last(): OutboundRequest | null
  client(change?: Partial<OidcProviderSettings>): ReturnType<typeof createOidcProvider>
  browse: typeof browse
  /** Undoes every spoiling. */
  heal(): void
  close(): Promise<void>
}

export type Json = Record<string, unknown>

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const

export async function startOidc(
  redirectUri: string,
  method: 'client_secret_basic' | 'client_secret_post' = 'client_secret_basic',
): Promise<OidcServer> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const keys = {
    own: await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']),
    foreign: await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']),
  }
  const { key_ops: _ops, ext: _ext, ...exported } = await crypto.subtle.exportKey('jwk', keys.own.privateKey)
  const jwk = { ...exported, kid: 'one', use: 'sig', alg: 'RS256' }
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { default: Provider } = await import('oidc-provider')
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: method,
      },
    ],
    jwks: { keys: [jwk] },
    clientAuthMethods: [method],
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/choice/${uid}` },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, name: '김하늘' }),
    }),
    renderError: (context: { body: string }) => {
      context.body = 'refused'
    },
    cookies: { keys: ['only for this test'] },
  })
  warned.mockRestore()
  const rest = oidc.callback()
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/moved/.well-known/openid-configuration') {
      response.writeHead(302, { location: `${issuer}/.well-known/openid-configuration` }).end()
      return
    }
    if (url.pathname === '/giant/.well-known/openid-configuration') {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ issuer: `${issuer}/giant`, padding: 'x'.repeat(200_000) }))
      return
    }
    return url.pathname.startsWith('/choice/')
      ? choose(oidc, request, response, url)
      : rest(request, response)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  const direct = createOutbound({ allow: [`127.0.0.1:${port}`] })
  const spoils = new Map<string, (body: Json) => unknown>()
  const counts = new Map<string, number>()
  let last: OutboundRequest | null = null
  const outbound: Outbound = {
    async request(request) {
      const name = request.url.pathname.split('/').at(-1) ?? ''
      last = request
      counts.set(name, (counts.get(name) ?? 0) + 1)
      const answer = await direct.request(request)
      const change = spoils.get(name)
      return change
        ? withBody(answer, await change(JSON.parse(new TextDecoder().decode(answer.body))))
        : answer
    },
  }
  return {
    issuer,
    outbound,
    spoil: (path, change) => void spoils.set(path, change),
    heal: () => spoils.clear(),
    last: () => last,
    asked: (path) => counts.get(path) ?? 0,
    async sign(claims, by = 'own', header = {}) {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const signed = `${part({ alg: 'RS256', kid: 'one', ...header })}.${part(claims)}`
      const mac = await crypto.subtle.sign(RSA.name, keys[by].privateKey, new TextEncoder().encode(signed))
      return `${signed}.${Buffer.from(mac).toString('base64url')}`
    },
    client: (change = {}) =>
      createOidcProvider({
        ...FREE_OIDC,
        name: 'oidc',
        issuer,
        clientId: CLIENT.id,
        clientSecret: { reveal: () => CLIENT.secret },
        outbound,
        ...change,
      }),
    browse,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export function claimsOf(token: unknown): Json {
  const [, payload = ''] = String(token).split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

function withBody(answer: OutboundResponse, body: unknown): OutboundResponse {
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  return { ...answer, headers, body: new TextEncoder().encode(JSON.stringify(body)) }
}
