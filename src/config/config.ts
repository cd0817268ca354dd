import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
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
  readonly storage: { readonly dataDir: string; readonly database: string }
  readonly providers: {
    readonly x: { readonly clientId: string; readonly clientSecret: Secret } | null
    readonly facebook: { readonly appId: string; readonly appSecret: Secret } | null
    readonly kakao: OidcClient | null
    readonly google: OidcClient | null
    readonly oidc: (OidcClient & { readonly issuer: string; readonly label: string }) | null
  }
  readonly log: { readonly level: string }
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
  { key: 'data', help: 'folder for the database and photos', fallback: './data' },
  { key: 'database', help: 'database URL; sqlite:PATH', fallback: '' },
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
  const port = Number(value('port'))
  if (!/^\d{1,5}$/.test(value('port')) || port < 1 || port > 65_535)
    faults.push('port must be a number from 1 to 65535')
  if (!['debug', 'info', 'warn', 'error'].includes(value('log_level'))) {
    faults.push('log_level must be debug, info, warn or error')
  }
  const providers = buildProviders(value, faults)
  const security = buildSecurity(value, faults)
  const dataDir = resolve(cwd, value('data'))
  const database = value('database') || `sqlite:${join(dataDir, 'brevier.sqlite')}`
  if (!database.startsWith('sqlite:')) faults.push('database must be sqlite:PATH')
  if (faults.length > 0) throw new ConfigError(faults)
  return Object.freeze({
    publicUrl: url?.origin ?? '',
    listen: { host: value('host'), port },
    storage: { dataDir, database },
    providers,
    log: { level: value('log_level') },
    security,
  })
}

type Value = (key: Key) => string

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

function readFile(path: string, faults: string[]): Map<string, string> {
  if (!existsSync(path)) return new Map()
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content !== 'object' || content === null || Array.isArray(content))
      throw new Error('not an object')
    return new Map(Object.entries(content).map(([key, value]) => [key, String(value)]))
  } catch (error) {
    faults.push(`${path} is not a JSON object (${error instanceof Error ? error.message : 'unreadable'})`)
    return new Map()
  }
}
