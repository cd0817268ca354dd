import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import type { Log } from '../features/ports.ts'
import type { Services } from '../features/services.ts'
import type { Meters } from '../kernel/meters.ts'
import type { Readiness } from '../kernel/readiness.ts'
import type { Admission } from './admission.ts'
import type { Assets } from './assets.ts'
import type { PageCache } from './cache.ts'

/** What the doors need to know of the installation. */
export interface Settings {
  /** Origin of this service as browsers see it, without a trailing slash. */
  publicUrl: string
  /** Where weaknesses are reported (RFC 9116); left out where the operator has not said. */
  security?: SecurityContact | undefined
  /** Stand-ins for X and Facebook are in use: every page says so, and `/demo` exists. */
  sandbox: boolean
  /** Tells this installation from any other, on `/healthz`. */
  installation?: string
  /** How many proxies of one's own a request passes before it is here; none unless given. */
  trustedProxies?: number
}

export interface SecurityContact {
  /** `mailto:` or `https:` */
  contact: string
  policyUrl: string | null
}

export interface AppEnv {
  /** Absent when a test calls `app.request()`; present over a socket. */
  Bindings: Partial<HttpBindings>
  Variables: { requestId: string; form: URLSearchParams | undefined }
}

export type App = Hono<AppEnv>
/** Answers a request on its socket, or leaves it untouched for the app and says `false`. */
export type Hot = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

/** What can be served: an app, and what stands before it where there is a socket. */
export interface Served extends Pick<App, 'fetch'> {
  hot?: Hot
  /** Told of each connection, in the turn of the event loop in which it is accepted. */
  connected?(): void
}

export type AppContext = Context<AppEnv>

/**
 * A request header on a hot path. Over a socket it is read from Node's own object: making a `Headers` of all of
 * them costs more than the rest of a cached answer.
 */
export function rawHeader(c: AppContext, name: string): string | undefined {
  const value = c.env?.incoming ? c.env.incoming.headers[name] : c.req.header(name)
  return typeof value === 'string' ? value : undefined
}

/** What machines that watch the service are told, on a private port or for a token. */
export interface Watched {
  readiness: Readiness
  metrics(): Promise<{ contentType: string; text: string }>
  /** `null`: not on the public port. */
  token: { reveal(): string } | null
  log: Log
}

/** The parts every door is built from. */
export interface Parts {
  services: Services
  settings: Settings
  assets: Assets
  pages: PageCache
  /** Pages of one comment, and those further on in a thread, apart from what everybody opens. */
  asides: PageCache
  /** What this service answers to a stranger's request, without a socket. */
  ownApp(request: Request): Response | Promise<Response>
  /** Cards, apart from the pages: neither crowds out the other. */
  cards: PageCache
  /** Figures of lists, which anybody may put together, apart from both. */
  counts: PageCache
  meters: Meters
  /** What is worked on and what was refused, for metrics. */
  admission: Admission
  log: Log
  now(): number
}
