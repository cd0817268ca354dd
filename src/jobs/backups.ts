import type { PlainLog } from '../features/ports.ts'
import { HOUR, MINUTE } from '../kernel/clock.ts'

export interface BackupTurns {
  everyHours: number
  /** Epoch ms. */
  now(): number
  /** When the last good backup was made, epoch ms, or `null`. */
  lastAt(): number | null
  /** Makes one. Ends early, without one, when the signal comes. */
  backUp(signal: AbortSignal): Promise<void>
  log: PlainLog
}

/** The first look, too, is so late: a process that is restarted again and again does nothing else otherwise. */
export const LOOK_EVERY_MS = 10 * MINUTE

/**
 * Makes a backup when the last good one is old enough, or there is none. A failure is logged, and tried again at the
 * next look. The answered function stops it.
 */
export function startBackups({ everyHours, now, lastAt, backUp, log }: BackupTurns): () => Promise<void> {
  if (everyHours === 0) return async () => {}
  const stopping = new AbortController()
  let running: Promise<void> | null = null

  async function look(): Promise<void> {
    const last = lastAt()
    if (last !== null && now() < last + everyHours * HOUR) return
    try {
      await backUp(stopping.signal)
      log.info({}, 'backup made')
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ error, last }, 'backup failed; the last good one stays')
    }
  }

  const timer = setInterval(() => {
    running ??= look()
      .catch((error: unknown) => log.error({ error }, 'looking for backups failed'))
      .finally(() => {
        running = null
      })
  }, LOOK_EVERY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    stopping.abort()
    await running
  }
}
