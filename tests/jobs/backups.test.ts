import { existsSync, readdirSync } from 'node:fs'
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

describe('backups by the clock', () => {
  /** A clock, what was made and logged, and the time of the last good one. */
  function scene(everyHours: number) {
    const state = {
      now: 100 * HOUR,
      last: null as number | null,
      made: 0,
      fails: false,
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
      },
      log: { ...quiet, error: (_fields, message) => void state.errors.push(message) },
    })
    const look = async (hours: number) => {
      state.now += hours * HOUR
      await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    }
    return { state, look, stop }
  }

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

  it('logs why there is none', async () => {
    const env = { ...filled.env, BREVIER_BACKUP_DIR: join(filled.file, 'no-folder') }
    const config = loadConfig({ env, cwd: filled.folder })
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const errors: string[] = []
    const error = (fields: Readonly<Record<string, unknown>>) => void errors.push(String(fields['error']))
    const stop = startScheduledBackups(config, { ...quiet, error }, resolve('dist/main.js'))
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    await expect.poll(() => errors).toEqual([expect.stringContaining('no-folder')])
    await stop()
  })
})
