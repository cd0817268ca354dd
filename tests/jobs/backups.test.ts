import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadConfig } from '../../src/config/config.ts'
import { LOOK_EVERY_MS, startBackups } from '../../src/jobs/backups.ts'
import { HOUR } from '../../src/kernel/clock.ts'
import { lastBackup, startScheduledBackups } from '../../src/upkeep.ts'
import { type Filled, fillInstallation } from '../support/filled.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

/** A clock, what was made and logged, and the time of the last good one. */
function scene(everyHours: number) {
  const state = {
    now: 100 * HOUR,
    last: null as number | null,
    made: 0,
    fails: false,
    photos: { damaged: [] as string[], failed: null as string | null },
    brought: 0,
    errors: [] as string[],
  }
  const stop = startBackups({
    everyHours,
    now: () => state.now,
    lastAt: () => state.last,
    async backUp() {
      if (state.fails) throw new Error('no room')
      state.made += 1
      state.last = state.now
      return state.photos
    },
    async bringPhotos() {
      state.brought += 1
      return state.photos
    },
    log: { ...quiet, error: (_fields, message) => void state.errors.push(message) },
  })
  const look = async (hours: number) => {
    state.now += hours * HOUR
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
  }
  return { state, look, stop }
}

describe('backups by the clock', () => {
  it('are made when there is none and when the last is old enough, and never twice', async () => {
    const { state, look, stop } = scene(24)
    expect(state.made).toBe(0)
    await look(0)
    expect(state.made).toBe(1)
    await look(23)
    expect(state.made).toBe(1)
    await look(1)
    expect(state.made).toBe(2)
    await stop()
    await look(48)
    expect(state.made).toBe(2)
  })

  it('that fail are logged and tried again, and none are made at 0 hours', async () => {
    const { state, look, stop } = scene(1)
    state.fails = true
    await look(2)
    await look(0)
    expect(state.errors).toEqual(Array(2).fill('backup failed; the last good one stays'))
    state.fails = false
    await look(0)
    expect(state.made).toBe(1)
    await stop()
    const never = scene(0)
    await never.look(1_000)
    expect(never.state.made).toBe(0)
  })
})

describe('a stop in the middle of one', () => {
  it('waits for it no longer than for those who are answered', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
    const stuck = () => new Promise<never>(() => {})
    const turns = { everyHours: 1, now: () => 0, lastAt: () => null, backUp: stuck, bringPhotos: stuck }
    const stop = startBackups({ ...turns, log: quiet })
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    let isOver = false
    const stopped = stop().then(() => {
      isOver = true
    })
    await vi.advanceTimersByTimeAsync(8_000)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    await stopped
  })

  it('ends when its process has taken away what it had begun', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'brevier-backups-'))
    const [program, half] = [join(folder, 'program.cjs'), join(folder, 'half')]
    writeFileSync(
      program,
      `const { rmSync, writeFileSync } = require('node:fs')
      process.once('SIGTERM', () => (rmSync(${JSON.stringify(half)}), process.exit(1)))
      writeFileSync(${JSON.stringify(half)}, '')
      setInterval(() => {}, 1_000)`,
    )
    const config = loadConfig({
      env: {
        BREVIER_PUBLIC_URL: 'http://localhost:8787',
        BREVIER_X_CLIENT_ID: 'a',
        BREVIER_X_CLIENT_SECRET: 'b',
      },
      cwd: folder,
    })
    const stop = startScheduledBackups(config, quiet, program)
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    await expect.poll(() => existsSync(half)).toBe(true)
    await stop()
    expect(existsSync(half)).toBe(false)
    rmSync(folder, { recursive: true })
  })
})

describe('photos that a backup could not take along', () => {
  it('are tried again at the next look, and the database is not copied again for them', async () => {
    const { state, look, stop } = scene(24)
    state.photos.failed = 'EIO'
    await look(0)
    await look(0)
    expect(state).toMatchObject({ made: 1, brought: 1 })
    state.photos.failed = null
    await look(0)
    await look(0)
    expect(state).toMatchObject({ made: 1, brought: 2 })
    expect(state.errors).toEqual(Array(2).fill('photos could not be copied to the backup'))
    await stop()
  })

  it('because they are damaged are named in the log', async () => {
    const { state, look, stop } = scene(24)
    state.photos.damaged = ['aa.jpg']
    await look(0)
    await look(0)
    expect(state).toMatchObject({ made: 1, brought: 0, errors: ['photos are damaged, and in no backup'] })
    await stop()
  })
})

describe('the serving program', () => {
  let filled: Filled
  beforeAll(async () => {
    filled = await fillInstallation(10)
  })
  afterEach(() => void vi.unstubAllEnvs())
  afterAll(() => filled.remove())

  it('makes them in a process of its own, and says what the last one was', async () => {
    const config = loadConfig({ env: filled.env, cwd: filled.folder })
    for (const [name, value] of Object.entries(filled.env)) vi.stubEnv(name, value)
    expect(lastBackup(config)).toBeNull()
    const said: string[] = []
    const log = { ...quiet, info: (_: object, message: string) => void said.push(message) }
    const stop = startScheduledBackups(config, log, resolve('dist/main.js'))
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    await expect.poll(() => said).toEqual(['backup made'])
    await stop()
    expect(existsSync(lastBackup(config)?.path ?? '')).toBe(true)
    expect(readdirSync(join(filled.data, 'backups'))).toHaveLength(2)
  })

  it('names the photos that are in no backup, and keeps the database’s', async () => {
    const env = { ...filled.env, BREVIER_BACKUP_DIR: join(filled.folder, 'without-photos') }
    const config = loadConfig({ env, cwd: filled.folder })
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const photos = join(filled.data, 'photos')
    const [damaged, unreadable] = [`${'a'.repeat(64)}.jpg`, `${'b'.repeat(64)}.jpg`]
    mkdirSync(join(photos, unreadable), { recursive: true })
    writeFileSync(join(photos, damaged), 'other bytes')
    const errors: Record<string, unknown>[] = []
    const error = (fields: Readonly<Record<string, unknown>>) => void errors.push(fields)
    const stop = startScheduledBackups(config, { ...quiet, error }, resolve('dist/main.js'))
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    await expect
      .poll(() => errors)
      .toEqual([{ photos: [damaged], count: 1 }, { reason: expect.stringMatching(`^${unreadable}: EISDIR`) }])
    await stop()
    expect(lastBackup(config)).not.toBeNull()
    rmSync(photos, { recursive: true })
  })

  it('logs why there is none', async () => {
    const env = { ...filled.env, BREVIER_BACKUP_DIR: join(filled.file, 'no-folder') }
    const config = loadConfig({ env, cwd: filled.folder })
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const errors: string[] = []
    const error = (fields: Readonly<Record<string, unknown>>) => void errors.push(String(fields['error']))
    const stop = startScheduledBackups(config, { ...quiet, error }, resolve('dist/main.js'))
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    await expect.poll(() => errors).toEqual([expect.stringContaining('must be a folder')])
    await stop()
  })
})
