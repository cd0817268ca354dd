import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Config, ConfigError, type ConfigSources, loadConfig } from '../../src/config/config.ts'
import { isProductionEnvironment } from '../../src/config/env.ts'
import { Secret } from '../../src/config/secrets.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'brevier-config-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const GOOD = {
  BREVIER_PUBLIC_URL: 'https://comments.paper.example',
  BREVIER_X_CLIENT_ID: 'real-id',
  BREVIER_X_CLIENT_SECRET: 'real-secret',
}
const OIDC = {
  BREVIER_OIDC_ISSUER: 'https://id.paper.example',
  BREVIER_OIDC_CLIENT_ID: 'o',
  BREVIER_OIDC_CLIENT_SECRET: 's',
  BREVIER_OIDC_LABEL: 'Harbour ID',
}
const load = (env: Record<string, string> = {}, more: Omit<ConfigSources, 'cwd' | 'env'> = {}): Config =>
  loadConfig({ env: { ...GOOD, ...env }, cwd, ...more })

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}
const writeConfig = (content: unknown) =>
  writeFileSync(
    join(cwd, 'brevier.config.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  )

describe('a configuration', () => {
  it('with the least that is needed, the rest being defaults', () => {
    const config = load()
    expect(config).toMatchObject({
      publicUrl: 'https://comments.paper.example',
      listen: { host: '127.0.0.1', port: 8787 },
      storage: { dataDir: join(cwd, 'data'), database: `sqlite:${join(cwd, 'data', 'brevier.sqlite')}` },
      providers: { x: { clientId: 'real-id' }, facebook: null },
      log: { level: 'info' },
    })
    expect(config.providers.x?.clientSecret.reveal()).toBe('real-secret')
  })

  it('flags win over the environment, the environment over the file, the file over defaults', () => {
    writeConfig({ host: '10.0.0.1', port: 1111, log_level: 'warn' })
    const config = load({ BREVIER_PORT: '2222', BREVIER_LOG_LEVEL: 'error' }, { flags: { port: '3333' } })
    expect(config.listen).toEqual({ host: '10.0.0.1', port: 3333 })
    expect(config.log.level).toBe('error')
    expect(load({ BREVIER_PORT: '2222' }).listen.port).toBe(2222)
    expect(load().listen.port).toBe(1111)
  })

  it('another file can be named', () => {
    writeFileSync(join(cwd, 'other.json'), JSON.stringify({ port: 4444 }))
    expect(load({ BREVIER_CONFIG: 'other.json' }).listen.port).toBe(4444)
  })
})

describe('a relative path', () => {
  it('is meant from the folder of the file, from wherever a command is called; so is the default', () => {
    const folder = join(cwd, 'etc')
    mkdirSync(folder)
    const named = { BREVIER_CONFIG: join(folder, 'b.json') }
    writeFileSync(named.BREVIER_CONFIG, '{}')
    expect(load(named).storage.dataDir).toBe(join(folder, 'data'))
    expect(load({ ...named, BREVIER_DATA: 'here' }).storage.dataDir).toBe(join(cwd, 'here'))
    writeFileSync(
      named.BREVIER_CONFIG,
      JSON.stringify({ data: './kept', database: 'sqlite:other.sqlite', backup_dir: '../copies' }),
    )
    expect(load(named)).toMatchObject({
      storage: { dataDir: join(folder, 'kept'), database: `sqlite:${join(folder, 'other.sqlite')}` },
      backups: { dir: join(cwd, 'copies') },
    })
  })
})

describe('a faulty configuration', () => {
  it('says every fault at once', () => {
    writeConfig({ colour: 'blue' })
    const faults = faultsOf(() =>
      loadConfig({
        cwd,
        env: {
          BREVIER_PUBLIC_URL: 'comments.paper.example',
          BREVIER_PORT: '99999',
          BREVIER_LOG_LEVEL: 'loud',
          BREVIER_DATABASE: 'postgres://db/x',
          BREVIER_X_CLIENT_ID: 'id-alone',
          BREVIER_PROT: '1',
          BREVIER_FACEBOOK_APP_SECRET_FILE: join(cwd, 'not-there'),
        },
      }),
    ).join('\n')
    for (const part of [
      'public_url',
      'port must be',
      'log_level',
      'sqlite:PATH',
      'x_client_secret is missing',
      'BREVIER_PROT is not a known setting',
      '"colour"',
      'BREVIER_FACEBOOK_APP_SECRET_FILE',
    ])
      expect(faults).toContain(part)
  })

  it('never says a secret', () => {
    const secret = 'hunter2-hunter2'
    const faults = faultsOf(() => loadConfig({ cwd, env: { BREVIER_X_CLIENT_SECRET: secret } }))
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.join('\n')).not.toContain(secret)
  })

  it.each(['{"port":', '[]', '"text"', 'null', ''])('a file that holds %j is a fault', (content) => {
    writeConfig(content)
    expect(faultsOf(load).join()).toContain('is not a JSON object')
  })

  it.each(['{\n"x_client_secret": hunter2-hunter2}', '{"x_client_secret": "hunter2", hunter2}'])(
    'a file that cannot be read is the only fault, and nothing of it is repeated: %j',
    (content) => {
      writeConfig(content)
      const faults = faultsOf(() => loadConfig({ cwd, env: {} }))
      expect(faults).toEqual([expect.stringContaining('is not a JSON object')])
      expect(faults.join()).not.toContain('hunter2')
    },
  )

  it('takes a file as an editor of Windows writes it', () => {
    writeConfig(`\uFEFF{\r\n  "port": 9001\r\n}\r\n`)
    expect(load().listen.port).toBe(9001)
  })

  it('a fault of the file is told with its line', () => {
    writeConfig('{\n  "port": 1,\n}')
    expect(faultsOf(load).join()).toContain('(see line 3)')
  })

  it.each([null, true, ['x'], {}])('%j is no value of a setting', (value) => {
    writeConfig({ data: value, port: value })
    expect(faultsOf(load)).toEqual(
      ['data', 'port'].map((key) => `"${key}" in the configuration file must be a text or a number`),
    )
  })

  it('a fault says where its value was set, and one of the wrong kind is one fault', () => {
    const path = join(cwd, 'brevier.config.json')
    const none = faultsOf(() => load({ BREVIER_PUBLIC_URL: '' }))
    expect(none.join()).toMatch(/^public_url must .* \(not set: there is no .*brevier\.config\.json\)$/)
    writeConfig({ port: 99_999, log_level: ['warn'], backup_keep: 'x' })
    expect(faultsOf(() => load({ BREVIER_BACKUP_KEEP: '0' }, { flags: { host: '' } }))).toEqual([
      '"log_level" in the configuration file must be a text or a number',
      `port must be a number from 1 to 65535 (set in ${path})`,
      'backup_keep must be a number from 1 to 1000 (set by BREVIER_BACKUP_KEEP)',
    ])
    expect(faultsOf(() => load({}, { flags: { port: 'x' } })).join()).toContain('65535 (set by --port)')
  })

  it('an id of so many digits that a number loses some is a fault, and as a text it is none', () => {
    writeConfig('{"facebook_app_id": 12345678901234567, "facebook_app_secret": "s"}')
    expect(faultsOf(load).join()).toContain(
      '"facebook_app_id" in the configuration file must stand in quotes',
    )
    writeConfig('{"facebook_app_id": "12345678901234567", "facebook_app_secret": "s"}')
    expect(load().providers.facebook?.appId).toBe('12345678901234567')
  })

  it('a folder in place of the file is said to be one', () => {
    mkdirSync(join(cwd, 'brevier.config.json'))
    expect(faultsOf(load)).toEqual([`${join(cwd, 'brevier.config.json')} is a folder, and must be a file`])
  })

  it('what is empty in the file is not set, as in the environment', () => {
    writeConfig({ data: '', host: '', metrics_host: '', backup_dir: '' })
    expect(load({ BREVIER_DATA: '' })).toEqual(load())
    expect(load()).toMatchObject({
      listen: { host: '127.0.0.1' },
      metrics: { host: '127.0.0.1' },
      storage: { dataDir: join(cwd, 'data') },
    })
  })

  it.each(['sqlite:', 'sqlite::memory:'])('a database at %s is no file', (url) => {
    expect(faultsOf(() => load({ BREVIER_DATABASE: url }))).toEqual([
      'database must be sqlite:PATH (set by BREVIER_DATABASE)',
    ])
  })

  it('a variable and its file are one setting given twice', () => {
    const file = join(cwd, 'secret')
    writeFileSync(file, 'another')
    expect(faultsOf(() => load({ BREVIER_X_CLIENT_SECRET_FILE: file }))).toEqual([
      'give either BREVIER_X_CLIENT_SECRET or BREVIER_X_CLIENT_SECRET_FILE',
    ])
  })

  it('a file that was named but is not there is a fault', () => {
    expect(faultsOf(() => load({ BREVIER_CONFIG: 'not-there.json' })).join()).toContain('not-there.json')
  })

  it('a typing error in a variable does not pass silently', () => {
    expect(faultsOf(() => load({ BREVIER_SANDBOX: '1' }))).toEqual(['BREVIER_SANDBOX is not a known setting'])
    expect(faultsOf(() => load({ BREVIER_HOSTS: 'x' }))).toHaveLength(1)
  })

  it.each([
    ['port', ['0', '-1', '65536', '1.5', 'x', '0x50', '1e3', ' 80']],
    [
      'public_url',
      [
        'http://comments.paper.example',
        'http://localhost.evil.example',
        'https://comments.paper.example/path',
        'https://user@comments.paper.example',
        'https://comments.paper.example?x',
        'javascript:alert(1)',
        'HTTPS://comments.paper.example ',
      ],
    ],
  ])('%s refuses what it cannot be', (key, values) => {
    for (const value of values) {
      const faults = faultsOf(() => load({ [`BREVIER_${key.toUpperCase()}`]: value }))
      expect(`${value}: ${faults.join()}`).toContain(`${key} must`)
    }
  })

  it.each(['http://localhost:8787', 'http://127.0.0.1:8787', 'http://[::1]:8787'])(
    'plain http is allowed for this machine alone: %s',
    (url) => expect(load({ BREVIER_PUBLIC_URL: url }).publicUrl).toBe(url),
  )

  it('no way to sign in is a fault, either one is enough', () => {
    const none = { BREVIER_PUBLIC_URL: GOOD.BREVIER_PUBLIC_URL }
    expect(faultsOf(() => loadConfig({ cwd, env: none })).join()).toContain('readers need a way in')
    const facebook = { ...none, BREVIER_FACEBOOK_APP_ID: '1', BREVIER_FACEBOOK_APP_SECRET: '2' }
    expect(loadConfig({ cwd, env: facebook }).providers).toMatchObject({ x: null, facebook: { appId: '1' } })
  })

  it('OpenID Connect: presets need a client alone, the free one its issuer and a label too', () => {
    const pairs = { BREVIER_KAKAO_CLIENT_ID: 'k', BREVIER_KAKAO_CLIENT_SECRET: 's' }
    const google = { BREVIER_GOOGLE_CLIENT_ID: 'g', BREVIER_GOOGLE_CLIENT_SECRET: 's' }
    const { kakao, google: found, oidc: none } = load({ ...pairs, ...google }).providers
    expect([kakao?.clientId, found?.clientId, none]).toEqual(['k', 'g', null])
    const { oidc } = load(OIDC).providers
    expect(oidc).toMatchObject({ issuer: 'https://id.paper.example', clientId: 'o', label: 'Harbour ID' })
    const alone = { ...OIDC, BREVIER_PUBLIC_URL: GOOD.BREVIER_PUBLIC_URL }
    expect(loadConfig({ cwd, env: alone }).providers.x).toBeNull()
  })

  it.each([
    ['oidc_issuer', { BREVIER_OIDC_ISSUER: 'http://id.paper.example' }],
    ['oidc_issuer', { BREVIER_OIDC_ISSUER: 'id.paper.example' }],
    ['oidc_issuer', { BREVIER_OIDC_ISSUER: 'https://id.paper.example?x' }],
    ['oidc_issuer', { BREVIER_OIDC_ISSUER: '' }],
    ['oidc_label', { BREVIER_OIDC_LABEL: '' }],
    ['oidc_label', { BREVIER_OIDC_LABEL: 'x'.repeat(41) }],
    ['oidc_client_id', { BREVIER_OIDC_CLIENT_ID: '' }],
    ['oidc_client_secret', { BREVIER_OIDC_CLIENT_SECRET: '' }],
    ['oidc_client_id', { BREVIER_OIDC_CLIENT_ID: 'sandbox-oidc' }],
    ['kakao_client_id', { BREVIER_KAKAO_CLIENT_ID: 'sandbox-kakao', BREVIER_KAKAO_CLIENT_SECRET: 's' }],
    ['google_client_secret', { BREVIER_GOOGLE_CLIENT_ID: 'g' }],
  ])('%s is named when it is what is wrong: %j', (key, env) => {
    const faults = faultsOf(() => load({ ...OIDC, ...env }))
    expect(faults).toHaveLength(1)
    expect(faults.join()).toContain(key)
  })

  it('an issuer alone names all that is missing beside it', () => {
    const faults = faultsOf(() => load({ BREVIER_OIDC_ISSUER: 'https://id.paper.example' })).join('\n')
    for (const key of ['oidc_client_id', 'oidc_client_secret', 'oidc_label']) expect(faults).toContain(key)
  })

  it.each([
    ['x_client_id', { BREVIER_X_CLIENT_ID: 'sandbox-x-client' }],
    [
      'facebook_app_id',
      { BREVIER_FACEBOOK_APP_ID: 'sandbox-facebook-app', BREVIER_FACEBOOK_APP_SECRET: 's' },
    ],
  ])('%s of the sandbox is refused', (key, env) => {
    expect(faultsOf(() => load(env as unknown as Record<string, string>)).join()).toContain(
      `${key} is a sandbox id`,
    )
  })
})

describe('a secret', () => {
  it('may stand in a file, whose last line end is not part of it', () => {
    const file = join(cwd, 'secret')
    writeFileSync(file, 'from-file\n')
    const { BREVIER_X_CLIENT_SECRET: _, ...env } = GOOD
    const config = loadConfig({ cwd, env: { ...env, BREVIER_X_CLIENT_SECRET_FILE: file } })
    expect(config.providers.x?.clientSecret.reveal()).toBe('from-file')
  })

  it('prints as nothing anywhere', () => {
    const value = 'hunter2-hunter2'
    const secret = new Secret(value)
    const lines: string[] = []
    const log = pino({}, { write: (line: string) => void lines.push(line) })
    log.info({ secret, config: { deep: [secret] } }, `with ${secret}`)
    log.error(new Error(`${secret}`))
    for (const text of [
      `${secret}`,
      String(secret),
      `a ${secret} b`,
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true, depth: 9 }),
      inspect({ secret }),
      Object.values(secret).join(),
      JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
      lines.join(),
      inspect(load({ BREVIER_X_CLIENT_SECRET: value }), { depth: 9 }),
    ])
      expect(text).not.toContain(value)
    expect(`${secret} ${JSON.stringify(secret)} ${inspect(secret)}`).toBe(
      '[redacted] "[redacted]" [redacted]',
    )
    expect(secret.reveal()).toBe(value)
  })
})

describe('what watches the service', () => {
  const TOKEN = 't'.repeat(32)
  const HOOK = 'https://hooks.example/services/canary'

  it('is off unless it is set, each by itself', () => {
    expect(load()).toMatchObject({ metrics: { host: '127.0.0.1', port: null, token: null }, alerts: null })
    const set = load({
      BREVIER_METRICS_PORT: '9464',
      BREVIER_METRICS_TOKEN: TOKEN,
      BREVIER_ALERT_WEBHOOK_URL: HOOK,
      BREVIER_ALERT_AFTER_MINUTES: '30',
    })
    expect(set.metrics.port).toBe(9_464)
    expect(set.metrics.token?.reveal()).toBe(TOKEN)
    expect(set.alerts?.webhookUrl.reveal()).toBe(HOOK)
    expect(set.alerts?.afterMs).toBe(30 * 60_000)
    expect(inspect(set, { depth: 9 })).not.toMatch(/canary|ttttt/)
  })

  it.each([
    [{ BREVIER_METRICS_PORT: '8787' }, 'another port'],
    [{ BREVIER_METRICS_PORT: '0' }, 'metrics_port'],
    [{ BREVIER_METRICS_TOKEN: 'short' }, 'metrics_token'],
    [{ BREVIER_METRICS_TOKEN: `${TOKEN} blank` }, 'metrics_token'],
    [{ BREVIER_ALERT_WEBHOOK_URL: HOOK.replace('https', 'http') }, 'https://'],
    [{ BREVIER_ALERT_WEBHOOK_URL: HOOK.replace('.example', '.example:8065') }, 'port 443'],
    [{ BREVIER_ALERT_AFTER_MINUTES: '0' }, 'alert_after_minutes'],
    [{ BREVIER_ALERT_AFTER_MINUTES: '1.5' }, 'alert_after_minutes'],
  ])('%j is a fault that repeats no secret', (env, named) => {
    const faults = faultsOf(() => load(env))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(named)
    expect(faults[0]).not.toMatch(/canary|short|blank|hooks/)
  })
})

describe('a secret in a file that the configuration names', () => {
  it('is read beside the configuration, wherever the program runs', () => {
    const folder = join(cwd, 'etc')
    mkdirSync(folder)
    writeFileSync(join(folder, 'x'), 'from-beside\n')
    const file = { public_url: 'https://a.example', x_client_id: 'i', x_client_secret_file: './x' }
    writeFileSync(join(folder, 'b.json'), JSON.stringify(file))
    const config = loadConfig({ cwd, env: { BREVIER_CONFIG: join(folder, 'b.json') } })
    expect(config.providers.x?.clientSecret.reveal()).toBe('from-beside')
  })

  it('is a fault when it cannot be read, is given twice, or belongs to no setting', () => {
    writeConfig({ x_client_secret_file: './nowhere', nothing_file: './x' })
    expect(faultsOf(() => load()).join()).toMatch(/x_client_secret_file: .*cannot be read.*nothing_file/)
    writeConfig({ x_client_secret: 's', x_client_secret_file: './nowhere' })
    expect(faultsOf(() => load()).join()).toContain('either x_client_secret or x_client_secret_file')
  })
})

it('production is what NODE_ENV says and nothing else', () => {
  expect(isProductionEnvironment({ NODE_ENV: 'production' })).toBe(true)
  for (const env of [{}, { NODE_ENV: 'test' }]) expect(isProductionEnvironment(env)).toBe(false)
})
