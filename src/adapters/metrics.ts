import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { SECOND } from '../kernel/clock.ts'
import type { Meters, Spread, Tally } from '../kernel/meters.ts'
import { diskFigures } from './disk.ts'

/** Where figures come from that nobody counts: read when somebody asks. */
export interface MetricSources {
  meters: Meters
  dataDir: string
  databaseFile: string
  sites(): Promise<readonly { id: string; key: string }[]>
  /** Open reviews of a site, and when the oldest was opened (epoch ms). */
  waiting(siteId: string): Promise<{ count: number; oldestAt: number | null }>
  /** Outbox entries whose time has come. */
  lag(): Promise<{ due: number; oldestDueAt: number | null; attempts: number }>
  /** Epoch ms of the newest good backup. */
  lastBackupAt(): number | null
  now(): number
}

export interface Exposition {
  contentType: string
  text: string
}

/** Prometheus text of everything that is counted. Names and what to watch: `docs/observing.md`. */
export function createMetrics(sources: MetricSources): () => Promise<Exposition> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  let keys = new Map<string, string>()
  registerCounted(registry, sources.meters, (id) => keys.get(id) ?? 'unknown')
  const state = registerState(registry)
  return async () => {
    const sites = await sources.sites()
    keys = new Map(sites.map(({ id, key }) => [id, key]))
    await readState(state, sources, sites)
    return { contentType: registry.contentType, text: await registry.metrics() }
  }
}

/** Of a kept spread, in place of observations that the library would have to be told one by one. */
class KeptHistogram extends Histogram<string> {
  readonly #name: string
  readonly #help: string
  readonly #spread: Spread

  constructor(register: Registry, name: string, help: string, spread: Spread) {
    super({ name, help, labelNames: [...spread.labels], buckets: [...spread.bounds], registers: [register] })
    this.#name = name
    this.#help = help
    this.#spread = spread
  }

  /** What the registry asks; the library's types do not know it. */
  async getForPromString() {
    const { bounds, labels: names } = this.#spread
    const values = this.#spread.entries().flatMap(({ values, buckets, sum, count }) => {
      const labels = labelled(names, values)
      const line = (suffix: string, value: number, more = {}) => ({
        metricName: `${this.#name}_${suffix}`,
        labels: { ...labels, ...more },
        value,
      })
      return [
        ...bounds.map((le, at) => line('bucket', buckets[at] ?? 0, { le })),
        line('bucket', count, { le: '+Inf' }),
        line('sum', sum),
        line('count', count),
      ]
    })
    return { name: this.#name, help: this.#help, type: 'histogram', values }
  }
}

function labelled(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']))
}

function registerCounted(registry: Registry, meters: Meters, siteKey: (id: string) => string): void {
  const registers = [registry]
  const spread = (name: string, help: string, kept: Spread) =>
    new KeptHistogram(registry, `brevier_${name}`, help, kept)
  const counter = (name: string, help: string, labelNames: readonly string[], read: () => Labelled[]) =>
    new Counter({
      name: `brevier_${name}_total`,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        this.reset()
        for (const { labels, value } of read()) this.inc(labels, value)
      },
    })
  const tally = (name: string, help: string, kept: Tally) =>
    counter(name, help, kept.labels, () =>
      kept.entries().map(({ values, count }) => {
        const labels = labelled(kept.labels, values)
        const { site } = labels
        return { labels: site === undefined ? labels : { ...labels, site: siteKey(site) }, value: count }
      }),
    )
  const load = (what: 'inFlight' | 'shed') =>
    Object.entries(meters.load?.()[what] ?? {}).map(([name, value]) => ({ labels: { class: name }, value }))

  spread(
    'http_request_duration_seconds',
    'Answered requests by route pattern; cached pages apart',
    meters.requests,
  )
  tally('http_refusals', 'Refused requests by type of problem', meters.refusals)
  counter('page_cache_answers', 'Answers of the page cache: hot, kept or built', ['how'], () =>
    Object.entries(meters.cache).map(([how, value]) => ({ labels: { how }, value })),
  )
  spread('commit_duration_seconds', 'Time of a commit, its sync to disk included', meters.commits)
  spread('commit_writes', 'Writes that shared a commit', meters.commitWrites)
  spread('screening_duration_seconds', 'Time of all checks on one comment', meters.screening)
  tally('comments', 'Submitted comments by what became of them', meters.comments)
  tally('decisions', 'Decisions on comments by kind', meters.decisions)
  tally('reports', 'Reports by readers', meters.reports)
  tally('alerts_given_up', 'Messages about the queue that the webhook never took', meters.alertsGivenUp)
  spread('card_draw_duration_seconds', 'Drawn share cards by kind', meters.cards)
  tally('card_failures', 'Share cards that could not be drawn, by reason', meters.cardFailures)
  tally('logins', 'Successful logins by provider', meters.logins)
  tally('provider_errors', 'Failed logins by provider and failure', meters.providerErrors)
  counter('http_shed', 'Requests turned away for load, by class of route', ['class'], () => load('shed'))
  new Gauge({
    name: 'brevier_http_in_flight',
    help: 'Requests being answered now, by class of route',
    labelNames: ['class'],
    registers,
    collect() {
      for (const { labels, value } of load('inFlight')) this.set(labels, value)
    },
  })
}

interface Labelled {
  labels: Record<string, string>
  value: number
}

function registerState(registry: Registry) {
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name: `brevier_${name}`, help, registers })
  const ofSite = (name: string, help: string) =>
    new Gauge({ name: `brevier_${name}`, help, labelNames: ['site'], registers })
  return {
    waiting: ofSite('queue_cases', 'Cases that wait for the desk'),
    age: ofSite('queue_oldest_age_seconds', 'Age of the oldest waiting case; 0 when none waits'),
    due: gauge('outbox_due_entries', 'Outbox entries whose time has come'),
    lag: gauge(
      'outbox_lag_seconds',
      'Age of the oldest due outbox entry, cards in line aside; 0 when none is due',
    ),
    attempts: gauge('outbox_max_attempts', 'Attempts of the due outbox entry that failed most often'),
    database: gauge('database_size_bytes', 'Size of the database file'),
    wal: gauge('database_wal_size_bytes', 'Size of the write-ahead log'),
    free: gauge('data_free_bytes', 'Free space of the file system of the data folder'),
    size: gauge('data_size_bytes', 'Size of the file system of the data folder'),
    backup: gauge(
      'backup_last_success_timestamp_seconds',
      'When the newest good backup was made; 0 for none',
    ),
  }
}

async function readState(
  state: ReturnType<typeof registerState>,
  { waiting, lag, lastBackupAt, dataDir, databaseFile, now }: MetricSources,
  sites: readonly { id: string; key: string }[],
): Promise<void> {
  const age = (at: number | null) => (at === null ? 0 : Math.max(0, now() - at) / SECOND)
  for (const { id, key } of sites) {
    const { count, oldestAt } = await waiting(id)
    state.waiting.set({ site: key }, count)
    state.age.set({ site: key }, age(oldestAt))
  }
  const { due, oldestDueAt, attempts } = await lag()
  state.due.set(due)
  state.lag.set(age(oldestDueAt))
  state.attempts.set(attempts)
  const disk = await diskFigures(dataDir, databaseFile)
  state.database.set(disk.databaseBytes)
  state.wal.set(disk.walBytes)
  state.free.set(disk.freeBytes)
  state.size.set(disk.sizeBytes)
  state.backup.set((lastBackupAt() ?? 0) / SECOND)
}
