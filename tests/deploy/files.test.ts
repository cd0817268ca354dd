import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { OPTIONS } from '../../src/config/options.ts'
import { settingsOf, stagesOf } from './instructions.ts'

const read = (name: string) => readFileSync(join('deploy', name), 'utf8')
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const VARIABLES = new Set(
  OPTIONS.flatMap(({ key }) => [key, `${key}_file`].map((name) => `BREVIER_${name.toUpperCase()}`)),
)
const unknownOf = (names: readonly string[]) =>
  names.filter((name) => name.startsWith('BREVIER_') && name !== 'BREVIER_NAME' && !VARIABLES.has(name))

describe('the container image', () => {
  const stages = stagesOf(read('Dockerfile'))
  const last = stages.at(-1) ?? []
  const of = (name: string) => last.filter(([found]) => found === name).map(([, argument]) => argument)

  it('is made of a pinned Node 24 in stages, and takes no compiler, source or test along', () => {
    const [bases = []] = stages
    expect(bases.map(([, argument]) => argument)).toEqual([
      expect.stringMatching(/^NODE=24\.\d+\.\d+-bookworm$/),
      expect.stringMatching(/^NODE_SLIM=24\.\d+\.\d+-bookworm-slim$/),
    ])
    expect(stages).toHaveLength(4)
    expect(of('FROM')).toEqual([`node:\${NODE_SLIM}`])
    expect(of('COPY').every((argument) => argument.startsWith('--from='))).toBe(true)
    expect(stages[1]).toContainEqual(['RUN', 'npm ci --omit=dev'])
    expect(stages.flat().filter(([name]) => name === 'ADD')).toEqual([])
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
    expect(ignored).toEqual(
      expect.arrayContaining(['.git', 'node_modules', 'data', 'deploy/secrets', '**/.env']),
    )
  })

  it('runs as a number that is not root, says when it is healthy, and is stopped as the program expects', () => {
    expect(of('USER')).toEqual(['1000:1000'])
    // What the program is made of belongs to root.
    expect(last.findIndex(([name]) => name === 'USER')).toBeGreaterThan(
      last.findLastIndex(([name]) => name === 'COPY'),
    )
    expect(read('Dockerfile')).not.toMatch(/--chown/)
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM'])
    expect(of('ENTRYPOINT')).toEqual(['["node", "/opt/brevier/dist/main.js"]'])
    expect(of('HEALTHCHECK')[0]).toMatch(/--timeout=5s .*\/readyz.*AbortSignal\.timeout\(2000\)/)
    expect(of('WORKDIR')).toEqual(of('VOLUME'))
  })

  it('sets only what the program knows, and no secret', () => {
    const set =
      of('ENV')
        .join(' ')
        .match(/\w+(?==)/g) ?? []
    expect(set).toContain('BREVIER_METRICS_PORT')
    expect(unknownOf(set)).toEqual([])
    expect(set.filter((name) => /SECRET|TOKEN|KEY/.test(name))).toEqual([])
  })
})

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'), { merge: true })
  const { brevier, caddy } = compose.services

  it('takes from both containers what they do not need', () => {
    for (const service of [brevier, caddy])
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: expect.stringMatching(/^\d+[mg]$/),
        pids_limit: expect.any(Number),
        restart: 'unless-stopped',
        stop_grace_period: '15s',
        logging: { options: { 'max-size': '10m' } },
      })
    expect(brevier.cap_add).toBeUndefined()
    expect(caddy.cap_add).toEqual(['NET_BIND_SERVICE'])
    expect(brevier.user).toBe('1000:1000')
    expect(JSON.stringify(compose)).not.toMatch(/privileged":true|docker\.sock|"host"/)
  })

  it('opens the proxy alone, keeps data in a volume, and says how many proxies there are', () => {
    expect(brevier.ports).toBeUndefined()
    expect(brevier.volumes).toEqual(['brevier:/var/lib/brevier'])
    expect(Object.keys(compose.volumes)).toContain('brevier')
    expect(brevier.environment).toEqual({ BREVIER_TRUSTED_PROXIES: '1' })
    expect(brevier.image).toBe(`brevier:${manifest.version}`)
    expect(brevier.build).toEqual({ context: '..', dockerfile: 'deploy/Dockerfile' })
    expect(caddy.image).toMatch(/^caddy:\d+\.\d+\.\d+-alpine$/)
  })

  it('the second file hands secrets over as files', () => {
    const { services, secrets } = parse(read('compose.secrets.yaml'))
    const { environment } = services.brevier
    expect(unknownOf(Object.keys(environment))).toEqual([])
    const secret = Object.entries(environment).filter(([name]) => /SECRET/.test(name))
    expect(secret.map(([, path]) => path)).toEqual(Object.keys(secrets).map((name) => `/run/secrets/${name}`))
    expect(secret.every(([name]) => name.endsWith('_FILE'))).toBe(true)
  })

  it('the proxy keeps Host, sets the address that asks itself, and logs no query', () => {
    const directives = read('Caddyfile').replace(/^\s*#.*$/gm, '')
    expect(directives).toMatch(/^\{\$BREVIER_NAME\} \{\s+reverse_proxy brevier:8787/m)
    expect(directives).not.toMatch(/header_up|trusted_proxies|\blog\b|tls internal/)
  })
})

describe('the systemd unit', () => {
  const settings = settingsOf(read('brevier.service'))
  const of = (name: string) => settings.filter(([, found]) => found === name).map(([, , value]) => value)

  it('takes from the service what it does not need, and leaves what V8, SQLite and the image libraries do', () => {
    for (const [name, value] of Object.entries({
      User: 'brevier',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      PrivateDevices: 'yes',
      RestrictNamespaces: 'yes',
      StateDirectory: 'brevier',
      StateDirectoryMode: '0700',
      UMask: '0077',
      Restart: 'on-failure',
      TimeoutStopSec: '15',
      SystemCallErrorNumber: 'EPERM',
      ExecStart: '/usr/bin/node /opt/brevier/dist/main.js start',
    }))
      expect([name, of(name)]).toEqual([name, [value]])
    expect(of('SystemCallFilter')).toEqual(['@system-service', '~@privileged'])
    expect(of('MemoryDenyWriteExecute')).toEqual([])
    expect(Number(of('LimitNOFILE')[0])).toBeGreaterThan(10_000 * 2)
    expect(of('WorkingDirectory')).toEqual([`/var/lib/${of('StateDirectory')[0]}`])
  })

  it('secrets can come as credentials', () => {
    const given = settingsOf(read('credentials.conf'))
    const credentials = given.flatMap(([, name, value]) =>
      name === 'LoadCredential' ? [value.split(':')[0]] : [],
    )
    const environment = given.flatMap(([, name, value]) => (name === 'Environment' ? [value.split('=')] : []))
    expect(unknownOf(environment.flatMap(([name]) => name ?? []))).toEqual([])
    expect(environment.map(([, path]) => path)).toEqual(credentials.map((name) => `%d/${name}`))
  })

  const systemd = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' })
  const version = Number(/systemd (\d+)/.exec(systemd.stdout ?? '')?.[1] ?? 0)

  it.skipIf(version < 250)('is understood by systemd, and little is left open', () => {
    const folder = mkdtempSync(join(tmpdir(), 'brevier-unit-'))
    try {
      // The program and the service's user need not be on this machine.
      const unit = join(folder, 'brevier.service')
      writeFileSync(unit, read('brevier.service').replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`))
      mkdirSync(`${unit}.d`)
      copyFileSync('deploy/credentials.conf', join(`${unit}.d`, 'credentials.conf'))
      const verified = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' })
      expect(verified.stderr.split('\n').filter((line) => line.includes('brevier.service'))).toEqual([])
      const said = execFileSync('systemd-analyze', ['security', '--offline=yes', unit], { encoding: 'utf8' })
      expect(Number(/exposure level for brevier\.service: ([\d.]+)/.exec(said)?.[1])).toBeLessThan(2)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
