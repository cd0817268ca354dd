import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createCardFiles } from './adapters/card-files.ts'
import { createCardRenderer } from './adapters/card-renderer.ts'
import { createLog } from './adapters/log.ts'
import { createLoopDelay, type LoopDelay } from './adapters/loop-delay.ts'
import { createOutbound } from './adapters/outbound.ts'
import { createPhotos } from './adapters/photos.ts'
import { createPreviewPictures } from './adapters/preview-pictures.ts'
import { createRateLimits } from './adapters/rate-limits.ts'
import { createVault, installationSecret } from './adapters/vault.ts'
import type { Config } from './config/config.ts'
import { PATHS } from './config/paths.ts'
import type { ProviderName } from './features/accounts/model.ts'
import { createFacebookProvider } from './features/accounts/providers/facebook.ts'
import { operatorLine } from './features/accounts/providers/operator.ts'
import type { Provider } from './features/accounts/providers/provider.ts'
import { createXProvider } from './features/accounts/providers/x.ts'
import { createEvents } from './features/events.ts'
import type { Log, Outbound, Ports, RateLimits } from './features/ports.ts'
import { createServices, type Services } from './features/services.ts'
import { type Jobs, startJobs } from './jobs/index.ts'
import { type Clock, systemClock } from './kernel/clock.ts'
import { uuidv7 } from './kernel/ids.ts'
import { openStorage } from './storage/open.ts'

/** On disk: some ten thousand cards. */
const CARD_BYTES = 512 * 1024 * 1024

export interface Composition {
  services: Services
  /** Origin of this service as browsers see it, without a trailing slash. */
  publicUrl: string
  log: Log
  /** Whether a write can be committed now; at most a second old. */
  canCommit(): Promise<boolean>
  /** Limits by network, in memory. */
  rates: RateLimits
  /** Mean delay of the event loop in the last second, ms. Measured only in a serving process, from `startJobs` on. */
  lagMs(): number
  /** Background work: outbox delivery and clean-up. Runs only in a serving process. */
  startJobs(): void
  /** Says that the end is near, before anything is closed. */
  announceStop(): void
  /** Whether that was said. */
  stopping(): boolean
  /** Ends the background work, delivers what is due as far as a second reaches, and closes the database. */
  close(): Promise<void>
}

export interface Installation {
  publicUrl: string
  dataDir: string
  /** `sqlite:PATH` */
  database: string
  /** A database is stamped at its creation; the other kind refuses to open it. */
  kind: 'production' | 'sandbox'
  providers: readonly Provider[]
  log: Log
  clock?: Clock
  cards?: Ports['cards']
  /** For what is not a provider's; public addresses only unless given. */
  outbound?: Outbound
}

/** The only place that wires real parts. @throws when the database cannot be opened, migrated or locked */
export async function compose(installation: Installation): Promise<Composition> {
  const { publicUrl, dataDir, database, kind, log, clock = systemClock } = installation
  mkdirSync(dataDir, { recursive: true })
  const storage = await openStorage({
    url: database,
    kind,
    now: clock.now(),
    migrationsDir: PATHS.migrations,
  })
  const services = createServices({
    stores: storage.stores,
    clock,
    ids: { next: () => uuidv7(clock.now()) },
    providers: new Map(
      installation.providers.map((provider): [ProviderName, Provider] => [provider.name, provider]),
    ),
    outbound: installation.outbound ?? createOutbound(),
    cards: installation.cards ?? createCardRenderer({ fontsDir: PATHS.fonts }),
    cardFiles: createCardFiles({ dir: join(dataDir, 'cards'), limit: CARD_BYTES, clock }),
    photos: createPhotos({ dir: join(dataDir, 'photos') }),
    pictures: createPreviewPictures(),
    vault: createVault(installationSecret(dataDir)),
    events: createEvents((name, error) => log.error({ name, error }, 'event listener failed')),
    log,
    publicUrl,
    signOnIdentity: kind === 'sandbox' ? 'sandbox:paper' : 'paper',
    consoleLinkOpensSession: kind === 'sandbox',
  })
  services.events.on('login.failed', (event) => {
    const { level, message } = operatorLine(event.provider, event.failure)
    log[level](event, message)
  })
  services.events.on('provider.changed', ({ provider, unavailable }) => {
    if (unavailable === null) log.info({ provider }, `sign-in with ${provider} is offered again`)
  })
  services.events.on('staff.acted', (event) => log.info(event, `staff: ${event.act}`))
  services.events.on('desk.changed', (event) => log.info(event, `desk: ${event.what} changed`))
  let jobs: Jobs | null = null
  let delay: LoopDelay | null = null
  let isStopping = false
  return {
    services,
    publicUrl,
    log,
    canCommit: () => storage.canCommit(),
    rates: createRateLimits(),
    lagMs: () => delay?.meanMs() ?? 0,
    startJobs() {
      delay = createLoopDelay()
      jobs = startJobs(services, log)
    },
    announceStop() {
      isStopping = true
    },
    stopping: () => isStopping,
    async close() {
      delay?.stop()
      await jobs?.stop()
      await storage.close()
    },
  }
}

/** The configured installation: real X and Facebook, a production database. @throws as {@link compose} */
export async function composeProduction(config: Config): Promise<Composition> {
  return compose({
    publicUrl: config.publicUrl,
    ...config.storage,
    kind: 'production',
    providers: await productionProviders(config, createOutbound()),
    log: createLog(config.log.level),
  })
}

/** Their hosts are constants, but for the free one: no setting can redirect them. */
async function productionProviders(config: Config, outbound: Outbound): Promise<Provider[]> {
  const { x, facebook, kakao, google, oidc } = config.providers
  return [
    ...(x ? [createXProvider({ ...x, outbound })] : []),
    ...(facebook ? [createFacebookProvider({ ...facebook, outbound })] : []),
    ...(kakao || google || oidc ? await oidcProviders(config, outbound) : []),
  ]
}

/** Their library is loaded by those alone who use it: nobody else pays for it at the start. */
async function oidcProviders({ providers }: Config, outbound: Outbound): Promise<Provider[]> {
  const { createOidcProvider } = await import('./features/accounts/providers/oidc.ts')
  const { FREE_OIDC, labelled, OIDC_PRESETS } = await import('./features/accounts/providers/oidc-presets.ts')
  const { kakao, google, oidc } = providers
  const preset = (name: keyof typeof OIDC_PRESETS, client: typeof kakao) =>
    client ? [createOidcProvider({ ...OIDC_PRESETS[name], ...client, name, outbound })] : []
  return [
    ...preset('kakao', kakao),
    ...preset('google', google),
    ...(oidc
      ? [createOidcProvider({ ...FREE_OIDC, ...oidc, label: labelled(oidc.label), name: 'oidc', outbound })]
      : []),
  ]
}
