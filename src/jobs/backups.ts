import type { PlainLog } from '../features/ports.ts'
import { HOUR, MINUTE, SECOND } from '../kernel/clock.ts'
import { within } from './within.ts'

export interface BackupTurns {
  everyHours: number
  /** Epoch ms. */
  now(): number
  /** When the last good backup was made, epoch ms, or `null`. */
  lastAt(): number | null
  /** Makes one. Ends early when the signal comes, once nothing of it is left. */
  backUp(signal: AbortSignal): Promise<PhotosLeft>
  /** What the last one could not take along. */
  bringPhotos(signal: AbortSignal): Promise<PhotosLeft>
  log: PlainLog
}

/** Of the photos that belong to a backup. */
export interface PhotosLeft {
  /** Names of those whose bytes are no longer theirs. */
  damaged: readonly string[]
  /** Why others could not be copied, if so. */
  failed: string | null
}

/** The first look, too, is so late: a process that is restarted again and again does nothing else otherwise. */
export const LOOK_EVERY_MS = 10 * MINUTE
const MOST_NAMED = 20
/** A large copy is compared in one go: whoever stops the service meanwhile waits as long as for those who are answered. */
const STOP_MS = 9 * SECOND

/**
 * Makes a backup when the last good one is old enough, or there is none. A failure is logged, and tried again at the
 * next look: of photos alone where the database is copied, or each try would push an older backup out. The answered
 * function stops it.
 */
export function startBackups({
  everyHours,
  now,
  lastAt,
  backUp,
  bringPhotos,
  log,
}: BackupTurns): () => Promise<void> {
  if (everyHours === 0) return async () => {}
  const stopping = new AbortController()
  let running: Promise<void> | null = null
  let lacksPhotos = false

  async function look(): Promise<void> {
    const last = lastAt()
    const isFresh = last !== null && now() < last + everyHours * HOUR
    if (isFresh && !lacksPhotos) return
    try {
      const { damaged, failed } = await (isFresh ? bringPhotos : backUp)(stopping.signal)
      lacksPhotos = failed !== null
      if (!isFresh) log.info({}, 'backup made')
      tell(damaged, failed)
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ error, last }, 'backup failed; the last good one stays')
    }
  }

  function tell(damaged: readonly string[], failed: string | null): void {
    if (damaged.length > 0)
      log.error(
        { photos: damaged.slice(0, MOST_NAMED), count: damaged.length },
        'photos are damaged, and in no backup',
      )
    if (failed !== null) log.error({ reason: failed }, 'photos could not be copied to the backup')
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
    if (running) await within(STOP_MS, running)
  }
}
