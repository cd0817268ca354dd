import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadConfig } from '../../src/config/config.ts'
import { LOOK_EVERY_MS } from '../../src/jobs/backups.ts'
import { DAY, HOUR, systemClock } from '../../src/kernel/clock.ts'
import { backupName, manifestPath } from '../../src/storage/backup-files.ts'
import { startScheduledBackups } from '../../src/upkeep.ts'

/** The computer's clock, set before anything reads it, and the commands that were called. */
const { wall, called } = vi.hoisted(() => {
  const right = Date.now
  const wall = { aheadMs: 0 }
  Date.now = () => right() + wall.aheadMs
  return { wall, called: [] as string[] }
})
vi.mock('node:child_process', async (original) => ({
  ...(await original<typeof import('node:child_process')>()),
  execFile(_program: string, args: string[], _limits: object, done: (error: null, out: string) => void) {
    called.push(args.slice(1).join(' '))
    done(null, JSON.stringify({ photos: { damaged: [], failed: null } }))
    return { kill() {} }
  },
}))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-backup-clock-'))
  called.length = 0
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

/** As a process of its own leaves it, by the computer's clock. */
function putBackup(at: number): void {
  const dir = join(folder, 'data/backups')
  mkdirSync(dir, { recursive: true })
  const file = backupName(dir, at)
  const digest = '0'.repeat(64)
  const manifest = { format: 1, file, createdAt: new Date(at).toISOString(), cause: 'asked', schema: '' }
  writeFileSync(join(dir, file), 'x')
  writeFileSync(
    manifestPath(join(dir, file)),
    JSON.stringify({ ...manifest, bytes: 1, sha256: digest, digest, rows: {}, logs: [] }),
  )
}

it('a running service whose clock was ahead for a moment pushes no good backup out by needless ones', async () => {
  const env = {
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_X_CLIENT_ID: 'a',
    BREVIER_X_CLIENT_SECRET: 'b',
  }
  const config = loadConfig({ env, cwd: folder })
  wall.aheadMs = 400 * DAY
  systemClock.now()
  wall.aheadMs = 0
  const quiet = { info() {}, warn() {}, error() {} }
  const stop = startScheduledBackups(config, quiet, 'program')
  putBackup(Date.now() - HOUR)
  await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
  expect(called).toEqual([])
  wall.aheadMs = DAY
  await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
  expect(called).toEqual(['backup --json'])
  await stop()
})
