import type { Context } from 'hono'
import type { Clock } from '../kernel/clock.ts'
import { parseHttpUrl } from '../kernel/url.ts'
import { SANDBOX_CLIENT_PREFIX } from './endpoints.ts'
import type { NoticeTarget } from './notices.ts'

/** The service as registered at a provider. Redirect URIs are compared to the character. */
export interface SandboxClient {
  id: string
  secret: string
  redirectUris: readonly string[]
}

/** What happened at the stand-in, for the log of whoever runs it. Holds no code, token or secret. */
export interface SandboxAction {
  provider: 'x' | 'facebook'
  step: 'authorize' | 'token' | 'profile'
  outcome: string
}

export interface SandboxSettings {
  /** Origin of the sandbox listener. */
  publicUrl: string
  clients: { x: SandboxClient; facebook: SandboxClient }
  clock: Clock
  /** Origins to which the service's callback may send the browser on, beside the registered ones. */
  returnOrigins?: readonly string[]
  onAction?: (action: SandboxAction) => void
  /** The service that hears of removed apps and wished deletions; without it, nobody does. */
  notices?: NoticeTarget
}

export const COOP_VALUES = ['same-origin', 'same-origin-allow-popups', 'unsafe-none'] as const
export type Coop = (typeof COOP_VALUES)[number]

/** What can be switched while the sandbox runs. */
export interface SandboxState {
  coop: Coop
}

/** @throws {RangeError} for clients that a production start could mistake for its own. */
export function checkClients(clients: SandboxSettings['clients']): void {
  for (const { id, secret } of [clients.x, clients.facebook]) {
    if (!id.startsWith(SANDBOX_CLIENT_PREFIX) || !secret.startsWith(SANDBOX_CLIENT_PREFIX)) {
      throw new RangeError(`client ids and secrets of the sandbox begin with ${SANDBOX_CLIENT_PREFIX}`)
    }
  }
}

/** The one value of a parameter; `null` when it is missing or doubled. */
export function single(parameters: URLSearchParams, name: string): string | null {
  const values = parameters.getAll(name)
  return values.length === 1 ? (values[0] ?? null) : null
}

/** A form body, or `null` when the request says that it is something else. */
export async function formBody(context: Context): Promise<URLSearchParams | null> {
  const type = context.req.header('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return null
  return new URLSearchParams(await context.req.text())
}

/** Origins that a form on a sandbox page may end at: browsers hold `form-action` against redirects too. */
export function formTargets(settings: SandboxSettings, client: SandboxClient): string[] {
  const registered = client.redirectUris.flatMap((text) => parseHttpUrl(text)?.origin ?? [])
  return [...new Set([...registered, ...(settings.returnOrigins ?? [])])]
}
