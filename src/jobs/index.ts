import type { Log, Upkeep } from '../features/ports.ts'
import { CLEANUP_EVERY_MS } from '../features/retention.ts'
import type { Services } from '../features/services.ts'
import { type Clock, MINUTE, SECOND } from '../kernel/clock.ts'
import { deliveries } from './deliveries.ts'
import { nightly } from './verify.ts'
import { within } from './within.ts'

const HEADS_EVERY_MS = 10 * MINUTE
/** So that comments are taken within seconds of there being room again; a look costs microseconds. */
const SPACE_EVERY_MS = 2 * SECOND
/** What is decided or written between two notes is not missed when it is lost. */
const NOTE_EVERY_MS = 2 * SECOND

/** Each takes some 10 ms of a processor: in a storm, a twentieth of one. */
const CARDS_A_SECOND = 5
/** For the turns that run when the end comes, and then once more for the outbox. */
const STOP_MS = SECOND

export interface Jobs {
  /** Begins no further turn; waits for those that run, and delivers what is due, for a second each. */
  stop(): Promise<void>
}

/** Starts the background work. */
export function startJobs(services: Services, log: Log, upkeep: Upkeep, clock: Clock): Jobs {
  const { card, alert, ...messages } = deliveries(services, log)
  // After the start, so that neither it nor the first comment waits.
  const prepared = services.comments
    .prepare()
    .catch((error: unknown) => log.error({ error }, 'preparing failed'))
  const heads = services.moderation
    .publishHeads()
    .catch((error: unknown) => log.error({ error }, 'making the heads public failed'))
  const stops = [
    every(SECOND, () => services.delivery.deliverDue(messages)),
    // Apart as well: a channel that does not answer is waited for, for seconds and once for each paper.
    every(SECOND, () => services.delivery.deliverDue({ alert })),
    // Apart from the messages, which would wait behind a storm's cards; what is not drawn ahead the first request draws.
    every(SECOND, () => services.delivery.deliverDue({ card }, { most: CARDS_A_SECOND })),
    every(SECOND, () => services.articles.readDue()),
    every(MINUTE, () => services.articles.askByAge()),
    every(SECOND, () => services.accounts.announceReturned()),
    every(MINUTE, () => services.accounts.eraseDue()),
    every(MINUTE, () => services.moderation.restoreDue()),
    every(MINUTE, () => services.moderation.watchQueues()),
    every(CLEANUP_EVERY_MS, () => cleanUp(services)),
    every(SPACE_EVERY_MS, () => upkeep.lookAtSpace()),
    every(NOTE_EVERY_MS, () => upkeep.noteProgress()),
    every(MINUTE, nightly(services, { upkeep, log, clock })),
    // Only the first turn of a day (UTC) finds something to do.
    every(HEADS_EVERY_MS, () => services.moderation.publishHeads()),
  ]
  return {
    async stop() {
      await within(STOP_MS, Promise.all([prepared, heads, ...stops.map((stop) => stop())]))
      const late = AbortSignal.timeout(STOP_MS)
      const flushed = Promise.all([
        services.delivery.deliverDue(messages, { end: late }),
        services.delivery.deliverDue({ alert }, { end: late }),
      ]).catch((error: unknown) => log.error({ error }, 'what was due waits for the next start'))
      await within(STOP_MS, flushed)
    },
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

/** Deletes what has reached its time in `features/retention.ts`; one that fails does not keep the others from it. */
export async function cleanUp({
  delivery,
  accounts,
  articles,
  comments,
  moderation,
}: Services): Promise<void> {
  const turns = [
    delivery.purge(),
    articles.purgeReads(),
    accounts.purgeExpired(),
    accounts.purgeDeletionRequests(),
    comments.purgeScreenings(),
    moderation.purgeHidden(),
    moderation.purgeLeftBehind(),
    moderation.forgetReasons(),
    moderation.forgetAppeals(),
    moderation.forgetReportNotes(),
    moderation.forgetClaimants(),
    moderation.dropInbox(),
    moderation.dropNotes(),
    moderation.dropAlerts(),
  ]
  const failed = (await Promise.allSettled(turns)).find((turn) => turn.status === 'rejected')
  if (failed) throw failed.reason
}
