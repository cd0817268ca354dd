import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { policy } from '../../seeds/policy.ts'
import { createCardFiles } from '../../src/adapters/card-files.ts'
import { createCardRenderer } from '../../src/adapters/card-renderer.ts'
import { createPhotos } from '../../src/adapters/photos.ts'
import { createPreviewPictures } from '../../src/adapters/preview-pictures.ts'
import { createVault } from '../../src/adapters/vault.ts'
import { PATHS } from '../../src/config/paths.ts'
import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import type { Account, Actor, ProviderName, Role } from '../../src/features/accounts/model.ts'
import type { Provider } from '../../src/features/accounts/providers/provider.ts'
import { newAccount, sessionEnd } from '../../src/features/accounts/rules.ts'
import type { Article, ArticleInput } from '../../src/features/articles/model.ts'
import { createEvents } from '../../src/features/events.ts'
import type { CardRenderer, Log, Outbound, Ports, RateLimits, Stores } from '../../src/features/ports.ts'
import { createServices, type Services } from '../../src/features/services.ts'
import type { Site, SiteInput } from '../../src/features/sites/model.ts'
import type { SecurityContact } from '../../src/http/env.ts'
import { type Clock, createSteadyClock } from '../../src/kernel/clock.ts'
import { createIds } from '../../src/kernel/ids.ts'
import { createServer, type Server } from '../../src/server.tsx'
import { openStorage } from '../../src/storage/open.ts'
import { installationSecret } from '../../src/storage/secret-key.ts'
import { putTemplate } from './templates.ts'

export interface TestClock extends Clock {
  advance(ms: number): void
}

/** A whole service in this process, on a real database file, with time that stands until it is moved. */
export interface World {
  publicUrl: string
  dir: string
  clock: TestClock
  stores: Stores
  services: Services
  app: Server
  site: Site
  article: Article
  log: string[]
  /** A reader with a session. */
  reader(name?: string): Promise<Person>
  staff(name?: string, role?: Exclude<Role, 'reader'>): Promise<Person>
  putArticle(change?: Partial<ArticleInput>): Promise<Article>
  /** A browser's request from our own page. */
  request(path: string, init?: RequestInit & { as?: Person | undefined }): Promise<Response>
  form(
    path: string,
    fields: Record<string, string>,
    as?: Person,
    headers?: Record<string, string>,
  ): Promise<Response>
  json(path: string, body: unknown, as?: Person, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

export interface Person {
  account: Account
  actor: Actor
  token: string
  /** `Cookie` header of the browser. */
  cookie: string
}

export interface WorldOptions {
  publicUrl?: string
  dir?: string
  kind?: 'production' | 'sandbox'
  site?: Partial<SiteInput>
  providers?: readonly Provider[]
  sandbox?: boolean
  /** Where the site's own check is asked; nobody unless given. */
  outbound?: Outbound
  /** In place of `World.log`. */
  log?: Log
  /** Where queues that wait too long are told of. */
  alerts?: Ports['alerts']
  /** Who draws cards, instead of the real renderer. */
  cards?: CardRenderer
  /** How far the event loop is behind, ms. */
  lagMs?: () => number
  /** Limits by network, of requests that passed so many proxies. */
  networks?: { rates: RateLimits; trustedProxies: number }
  security?: SecurityContact
  /** Where time stands, epoch ms; a program started beside it lives in the present. */
  start?: number
  /** The test's clock is the wall's, and the service goes by the steady one, as a program does; a watch, which stands unless given. */
  steady?: boolean | (() => number)
}

const START = Date.UTC(2026, 5, 1, 9)
const NOBODY: Outbound = { request: () => Promise.reject(new Error('nothing is asked outside')) }
const RELAXED = { perArticle: 10_000, perDay: 10_000, secondsBetween: 0 }

export function createTestClock(start = START): TestClock {
  let time = start
  return {
    now: () => time,
    advance(ms) {
      time += ms
    },
  }
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { publicUrl = 'https://comments.ledger.example', kind = 'production', providers = [] } = options
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'brevier-test-'))
  const clock = createTestClock(options.start)
  const time = options.steady
    ? createSteadyClock(clock, typeof options.steady === 'function' ? options.steady : () => 0)
    : clock
  const file = join(dir, 'brevier.sqlite')
  if (!existsSync(file)) putTemplate(file, kind)
  const storage = await openStorage({
    url: `sqlite:${file}`,
    kind,
    now: clock.now(),
    migrationsDir: PATHS.migrations,
  })
  const { stores } = storage
  const log: string[] = []
  const note = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) => {
    const { error } = fields
    log.push(`${level} ${message} ${error instanceof Error ? error.stack : JSON.stringify(fields)}`)
  }
  const logger = options.log ?? {
    debug: () => {},
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
  }
  const ids = createIds(time)
  const services = createServices({
    stores,
    clock: time,
    ids,
    providers: new Map(providers.map((provider): [ProviderName, Provider] => [provider.name, provider])),
    outbound: options.outbound ?? NOBODY,
    cards: options.cards ?? createCardRenderer({ fontsDir: PATHS.fonts }),
    cardFiles: createCardFiles({ dir: join(dir, 'cards'), limit: 64 * 1024 * 1024, clock: time }),
    photos: createPhotos({ dir: join(dir, 'photos') }),
    pictures: createPreviewPictures(),
    vault: createVault(installationSecret(dir)),
    events: createEvents((name, error) => logger.error({ name, error }, 'event listener failed')),
    log: logger,
    alerts: options.alerts ?? null,
    publicUrl,
    signOnIdentity: kind === 'sandbox' ? 'sandbox:paper' : 'paper',
    consoleLinkOpensSession: kind === 'sandbox',
  })
  const site = await services.sites.create({
    key: 'ledger',
    title: { en: 'The Morning Ledger', ko: '모닝레저' },
    origins: ['https://www.ledger.example'],
    rates: RELAXED,
    ...options.site,
  })
  await services.policy.publish(site.id, policy)
  const app = createServer({
    services,
    settings: {
      publicUrl,
      security: options.security,
      sandbox: options.sandbox ?? false,
      trustedProxies: options.networks?.trustedProxies ?? 0,
    },
    assetsDir: PATHS.assets,
    log: logger,
    now: time.now,
    ...(options.networks ? { rates: options.networks.rates } : {}),
    ...(options.lagMs ? { lagMs: options.lagMs } : {}),
  })

  async function person(name: string, role: Role): Promise<Person> {
    const account = newAccount({
      id: ids.next(),
      siteId: site.id,
      displayName: name,
      role,
      language: 'en',
      createdAt: time.now(),
    })
    await stores.accounts.insert(account, null)
    const token = randomToken()
    const sessionKind = role === 'reader' ? 'reader' : 'staff'
    await stores.accounts.insertSession({
      id: ids.next(),
      kind: sessionKind,
      tokenHash: await sha256Hex(token),
      siteId: site.id,
      accountId: account.id,
      articleId: null,
      identity: null,
      agent: 'Firefox · Linux',
      createdAt: time.now(),
      lastSeenAt: time.now(),
      expiresAt: sessionEnd(sessionKind, time.now()),
    })
    const who = { siteId: site.id, accountId: account.id }
    const actor: Actor =
      role === 'reader' ? { type: 'reader', ...who, articleId: null } : { type: 'staff', ...who, role }
    return { account, actor, token, cookie: `__Host-brevier_${sessionKind}=${token}` }
  }

  let articles = 0
  const world: Omit<World, 'article'> = {
    publicUrl,
    dir,
    clock,
    stores,
    services,
    app,
    site,
    log,
    reader: (name = 'Maya Okafor') => person(name, 'reader'),
    staff: (name = 'Han Jiwoo', role = 'moderator') => person(name, role),
    putArticle(change = {}) {
      articles += 1
      return services.articles.put(site, {
        key: `article-${articles}`,
        url: `${site.origins[0]}/news/${articles}`,
        headline: 'Council to open two shelters on the border road',
        publishedAt: START,
        language: 'en',
        ...change,
      })
    },
    async request(path, { as, ...init } = {}) {
      const headers = new Headers(init.headers)
      if (as && !headers.has('cookie')) headers.set('cookie', as.cookie)
      if (init.method === 'POST' && !headers.has('origin') && !headers.has('x-no-origin'))
        headers.set('origin', publicUrl)
      headers.delete('x-no-origin')
      return app.request(path, { ...init, headers })
    },
    form(path, fields, as, headers = {}) {
      const body = new URLSearchParams(fields).toString()
      return world.request(path, {
        method: 'POST',
        body,
        as,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
    },
    json(path, body, as, headers = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return world.request(path, {
        method: 'POST',
        body: text,
        as,
        headers: { 'content-type': 'application/json', ...headers },
      })
    },
    async close() {
      await storage.close()
      if (!options.dir) rmSync(dir, { recursive: true, force: true })
    },
  }
  return { ...world, article: await world.putArticle() }
}
