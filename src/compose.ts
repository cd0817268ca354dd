import { join } from 'node:path'
import { createCardFiles } from './adapters/card-files.ts'
import { createCardRenderer } from './adapters/card-renderer.ts'
import { createLog } from './adapters/log.ts'
import { createLoopDelay, type LoopDelay } from './adapters/loop-delay.ts'
import { meter, meteredCards } from './adapters/metering.ts'
import type { MetricSources } from './adapters/metrics.ts'
import { createOutbound } from './adapters/outbound.ts'
import { createPhotos } from './adapters/photos.ts'
import { createPreviewPictures } from './adapters/preview-pictures.ts'
import { createRateLimits } from './adapters/rate-limits.ts'
import { createVault } from './adapters/vault.ts'
import type { Config } from './config/config.ts'
import { refuseRootElsewhere } from './config/owner.ts'
import { PATHS } from './config/paths.ts'
import type { ProviderName } from './features/accounts/model.ts'
import { createFacebookProvider } from './features/accounts/providers/facebook.ts'
import { operatorLine } from './features/accounts/providers/operator.ts'
import type { Provider } from './features/accounts/providers/provider.ts'
import { createXProvider } from './features/accounts/providers/x.ts'
import { createEvents, type Events } from './features/events.ts'
import type { Log, Outbound, Ports, RateLimits, SpaceReport } from './features/ports.ts'
import { createServices, type Services } from './features/services.ts'
import { type Jobs, startJobs } from './jobs/index.ts'
import { type Verification, verify } from './jobs/verify.ts'
import { type Clock, SECOND, systemClock } from './kernel/clock.ts'
import { createIds } from './kernel/ids.ts'
import { createMeters, type Meters } from './kernel/meters.ts'
import { createReadiness, type Readiness } from './kernel/readiness.ts'
import { newestBackup } from './storage/backup-files.ts'
import { privateFolder } from './storage/durable.ts'
import { databaseFile, openStorage, readStorage } from './storage/open.ts'
import { installationSecret } from './storage/secret-key.ts'

// What `doctor` looks at without a composition: it must find out why there is none.
export { diskFigures } from './adapters/disk.ts'
export { createOutbound } from './adapters/outbound.ts'
export { databaseFile, engineVersion } from './storage/open.ts'

const MEGABYTE = 1024 * 1024
/** On disk: some ten thousand cards. */
const CARD_BYTES = 512 * MEGABYTE

export interface Composition {
  services: Services
  /** Origin of this service as browsers see it, without a trailing slash. */
  publicUrl: string
  log: Log
  /** Whether a write can be committed now; at most a second old. */
  canCommit(): Promise<boolean>
  /** The file, its counters and every log; a file that is opened for reading alone is not repaired. */
  verify(): Promise<Verification>
  /** How much room there is; measured now. */
  space(): Promise<SpaceReport>
  /** What this process counts. */
  meters: Meters
  readiness: Readiness
  /** All figures in Prometheus' text form. Its library is loaded by the first call. */
  metrics(): Promise<{ contentType: string; text: string }>
  /** Tells this installation from any other; no secret. */
  installationId(): Promise<string>
  /** Limits by network, in memory. */
  rates: RateLimits
  /** How far the event loop is behind, ms; see {@link LoopDelay}. Measured only in a serving process, from `startJobs` on. */
  lagMs(): number
  /** Background work: outbox delivery and clean-up. Runs only in a serving process. */
  startJobs(): void
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
  /** Where the copy before a migration goes; `backups/` beside the database unless given. */
  backupDir?: string
  providers: readonly Provider[]
  log: Log
  clock?: Clock
  cards?: Ports['cards']
  alerts?: Config['alerts']
  /** Beside a process that serves it: no lock, no change. */
  readOnly?: boolean
  /** For what is not a provider's; public addresses only unless given. */
  outbound?: Outbound
  /** Room kept for moderation on a full disk; none unless given. */
  ballastBytes?: number
  /** Off, for measuring: every write is committed by itself. On: they are paced as well, for a process that serves. */
  sharesCommits?: boolean
  /** Nothing can be called saved any more: the process must end, and its supervisor start it again. */
  onFatal?: (error: unknown) => void
}

/** The only place that wires real parts. @throws when the database cannot be opened, migrated or locked */
export async function compose(installation: Installation): Promise<Composition> {
  const { publicUrl, dataDir, database, kind, log, clock = systemClock } = installation
  const { ballastBytes, onFatal, readOnly = false, sharesCommits } = installation
  if (!readOnly) privateFolder(dataDir)
  const { backupDir = join(dataDir, 'backups') } = installation
  const meters = createMeters()
  const storage = await (readOnly ? readStorage : openStorage)({
    url: database,
    kind,
    now: clock.now(),
    migrationsDir: PATHS.migrations,
    backupDir,
    log,
    ballastBytes,
    onFatal(error) {
      log.error(
        { error },
        'the disk did not keep what was written to it. Nothing more is saved, and this process ends: start it again, and look at the disk if that does not help',
      )
      onFatal?.(error)
    },
    onCommit(ms, writes) {
      meters.commits.record(ms / SECOND)
      meters.commitWrites.record(writes)
    },
    ...(sharesCommits === false && { batch: 1 }),
    ...(sharesCommits && { paced: true }),
  })
  const vault = createVault(installationSecret(dataDir, !readOnly))
  const services = createServices({
    stores: storage.stores,
    clock,
    ids: createIds(clock),
    providers: new Map(
      installation.providers.map((provider): [ProviderName, Provider] => [provider.name, provider]),
    ),
    outbound: installation.outbound ?? createOutbound(),
    cards: meteredCards(installation.cards ?? createCardRenderer({ fontsDir: PATHS.fonts }), meters),
    cardFiles: createCardFiles({ dir: join(dataDir, 'cards'), limit: CARD_BYTES, clock }),
    photos: createPhotos({ dir: join(dataDir, 'photos') }),
    pictures: createPreviewPictures(),
    vault,
    events: createEvents((name, error) => log.error({ name, error }, 'event listener failed')),
    log,
    alerts: installation.alerts ?? null,
    publicUrl,
    signOnIdentity: kind === 'sandbox' ? 'sandbox:paper' : 'paper',
    consoleLinkOpensSession: kind === 'sandbox',
  })
  logEvents(services.events, log)
  meter(
    services.events,
    meters,
    installation.providers.map(({ name }) => name),
  )
  const metrics = createMetricsOnce({
    meters,
    dataDir,
    databaseFile: databaseFile(database),
    sites: () => services.sites.list(),
    waiting: (siteId) => services.moderation.waiting(siteId),
    lag: () => services.delivery.lag(),
    lastBackupAt: () => {
      const newest = newestBackup(backupDir, clock.now())
      return newest && Date.parse(newest.createdAt)
    },
    now: clock.now,
  })
  let jobs: Jobs | null = null
  let delay: LoopDelay | null = null
  return {
    services,
    publicUrl,
    log,
    canCommit: () => storage.canCommit(),
    verify: () => verify(services, storage.upkeep, { repair: !readOnly }),
    space: () => storage.upkeep.lookAtSpace(),
    meters,
    readiness: createReadiness({ canCommit: () => storage.canCommit() }),
    metrics,
    installationId: async () =>
      Buffer.from(await vault.derive('installation id'))
        .toString('hex')
        .slice(0, 16),
    rates: createRateLimits(),
    lagMs: () => delay?.lagMs() ?? 0,
    startJobs() {
      delay = createLoopDelay()
      jobs = startJobs(services, log, storage.upkeep, clock)
    },
    async close() {
      delay?.stop()
      await jobs?.stop()
      await storage.close()
    },
  }
}

/** What an operator reads of the business: ids and acts, never a name, a text or a credential. */
export function logEvents(events: Events, log: Log): void {
  events.on('login.failed', (event) => {
    const { level, message } = operatorLine(event.provider, event.failure)
    log[level](event, message)
  })
  events.on('provider.changed', ({ provider, unavailable }) => {
    if (unavailable === null) log.info({ provider }, `sign-in with ${provider} is offered again`)
  })
  events.on('staff.acted', (event) => log.info(event, `staff: ${event.act}`))
  events.on('desk.changed', (event) => log.info(event, `desk: ${event.what} changed`))
}

/** The configured installation: real X and Facebook, a production database. @throws as {@link compose} */
export async function composeProduction(
  config: Config,
  more: Pick<Installation, 'onFatal' | 'readOnly'> = {},
): Promise<Composition> {
  if (!more.readOnly) refuseRootElsewhere(config.storage.dataDir)
  return compose({
    ...more,
    publicUrl: config.publicUrl,
    dataDir: config.storage.dataDir,
    database: config.storage.database,
    ballastBytes: config.storage.ballastMb * MEGABYTE,
    sharesCommits: config.storage.sharesCommits,
    backupDir: config.backups.dir,
    kind: 'production',
    providers: await productionProviders(config, createOutbound()),
    log: createLog(config.log.level),
    alerts: config.alerts,
  })
}

/** The library costs memory and time that only those pay who watch. */
function createMetricsOnce(sources: MetricSources): Composition['metrics'] {
  let made: Promise<Composition['metrics']> | undefined
  return async () => {
    made ??= import('./adapters/metrics.ts').then(({ createMetrics }) => createMetrics(sources))
    return (await made)()
  }
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
