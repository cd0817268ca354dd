import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import { RETENTION } from '../retention.ts'
import { reviewAfter } from './legal-deciding.ts'
import { decisionWrite, SYSTEM } from './make-decision.ts'
import type { Recording } from './recording.ts'

/** What the clock does by itself. Every verb may run in several processes at once, and be stopped at any point. */
export interface Expiring {
  /** Puts back what has been blinded for its whole time; answers how many. */
  restoreDue(): Promise<number>
  /** Erases the text of what was rejected or withdrawn long enough ago, unless an appeal or a notice holds it. */
  purgeHidden(): Promise<number>
  /** The same, at once, for comments of people who are gone, as soon as nothing holds them any more. */
  purgeLeftBehind(): Promise<number>
  forgetReasons(): Promise<number>
  forgetAppeals(): Promise<number>
  forgetReportNotes(): Promise<number>
  forgetClaimants(): Promise<number>
  dropInbox(): Promise<number>
  dropNotes(): Promise<number>
}

/** A longer step would keep writers waiting. */
const AT_ONCE = 100
const ROWS_AT_ONCE = 500
/** Of one turn; what is left comes with the next. */
const STEPS = 20

export function createExpiring(ports: Ports, { record }: Recording): Expiring {
  const { stores, clock } = ports
  const store = stores.moderation

  /** Whether the system's decision was made: somebody else's, or another process's, comes first. */
  async function made(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      const isSettled =
        error instanceof Problem && ['already-decided', 'subject-held', 'not-found'].includes(error.type)
      if (!isSettled) throw error
      return false
    }
  }

  async function restore(siteId: string, commentId: string): Promise<void> {
    const comment = await stores.comments.byId(siteId, commentId)
    const blind = await store.blindOf(siteId, commentId)
    if (!comment || !blind || blind.endsAt > clock.now()) throw new Problem('not-found')
    const claims = (await store.noticesOn(siteId, commentId)).filter(({ outcome }) => outcome === 'blinded')
    const { policyVersion } = comment
    const parts = { by: SYSTEM, action: 'restore', from: 'blinded', to: blind.from, policyVersion } as const
    const origin = { source: 'expiry', sourceIds: claims.map(({ id }) => id) } as const
    const automatic = { automatedDecision: 'full' } as const
    const write = await decisionWrite(ports, { siteId, comment }, { ...parts, ...origin, ...automatic }, '', {
      newReview: reviewAfter(blind, ports.ids.next()),
    })
    await record(write)
  }

  async function purge(siteId: string, commentId: string): Promise<void> {
    const comment = await stores.comments.byId(siteId, commentId)
    if (comment?.state !== 'rejected' && comment?.state !== 'withdrawn') throw new Problem('not-found')
    const { policyVersion, state: from } = comment
    const parts = {
      by: SYSTEM,
      action: 'purge',
      from,
      to: 'purged',
      policyVersion,
      source: 'expiry',
    } as const
    const write = await decisionWrite(ports, { siteId, comment }, parts, '')
    // The salt goes with the text: nothing is left that the text could be guessed by.
    await record({ ...write, text: { ...write.text, salt: '' } })
  }

  /** One that fails is tried again at the next turn and does not keep the others from theirs. */
  async function each(
    find: (limit: number) => Promise<readonly { siteId: string; commentId: string }[]>,
    work: (siteId: string, commentId: string) => Promise<void>,
  ): Promise<number> {
    const faults: unknown[] = []
    let done = 0
    for (let turn = 0; turn < STEPS && faults.length === 0; turn += 1) {
      const found = await find(AT_ONCE)
      for (const { siteId, commentId } of found) {
        try {
          if (await made(() => work(siteId, commentId))) done += 1
        } catch (error) {
          faults.push(error)
        }
      }
      if (found.length < AT_ONCE) break
    }
    if (faults.length > 0) throw faults[0]
    return done
  }

  async function inSteps(keptMs: number, step: (before: number, limit: number) => Promise<number>) {
    const before = clock.now() - keptMs
    let done = 0
    for (let turn = 0; turn < STEPS; turn += 1) {
      const count = await step(before, ROWS_AT_ONCE)
      done += count
      if (count < ROWS_AT_ONCE) break
    }
    return done
  }

  return {
    restoreDue: () => each((limit) => store.blindsOver(clock.now(), limit), restore),

    async purgeHidden() {
      const before = clock.now() - RETENTION.hiddenComments.keptMs
      return each((limit) => store.hiddenBefore(before, limit), purge)
    },

    purgeLeftBehind: () => each(store.leftBehind, purge),

    forgetReasons: () => inSteps(RETENTION.reasons.keptMs, store.forgetReasons),
    forgetAppeals: () => inSteps(RETENTION.appeals.keptMs, store.forgetAppeals),
    forgetReportNotes: () => inSteps(RETENTION.reports.keptMs, store.forgetReportNotes),
    forgetClaimants: () => inSteps(RETENTION.notices.keptMs, store.forgetClaimants),
    dropInbox: () => inSteps(RETENTION.inbox.keptMs, store.dropInbox),
    dropNotes: () => inSteps(RETENTION.notes.keptMs, store.dropNotes),
  }
}
