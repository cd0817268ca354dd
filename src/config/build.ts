import { join, resolve } from 'node:path'
import { isLoopbackUrl, parseHttpUrl } from '../kernel/url.ts'
import { type Config, ConfigError } from './model.ts'
import type { Key } from './options.ts'
import { buildProviders } from './parts/providers.ts'
import { numberOf, PORTS, type Value } from './parts/value.ts'
import { buildAlerts, buildMetrics, buildSecurity } from './parts/watching.ts'

/**
 * `folderOf`: where a relative path of that setting begins. `whole`: what is told of the faults.
 * @throws {ConfigError} with every fault at once, those found before included
 */
export function build(
  value: Value,
  folderOf: (key: Key) => string,
  faults: string[],
  whole: (faults: readonly string[]) => readonly string[],
): Config {
  const url = parseHttpUrl(value('public_url'))
  if (!url || url.origin !== value('public_url').replace(/\/$/, '')) {
    faults.push('public_url must be the origin of this service, e.g. https://comments.paper.example')
  } else if (url.protocol !== 'https:' && !isLoopbackUrl(url)) {
    faults.push('public_url must begin with https:// (sign-in cookies need it)')
  }
  const port = numberOf(value, 'port', PORTS, faults)
  if (!['debug', 'info', 'warn', 'error'].includes(value('log_level'))) {
    faults.push('log_level must be debug, info, warn or error')
  }
  const trustedProxies = numberOf(value, 'trusted_proxies', { min: 0, max: 5 }, faults)
  const kept = buildKept(value, faults)
  const providers = buildProviders(value, faults)
  const metrics = buildMetrics(value, faults)
  const alerts = buildAlerts(value, faults)
  const security = buildSecurity(value, faults)
  const dataDir = resolve(folderOf('data'), value('data'))
  const database = databaseOf(value('database') || `sqlite:${join(dataDir, 'brevier.sqlite')}`)
  if (database === null) faults.push('database must be sqlite:PATH')
  const backups = {
    dir: resolve(folderOf('backup_dir'), value('backup_dir') || join(dataDir, 'backups')),
    keep: numberOf(value, 'backup_keep', { min: 1, max: 1_000 }, faults),
    everyHours: numberOf(value, 'backup_every_hours', { min: 0, max: 8_760 }, faults),
  }
  if (faults.length > 0 || database === null) throw new ConfigError(whole(faults))
  return Object.freeze({
    publicUrl: url?.origin ?? '',
    listen: { host: value('host'), port },
    trustedProxies,
    storage: { dataDir, database: `sqlite:${resolve(folderOf('database'), database)}`, ...kept },
    providers,
    log: { level: value('log_level') },
    backups,
    metrics,
    alerts,
    security,
  })
}

function buildKept(value: Value, faults: string[]): Pick<Config['storage'], 'ballastMb' | 'sharesCommits'> {
  const ballastMb = numberOf(value, 'ballast_mb', { min: 0, max: 99_999 }, faults)
  if (!['on', 'off'].includes(value('commit_grouping'))) faults.push('commit_grouping must be on or off')
  return { ballastMb, sharesCommits: value('commit_grouping') !== 'off' }
}

/** The path of `sqlite:PATH`, `null` where it names none. */
function databaseOf(url: string): string | null {
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]
  return path === undefined || path === ':memory:' ? null : path
}
