import { once } from 'node:events'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { State } from '../../src/cli/doctor/check.ts'
import {
  examine,
  type Found,
  OF_THE_DISK,
  OF_THE_INSTALLATION,
  OF_THE_MACHINE,
} from '../../src/cli/doctor/index.ts'
import { type Composition, composeProduction } from '../../src/compose.ts'
import { type Config, loadConfig } from '../../src/config/config.ts'
import { type Outbound, OutboundError } from '../../src/features/ports.ts'
import { DAY, HOUR } from '../../src/kernel/clock.ts'
import { backupName, manifestPath } from '../../src/storage/backup-files.ts'
import { another } from '../support/another.ts'
import { submit } from '../support/desk.ts'
import { freePort, startProgram, untilAnswering } from '../support/process.ts'
import { createWorld } from '../support/world.ts'

/** A folder whose disk is said to be mounted read-only. */
const mounted = vi.hoisted(() => ({ readOnly: '' }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return {
    ...real,
    access: async (path: string, mode?: number) => {
      if (path === mounted.readOnly) throw Object.assign(new Error('read-only'), { code: 'EROFS' })
      return real.access(path, mode)
    },
  }
})

const MAIN = resolve('dist/main.js')
const NOW = Date.UTC(2027, 0, 10)
let folder: string
let env: Record<string, string>
let config: Config
let composition: Composition

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-doctor-'))
  env = {
    BREVIER_PUBLIC_URL: 'https://comments.ledger.example',
    BREVIER_DATA: folder,
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
    BREVIER_FACEBOOK_APP_ID: '123456789',
    BREVIER_FACEBOOK_APP_SECRET: 'hunter2-hunter2',
  }
  const world = await createWorld({ dir: folder, start: NOW - 3 * HOUR })
  await submit(world, await world.reader(), another('Waiting'))
  await world.close()
  config = loadConfig({ env, cwd: folder })
  composition = await composeProduction(config, { readOnly: true })
})
afterAll(async () => {
  await composition.close()
  rmSync(folder, { recursive: true, force: true })
})

const machine = { nodeVersion: 'v24.4.0', userId: process.getuid?.() ?? null, now: NOW }
const stateOf = (found: readonly Found[], check: string): [State, string][] =>
  found.filter((one) => one.check === check).map(({ state, said }) => [state, said])
const installed = (outbound: Outbound | null, now = NOW) =>
  examine(OF_THE_INSTALLATION, { ...machine, now, config, composition, outbound })

async function run(args: readonly string[], vars = env) {
  const program = startProgram(process.execPath, [MAIN, ...args], vars, folder)
  return { code: await program.ended, output: program.output() }
}

describe('the machine', () => {
  it('is told of a Node that is not mended any more, and of one that soon is not', async () => {
    for (const [nodeVersion, now, state] of [
      ['v24.4.0', NOW, 'ok'],
      ['v20.19.0', NOW, 'warn'],
      ['v22.1.0', Date.UTC(2027, 2, 1), 'warn'],
      ['v23.0.0', NOW, 'warn'],
    ] as const) {
      const found = await examine(OF_THE_MACHINE, { nodeVersion, now })
      expect(stateOf(found, 'node')[0]?.[0]).toBe(state)
      expect(stateOf(found, 'sqlite')[0]?.[0]).toBe('ok')
    }
  })

  it('looks at the data folder, the secret, and the age of the newest backup', async () => {
    const look = () => examine(OF_THE_DISK, { ...machine, config })
    chmodSync(folder, 0o700)
    expect(stateOf(await look(), 'data-folder')[0]?.[0]).toBe('ok')
    chmodSync(folder, 0o755)
    expect(stateOf(await look(), 'data-folder')[0]?.[0]).toBe('warn')
    chmodSync(join(folder, 'secret.key'), 0o644)
    expect(stateOf(await look(), 'secret-key')[0]?.[0]).toBe('fail')
    chmodSync(join(folder, 'secret.key'), 0o600)
    expect(stateOf(await look(), 'secret-key')[0]?.[0]).toBe('ok')
    expect(stateOf(await look(), 'backups')).toEqual([['warn', 'there is no backup']])
    writeFileSync(join(folder, 'backups'), '')
    const closed = `no backup can be written to ${join(folder, 'backups')}`
    expect(stateOf(await look(), 'backups')).toEqual([['fail', closed]])
    rmSync(join(folder, 'backups'))
    mkdirSync(join(folder, 'backups'))
    for (const [days, state] of [
      [3, 'warn'],
      [1, 'ok'],
    ] as const) {
      putBackup(NOW - days * DAY)
      expect(stateOf(await look(), 'backups')[0]?.[0]).toBe(state)
    }
    const seldom = { ...config, backups: { ...config.backups, everyHours: 7 * 24 } }
    for (const [days, state] of [
      [12, 'ok'],
      [15, 'warn'],
    ] as const) {
      const found = await examine(OF_THE_DISK, { ...machine, now: NOW + (days - 1) * DAY, config: seldom })
      expect(stateOf(found, 'backups')[0]?.[0]).toBe(state)
    }
    const foreign = await examine(OF_THE_DISK, { ...machine, userId: 4_242, config })
    expect(stateOf(foreign, 'data-folder')[0]?.[0]).toBe('fail')
  })

  it('says of a disk that is mounted read-only what helps', async () => {
    mounted.readOnly = join(folder, 'backups')
    const found = await examine(OF_THE_DISK, { ...machine, config })
    mounted.readOnly = ''
    expect(found.find(({ check }) => check === 'backups')).toMatchObject({
      state: 'fail',
      todo: expect.stringContaining('mounted read-only'),
    })
  })

  it('names the copies that a killed restore left', async () => {
    const look = () => examine(OF_THE_DISK, { ...machine, config })
    const path = join(folder, '.brevier.sqlite.checking')
    expect(stateOf(await look(), 'left-behind')).toEqual([])
    writeFileSync(path, 'half')
    utimesSync(path, NOW / 1_000, NOW / 1_000)
    expect(stateOf(await look(), 'left-behind')).toEqual([])
    utimesSync(path, (NOW - 2 * HOUR) / 1_000, (NOW - 2 * HOUR) / 1_000)
    expect(stateOf(await look(), 'left-behind')).toEqual([['warn', expect.stringContaining(path)]])
    rmSync(path)
  })

  it('says of the ballast whether it is there, short, missing, or given up for want of room', async () => {
    const look = async (ballastMb: number, dataDir = folder) => {
      const database = `sqlite:${join(dataDir, 'brevier.sqlite')}`
      const storage = { ...config.storage, dataDir, database, ballastMb }
      const found = await examine(OF_THE_DISK, { ...machine, config: { ...config, storage } })
      return found.filter(({ check }) => check === 'ballast')
    }
    const file = join(folder, 'brevier.sqlite.ballast')
    expect(await look(1)).toMatchObject([{ state: 'warn', said: 'the ballast is missing' }])
    expect(await look(0)).toMatchObject([{ state: 'ok', said: expect.stringContaining('ballast_mb') }])
    writeFileSync(file, '')
    truncateSync(file, 1024 * 1024)
    expect(await look(1)).toMatchObject([{ state: 'ok' }])
    expect(await look(2)).toMatchObject([{ state: 'warn', said: 'the ballast has 1 MB of 2 MB' }])
    // More than half of what this disk has free.
    const { bavail, bsize } = statfsSync(folder)
    const much = Math.ceil((bavail * bsize) / 1024 / 1024)
    const given = [{ state: 'fail', said: expect.stringContaining('given up'), todo: expect.any(String) }]
    expect(await look(much)).toMatchObject(given)
    rmSync(file)
    expect(await look(much)).toMatchObject(given)
    expect(await look(1, join(folder, 'not-there'))).toEqual([])
  })
})

describe('the installation', () => {
  it('is whole, lacks an administrator, and has a case that waits', async () => {
    const found = await installed(null)
    expect(stateOf(found, 'integrity')).toEqual([
      ['ok', 'the file is sound, its counters are right and every log of decisions holds'],
    ])
    expect(stateOf(found, 'sites')).toEqual([['warn', 'ledger has no administrator']])
    expect(stateOf(found, 'desk')).toEqual([['warn', 'ledger: one case waits, the oldest for 3 h']])
    expect(stateOf(found, 'outbox')[0]?.[0]).toBe('ok')
    const urls = stateOf(found, 'callbacks').map(([, said]) => said.split(': ')[1])
    expect(urls).toContain('https://comments.ledger.example/login/x/callback')
    expect(urls).toContain('https://comments.ledger.example/facebook/123456789/data-deletion')
    expect(found.every(({ state, todo }) => state === 'ok' || todo !== undefined)).toBe(true)
  })

  it('asks nobody outside unless told to', async () => {
    const found = await installed(null)
    for (const check of ['public-url', 'providers', 'security.txt']) expect(stateOf(found, check)).toEqual([])
  })

  it('finds its public address, the proxy, the providers and the time', async () => {
    const asked: string[] = []
    const id = await composition.installationId()
    const world = (answers: { id?: string; host?: number; date?: number; down?: boolean }): Outbound => ({
      async request({ url, method, body }) {
        asked.push(`${method} ${url.href} ${body ?? ''}`)
        if (answers.down && url.host === 'api.x.com') throw new OutboundError('timeout')
        const headers = new Headers({ date: new Date(answers.date ?? NOW).toUTCString() })
        if (url.pathname === '/healthz') headers.set('x-brevier-installation', answers.id ?? id)
        const status = url.pathname === '/privacy' ? (answers.host ?? 200) : 200
        return { status, headers, body: new TextEncoder().encode('Contact: mailto:a@b.example\n') }
      },
    })
    const states = async (outbound: Outbound, check: string) =>
      stateOf(await installed(outbound), check).map(([state]) => state)
    expect(await states(world({}), 'public-url')).toEqual(['ok', 'ok'])
    expect(await states(world({}), 'security.txt')).toEqual(['ok'])
    expect(await states(world({}), 'providers')).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(await states(world({ id: 'another' }), 'public-url')).toEqual(['fail'])
    expect(await states(world({ host: 421 }), 'public-url')).toEqual(['ok', 'fail'])
    expect(await states(world({ date: NOW - 60_000 }), 'providers')).toEqual(['ok', 'fail', 'ok', 'fail'])
    expect(await states(world({ down: true }), 'providers')).toEqual(['fail', 'ok', 'ok'])
    expect(asked.every((line) => /^GET https:\/\/\S+ $/.test(line))).toBe(true)
    expect(asked.join('\n')).not.toContain('hunter2')
  })
})

describe('brevier doctor', () => {
  it('names every fault of the configuration and what has not been made yet, and exits 1', async () => {
    const nothing = await run(['doctor'], {})
    expect(nothing.code).toBe(1)
    expect(nothing.output).toMatch(/^fail {2}configuration public_url/m)
    expect(nothing.output).toMatch(/^(ok|warn) +node/m)
    expect(nothing.output).not.toMatch(/^\s+at /m)
    const empty = await run(['doctor'], { ...env, BREVIER_DATA: join(folder, 'not-there') })
    expect([empty.code, empty.output]).toEqual([1, expect.stringContaining('there is no folder')])
  })

  it('runs beside the service and answers in JSON', async () => {
    const port = await freePort()
    const vars = { ...env, BREVIER_PUBLIC_URL: `http://localhost:${port}`, BREVIER_PORT: `${port}` }
    chmodSync(folder, 0o700)
    const server = startProgram(process.execPath, [MAIN, 'start'], vars, folder)
    try {
      await untilAnswering(`http://localhost:${port}/healthz`, server)
      const { code, output } = await run(['doctor', '--json'], vars)
      const found = output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Found)
      expect([code, found.filter(({ state }) => state === 'fail')]).toEqual([0, []])
      expect(new Set(found.map(({ check }) => check))).toEqual(
        new Set([
          ...[
            'node',
            'sqlite',
            'configuration',
            'data-folder',
            'service',
            'ballast',
            'secret-key',
            'backups',
          ],
          ...['database', 'integrity', 'sites', 'desk', 'outbox', 'callbacks'],
        ]),
      )
      expect(output).not.toContain('hunter2')
    } finally {
      await server.kill('SIGTERM')
    }
  })

  it('says when the program was replaced under the service', async () => {
    const path = join(folder, 'brevier.sock')
    const look = async () => stateOf(await examine(OF_THE_DISK, { ...machine, config }), 'service')
    expect(await look()).toEqual([['ok', 'none runs on this data folder']])
    const server = createServer((socket) => socket.destroy()).listen(path)
    try {
      await once(server, 'listening')
      expect(await look()).toEqual([['ok', 'it runs']])
      utimesSync(path, 1, 1)
      expect(await look()).toEqual([['warn', 'the program was replaced after the service was started']])
    } finally {
      server.close()
    }
  })

  it('reads a stopped installation and leaves it as it was', async () => {
    const { code, output } = await run(['doctor'])
    expect([code, output]).toEqual([0, expect.stringMatching(/^ok {4}database/m)])
  })
})

/** As far as a look from outside goes. `at` in epoch ms. */
function putBackup(at: number): void {
  const dir = join(folder, 'backups')
  const file = backupName(dir, at)
  const digest = '0'.repeat(64)
  const manifest = {
    format: 1,
    file,
    createdAt: new Date(at).toISOString(),
    cause: 'asked',
    schema: '0000_start',
  }
  writeFileSync(join(dir, file), 'x')
  writeFileSync(
    manifestPath(join(dir, file)),
    JSON.stringify({ ...manifest, bytes: 1, sha256: digest, digest, rows: {}, logs: [] }),
  )
}
