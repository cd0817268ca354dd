import type { Log } from '../features/ports.ts'
import type { Services } from '../features/services.ts'
import { MINUTE, SECOND } from '../kernel/clock.ts'
import { deliveries } from './deliveries.ts'

/** Starts the background work; the answered function stops it and waits for the turn that runs. */
export function startJobs(services: Services, log: Log): () => Promise<void> {
  const handlers = deliveries(services, log)
  const stops = [
    every(SECOND, () => services.delivery.deliverDue(handlers)),
    every(SECOND, () => services.accounts.announceReturned()),
    every(MINUTE, () => services.accounts.eraseDue()),
    every(10 * MINUTE, async () => {
      await services.delivery.purge()
      await services.accounts.purgeExpired()
    }),
  ]
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }

  /** One turn at a time; a failed turn is logged and the next one comes all the same. */
  function every(pause: number, turn: () => Promise<unknown>): () => Promise<void> {
    let running: Promise<void> | null = null
    const timer = setInterval(() => {
      running ??= turn()
        .then(() => {})
        .catch((error: unknown) => log.error({ error }, 'job failed'))
        .finally(() => {
          running = null
        })
    }, pause)
    timer.unref()
    return async () => {
      clearInterval(timer)
      await running
    }
  }
}
