import type { LogFault } from '../features/moderation/log-check.ts'
import type { Inspection, PlainLog, Upkeep } from '../features/ports.ts'
import type { Services } from '../features/services.ts'
import { type Clock, DAY, MINUTE } from '../kernel/clock.ts'

/** Everything that can be verified about what is kept. */
export interface Verification extends Inspection {
  /** Sites whose log does not hold, from which number on and why. */
  logs: readonly { site: string; brokenAt: number; fault: LogFault | null }[]
  /** Counters that were counted anew. */
  repaired: number
  /** Nothing was found, repaired counters included. */
  ok: boolean
}

/**
 * The file, its counters and the log of every site. With `repair`, counters that are wrong are counted anew.
 * @throws when the file cannot be read at all
 */
export async function verify(
  { sites, moderation }: Services,
  upkeep: Upkeep,
  { repair }: { repair: boolean },
): Promise<Verification> {
  const found = await upkeep.inspect()
  const logs: Verification['logs'][number][] = []
  // A damaged file is not read any further.
  for (const { id, key } of found.damage.length > 0 ? [] : await sites.list()) {
    const { brokenAt, fault } = await moderation.verifyLog(id)
    if (brokenAt !== null) logs.push({ site: key, brokenAt, fault })
  }
  const repaired = repair && found.counters.length > 0 ? await upkeep.repairCounters(found.counters) : 0
  const faults = [found.damage, found.orphans, found.counters, found.losses, logs]
  return { ...found, logs, repaired, ok: faults.every(({ length }) => length === 0) }
}

/** One line for each fault, with what to do. */
export function tellFaults({ damage, orphans, counters, losses, logs }: Verification, log: PlainLog): void {
  if (damage.length > 0)
    log.error({ damage: damage.slice(0, 20) }, 'the database file is damaged: restore the newest backup')
  for (const orphan of orphans) log.error({ ...orphan }, 'rows of the database point nowhere')
  for (const fault of counters)
    log.error({ ...fault }, `a counter was wrong: kept ${fault.kept}, counted ${fault.counted}`)
  for (const loss of losses)
    log.error({ ...loss }, 'what was saved is gone, as was said at the start that found it')
  for (const broken of logs) log.error({ ...broken }, 'the log of decisions does not hold')
}

/** Between two and three at night, UTC; a walk over the file takes nothing from those who read and write meanwhile. */
const HOUR_OF_NIGHT = 2
/** After one that could not be done; of a large file it takes minutes. */
const AGAIN_MS = 10 * MINUTE

/**
 * One turn of a job that runs each minute: verifies once a night, repairs counters, and tells the log what it found.
 * One that throws is done again in the same night; a process that was down at that hour verifies in the next.
 */
export function nightly(
  services: Services,
  { upkeep, log, clock }: { upkeep: Upkeep; log: PlainLog; clock: Clock },
): () => Promise<void> {
  let lastDay = -1
  let notBefore = 0
  return async () => {
    const now = new Date(clock.now())
    const day = Math.floor(now.getTime() / DAY)
    if (now.getUTCHours() !== HOUR_OF_NIGHT || day === lastDay) return
    const waitMs = notBefore - now.getTime()
    // A longer one is of a clock that was ahead, and has been put right.
    if (waitMs > 0 && waitMs <= AGAIN_MS) return
    notBefore = now.getTime() + AGAIN_MS
    const found = await verify(services, upkeep, { repair: true })
    lastDay = day
    tellFaults(found, log)
    log.info({ ok: found.ok, repaired: found.repaired }, 'what is kept was verified')
  }
}
