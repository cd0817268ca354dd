import { once } from 'node:events'
import { createServer } from 'node:net'
import { serve } from '@hono/node-server'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { randomToken } from '../../src/features/accounts/crypto.ts'
import { createFacebookProvider } from '../../src/features/accounts/providers/facebook.ts'
import { LoginError, type Provider } from '../../src/features/accounts/providers/provider.ts'
import { createXProvider } from '../../src/features/accounts/providers/x.ts'
import type { Outbound } from '../../src/features/ports.ts'
import type { SandboxAction } from '../../src/sandbox/context.ts'
import { sandboxEndpoints } from '../../src/sandbox/endpoints.ts'
import { createSandboxProviders } from '../../src/sandbox/providers.ts'

export type Name = 'x' | 'facebook'

export const SECRETS = { x: 'sandbox-x-secret_-~', facebook: 'sandbox-facebook-secret' }
const SERVICE = 'http://127.0.0.1:4000'

export interface Sandbox {
  origin: string
  outbound: Outbound
  actions: SandboxAction[]
  now: number
  redirectUri(name: Name): string
  provider(name: Name, secret?: string, outbound?: Outbound): Provider
  close(): Promise<void>
}

/** A port that was free a moment ago: the sandbox must know its own origin before it listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return address.port
}

/** The stand-ins on a real loopback listener, with a clock in the test's hand. */
export async function startSandbox(): Promise<Sandbox> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const actions: SandboxAction[] = []
  const redirectUri = (name: Name) => `${SERVICE}/login/${name}/callback`
  const sandbox: Sandbox = {
    origin,
    outbound: createOutbound({ allow: [`127.0.0.1:${port}`] }),
    actions,
    now: 1_800_000_000_000,
    redirectUri,
    provider(name, secret = SECRETS[name], outbound = sandbox.outbound) {
      const settings = { outbound, identityProvider: `sandbox:${name}` }
      const endpoints = sandboxEndpoints(origin)
      const revealable = { reveal: () => secret }
      return name === 'x'
        ? createXProvider({
            ...settings,
            clientId: 'sandbox-x',
            clientSecret: revealable,
            endpoints: endpoints.x,
            clock: { now: () => sandbox.now },
          })
        : createFacebookProvider({
            ...settings,
            appId: 'sandbox-facebook',
            appSecret: revealable,
            endpoints: endpoints.facebook,
          })
    },
    async close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await once(server, 'close')
    },
  }
  const app = createSandboxProviders({
    publicUrl: origin,
    clients: {
      x: { id: 'sandbox-x', secret: SECRETS.x, redirectUris: [redirectUri('x')] },
      facebook: { id: 'sandbox-facebook', secret: SECRETS.facebook, redirectUris: [redirectUri('facebook')] },
    },
    clock: { now: () => sandbox.now },
    onAction: (action) => actions.push(action),
  })
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
  await once(server, 'listening')
  return sandbox
}

/** What a browser does: opens the page, presses a button, and is sent to the callback. */
export async function press(url: URL, form: Record<string, string>): Promise<URL> {
  const page = await fetch(url)
  if (page.status !== 200) throw new Error(`authorize page answered ${page.status}`)
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const location = answer.headers.get('location')
  if (answer.status !== 303 || location === null) throw new Error(`button answered ${answer.status}`)
  return new URL(location)
}

export interface Pressed {
  provider: Provider
  request: { code: string; verifier: string; redirectUri: string }
  callback: URL
}

/** Everything up to the code. */
export async function signIn(sandbox: Sandbox, name: Name, persona: string, fault = ''): Promise<Pressed> {
  const provider = sandbox.provider(name)
  const verifier = randomToken()
  const redirectUri = sandbox.redirectUri(name)
  const url = await provider.authorizationUrl({ state: randomToken(), verifier, redirectUri })
  const callback = await press(url, { persona, fault })
  const code = callback.searchParams.get('code') ?? ''
  return { provider, request: { code, verifier, redirectUri }, callback }
}

export async function loginError(identified: Promise<unknown>): Promise<LoginError> {
  const error = await identified.then(
    (value) => value,
    (reason: unknown) => reason,
  )
  if (!(error instanceof LoginError)) throw new Error(`no LoginError: ${String(error)}`)
  return error
}
