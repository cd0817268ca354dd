import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { MINUTE } from '../kernel/clock.ts'
import { isLoopbackUrl, parseHttpUrl } from '../kernel/url.ts'
import { readEnv } from './env.ts'
import { Secret } from './secrets.ts'

interface OidcClient {
  readonly clientId: string
  readonly clientSecret: Secret
}

export interface Config {
  readonly publicUrl: string
  readonly listen: { readonly host: string; readonly port: number }
  /** How many proxies of one's own a request passes before it is here. */
  readonly trustedProxies: number
  readonly storage: {
    readonly dataDir: string
    readonly database: string
    /** Room that is kept for moderation on a full disk, in 2^20 bytes; 0: none. */
    readonly ballastMb: number
    readonly sharesCommits: boolean
  }
  readonly providers: {
    readonly x: { readonly clientId: string; readonly clientSecret: Secret } | null
    readonly facebook: { readonly appId: string; readonly appSecret: Secret } | null
    readonly kakao: OidcClient | null
    readonly google: OidcClient | null
    readonly oidc: (OidcClient & { readonly issuer: string; readonly label: string }) | null
  }
  readonly log: { readonly level: string }
  /** `everyHours` 0: none by the clock. */
  readonly backups: { readonly dir: string; readonly keep: number; readonly everyHours: number }
  /** Readiness and metrics: on a port of their own, for a token on the public port, both, or neither. */
  readonly metrics: { readonly host: string; readonly port: number | null; readonly token: Secret | null }
  readonly alerts: { readonly webhookUrl: Secret; readonly afterMs: number } | null
  /** Where weaknesses are reported; `undefined`: nothing is said about it. */
  readonly security: { readonly contact: string; readonly policyUrl: string | null } | undefined
}

/** Every fault of a configuration, each as a sentence that says what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

interface Option {
  /** Key in the configuration file; its variable is `BREVIER_` and the same in capitals. */
  key: string
  help: string
  fallback?: string
}

/** One list generates the file's keys, the variables and the help. */
export const OPTIONS = [
  {
    key: 'public_url',
    help: 'address of this service as browsers see it, e.g. https://comments.paper.example',
  },
  { key: 'host', help: 'address to listen on', fallback: '127.0.0.1' },
  { key: 'port', help: 'port to listen on', fallback: '8787' },
  {
    key: 'trusted_proxies',
    help: 'how many proxies of your own a request passes before it is here, 0 to 5',
    fallback: '0',
  },
  { key: 'data', help: 'folder for the database and photos', fallback: './data' },
  { key: 'database', help: 'database URL; sqlite:PATH', fallback: '' },
  {
    key: 'ballast_mb',
    help: 'megabytes kept free for moderation on a full disk; 0 keeps none',
    fallback: '64',
  },
  {
    key: 'commit_grouping',
    help: 'on or off: whether writes that arrive together share one commit; off only to measure what that brings',
    fallback: 'on',
  },
  { key: 'x_client_id', help: 'OAuth 2.0 client id of your X app' },
  { key: 'x_client_secret', help: 'its client secret (better: X_CLIENT_SECRET_FILE)' },
  { key: 'facebook_app_id', help: 'id of your Facebook app' },
  { key: 'facebook_app_secret', help: 'its secret (better: FACEBOOK_APP_SECRET_FILE)' },
  { key: 'kakao_client_id', help: 'REST API key of your Kakao app, with OpenID Connect switched on' },
  { key: 'kakao_client_secret', help: 'its client secret (better: KAKAO_CLIENT_SECRET_FILE)' },
  { key: 'google_client_id', help: 'OAuth client id of your Google project' },
  { key: 'google_client_secret', help: 'its client secret (better: GOOGLE_CLIENT_SECRET_FILE)' },
  { key: 'oidc_issuer', help: 'issuer of any other OpenID Connect provider, e.g. https://id.paper.example' },
  { key: 'oidc_client_id', help: 'client id there' },
  { key: 'oidc_client_secret', help: 'its client secret (better: OIDC_CLIENT_SECRET_FILE)' },
  { key: 'oidc_label', help: 'what its button is called, at most 40 characters' },
  { key: 'backup_every_hours', help: 'hours between backups; 0 for none by the clock', fallback: '24' },
  { key: 'backup_keep', help: 'backups that are kept', fallback: '14' },
  { key: 'backup_dir', help: 'folder for them; better on another disk', fallback: '' },
  { key: 'metrics_port', help: 'port of its own for /readyz and /metrics; none unless set', fallback: '' },
  { key: 'metrics_host', help: 'address that this port listens on', fallback: '127.0.0.1' },
  {
    key: 'metrics_token',
    help: 'at least 32 characters; whoever sends it as a Bearer token is shown /readyz and /metrics on the public port (better: METRICS_TOKEN_FILE)',
  },
  {
    key: 'alert_webhook_url',
    help: 'https address that is sent {"text": …} when a queue waits too long, e.g. an incoming webhook of Slack (better: ALERT_WEBHOOK_URL_FILE)',
  },
  { key: 'alert_after_minutes', help: 'how long the oldest case may wait until then', fallback: '60' },
  {
    key: 'security_contact',
    help: 'where to report a weakness, for /.well-known/security.txt: mailto:… or https://…',
  },
  { key: 'security_policy_url', help: 'https address of your policy on such reports' },
  { key: 'log_level', help: 'debug, info, warn or error', fallback: 'info' },
] as const satisfies readonly Option[]

type Key = (typeof OPTIONS)[number]['key']

export interface ConfigSources {
  env?: NodeJS.ProcessEnv
  /** Where a relative `brevier.config.json` is looked for. */
  cwd: string
  /** Highest rank: command-line flags by option key. */
  flags?: Partial<Record<Key, string>>
}

/**
 * Defaults < file < environment < flags. Unknown keys are faults, so that a typing error cannot pass silently.
 * @throws {ConfigError} with every fault at once
 */
export function loadConfig({ env, cwd, flags = {} }: ConfigSources): Config {
  const fromEnv = readEnv(env)
  const faults = [...fromEnv.faults]
  const named = fromEnv.values.get('CONFIG')
  const path = resolve(cwd, named ?? 'brevier.config.json')
  if (named !== undefined && !existsSync(path)) faults.push(`BREVIER_CONFIG: the file ${path} does not exist`)
  const file = readFile(path, faults)
  fromEnv.values.delete('CONFIG')
  const values = new Map<string, string>()
  for (const option of OPTIONS) {
    const value =
      flags[option.key] ??
      fromEnv.values.get(option.key.toUpperCase()) ??
      file.get(option.key) ??
      ('fallback' in option ? option.fallback : '')
    values.set(option.key, value)
    fromEnv.values.delete(option.key.toUpperCase())
    file.delete(option.key)
  }
  for (const name of fromEnv.values.keys()) faults.push(`BREVIER_${name} is not a known setting`)
  for (const key of file.keys()) faults.push(`"${key}" in the configuration file is not a known setting`)
  return build((key) => values.get(key) ?? '', cwd, faults)
}

function build(value: Value, cwd: string, faults: string[]): Config {
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
  const dataDir = resolve(cwd, value('data'))
  const database = value('database') || `sqlite:${join(dataDir, 'brevier.sqlite')}`
  if (!database.startsWith('sqlite:')) faults.push('database must be sqlite:PATH')
  const backups = {
    dir: resolve(cwd, value('backup_dir') || join(dataDir, 'backups')),
    keep: numberOf(value, 'backup_keep', { min: 1, max: 1_000 }, faults),
    everyHours: numberOf(value, 'backup_every_hours', { min: 0, max: 8_760 }, faults),
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return Object.freeze({
    publicUrl: url?.origin ?? '',
    listen: { host: value('host'), port },
    trustedProxies,
    storage: { dataDir, database, ...kept },
    providers,
    log: { level: value('log_level') },
    backups,
    metrics,
    alerts,
    security,
  })
}

type Value = (key: Key) => string

const PORTS = { min: 1, max: 65_535 } as const

function buildKept(value: Value, faults: string[]): Pick<Config['storage'], 'ballastMb' | 'sharesCommits'> {
  const ballastMb = numberOf(value, 'ballast_mb', { min: 0, max: 99_999 }, faults)
  if (!['on', 'off'].includes(value('commit_grouping'))) faults.push('commit_grouping must be on or off')
  return { ballastMb, sharesCommits: value('commit_grouping') !== 'off' }
}

function numberOf(
  value: Value,
  key: Key,
  { min, max }: { min: number; max: number },
  faults: string[],
): number {
  const number = Number(value(key))
  if (!/^\d{1,9}$/.test(value(key)) || number < min || number > max)
    faults.push(`${key} must be a number from ${min} to ${max}`)
  return number
}

function buildMetrics(value: Value, faults: string[]): Config['metrics'] {
  const token = value('metrics_token')
  if (token !== '' && !/^[\x21-\x7e]{32,512}$/.test(token))
    faults.push(
      'metrics_token must be 32 to 512 visible ASCII characters, e.g. what openssl rand -hex 32 prints',
    )
  const port = value('metrics_port') === '' ? null : numberOf(value, 'metrics_port', PORTS, faults)
  if (port !== null && value('metrics_port') === value('port'))
    faults.push('metrics_port must be another port than port')
  return { host: value('metrics_host'), port, token: token === '' ? null : new Secret(token) }
}

function buildAlerts(value: Value, faults: string[]): Config['alerts'] {
  const minutes = numberOf(value, 'alert_after_minutes', { min: 1, max: 10_080 }, faults)
  const address = value('alert_webhook_url')
  if (address === '') return null
  // The address is the secret: it is not repeated.
  if (parseHttpUrl(address)?.protocol !== 'https:') faults.push('alert_webhook_url must begin with https://')
  return { webhookUrl: new Secret(address), afterMs: minutes * MINUTE }
}

/** Each stands in a line of its own (RFC 9116 §2.5.3 and 2.5.7), so neither may hold a blank or a control. */
function buildSecurity(value: Value, faults: string[]): Config['security'] {
  const [contact, policyUrl] = [value('security_contact'), value('security_policy_url')]
  const isHttps = (text: string) => /^https:\/\/[\x21-\x7e]+$/.test(text) && parseHttpUrl(text) !== null
  if (contact !== '' && !isHttps(contact) && !/^mailto:[\x21-\x7e]+@[\x21-\x7e]+$/.test(contact))
    faults.push('security_contact must be mailto:ADDRESS or an https address')
  if (policyUrl !== '' && !isHttps(policyUrl)) faults.push('security_policy_url must be an https address')
  if (policyUrl !== '' && contact === '')
    faults.push('security_contact is missing beside security_policy_url')
  return contact === '' ? undefined : { contact, policyUrl: policyUrl || null }
}

function buildProviders(value: Value, faults: string[]): Config['providers'] {
  const before = faults.length
  const x = pair(value, 'x_client_id', 'x_client_secret', faults)
  const facebook = pair(value, 'facebook_app_id', 'facebook_app_secret', faults)
  const kakao = pair(value, 'kakao_client_id', 'kakao_client_secret', faults)
  const google = pair(value, 'google_client_id', 'google_client_secret', faults)
  const oidc = freeOidc(value, faults)
  if (![x, facebook, kakao, google, oidc].some(Boolean) && faults.length === before) {
    faults.push(
      'set x_client_id and x_client_secret, or those of facebook, kakao, google or oidc: readers need a way in',
    )
  }
  return {
    x: x && client(x),
    facebook: facebook && { appId: facebook.id, appSecret: facebook.secret },
    kakao: kakao && client(kakao),
    google: google && client(google),
    oidc,
  }
}

function client({ id, secret }: { id: string; secret: Secret }) {
  return { clientId: id, clientSecret: secret }
}

/** All four or none: without a label, readers would be asked to continue with a protocol. */
function freeOidc(value: Value, faults: string[]): Config['providers']['oidc'] {
  const issuer = value('oidc_issuer')
  const label = value('oidc_label').trim()
  const found = pair(value, 'oidc_client_id', 'oidc_client_secret', faults)
  if (!found && issuer === '' && label === '') return null
  if (!found)
    faults.push('oidc_client_id and oidc_client_secret are missing beside oidc_issuer or oidc_label')
  const url = parseHttpUrl(issuer)
  // Discovery §3: https, no query, no fragment. It is compared to the character, so it stays as it was typed.
  if (url?.protocol !== 'https:' || url.search !== '' || url.hash !== '')
    faults.push(
      'oidc_issuer must be an https address without query, to the character as the provider names itself',
    )
  if (!/^[^\p{C}]{1,40}$/u.test(label))
    faults.push('oidc_label must be 1 to 40 characters: the name on the button')
  return found && { ...client(found), issuer, label }
}

function pair(value: Value, idKey: Key, secretKey: Key, faults: string[]) {
  const id = value(idKey)
  const secret = value(secretKey)
  if (id === '' && secret === '') return null
  if (id === '') faults.push(`${idKey} is missing beside ${secretKey}`)
  if (secret === '') faults.push(`${secretKey} is missing beside ${idKey}`)
  // Lock 5 of the sandbox: its client ids can never be production's.
  if (id.startsWith('sandbox-'))
    faults.push(`${idKey} is a sandbox id; enter the one from the developer console`)
  return { id, secret: new Secret(secret) }
}

/** `NAME_file` stands for the content of that file, beside the configuration where it is not absolute. */
function withFiles(values: ReadonlyMap<string, string>, path: string, faults: string[]): Map<string, string> {
  const settled = new Map<string, string>()
  for (const [key, value] of values) {
    const name = key.replace(/_file$/, '')
    if (name === key || !OPTIONS.some((option) => option.key === name)) settled.set(key, value)
    else if (values.has(name)) faults.push(`give either ${name} or ${key} in the configuration file`)
    else {
      try {
        settled.set(name, readFileSync(resolve(dirname(path), value), 'utf8').trim())
      } catch {
        faults.push(`${key}: the file ${value} cannot be read`)
      }
    }
  }
  return settled
}

function readFile(path: string, faults: string[]): Map<string, string> {
  if (!existsSync(path)) return new Map()
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content !== 'object' || content === null || Array.isArray(content))
      throw new Error('not an object')
    return withFiles(
      new Map(Object.entries(content).map(([key, value]) => [key, String(value)])),
      path,
      faults,
    )
  } catch (error) {
    faults.push(`${path} is not a JSON object (${error instanceof Error ? error.message : 'unreadable'})`)
    return new Map()
  }
}
