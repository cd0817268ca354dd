import { canonicalJson, isWellFormed } from '../../kernel/canonical-json.ts'
import { lastToEnd } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import { sha256Hex } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { IdempotencyKey } from '../delivery/model.ts'
import type { Ports } from '../ports.ts'
import { decisionWrite, SYSTEM } from './make-decision.ts'
import type { Report } from './model.ts'
import type { Recording } from './recording.ts'
import { checkExplanation, isInForce, wasKept } from './rules.ts'
import type { ReportReplay } from './store.ts'

export interface ReportInput {
  commentId: string
  clause: string
  /** At most 500 grapheme clusters. */
  note: string
}

export interface Reporting {
  /**
   * @throws {Problem} `sign-in-required`, `not-found`, `own-comment`, `clause-required`, `invalid-field`,
   * `restricted` for somebody who may not report now, `idempotency-key-reused`
   */
  report(actor: Actor, input: ReportInput, key?: string | null): Promise<'applied' | 'duplicate'>
  /** What the reader has reported, newest first, at most 1 000. @throws {Problem} `sign-in-required` */
  ownReports(actor: Actor): Promise<Report[]>
}

const OWN_REPORTS = 1_000
/** Reports that a hold names; more are in the case. */
const HELD_FOR = 50

export function createReporting(ports: Ports, { policyOf, record }: Recording): Reporting {
  const { stores, clock, ids, events } = ports
  const store = stores.moderation

  async function requireReporter(siteId: string, accountId: string): Promise<void> {
    const now = clock.now()
    const held = (await store.restrictionsOf(siteId, accountId)).filter(
      (restriction) =>
        (restriction.kind === 'no-reports' || restriction.kind === 'ban') && isInForce(restriction, now),
    )
    const last = lastToEnd(held)
    if (!last) return
    const { endsAt } = last
    const site = await stores.sites.byId(siteId)
    throw new Problem('restricted', endsAt === null || !site ? {} : { endsAt, timeZone: site.timeZone })
  }

  /** Row 5 by the clock's actor: where the site wants it, and nobody has kept the comment after reports before. */
  async function holdIfHeavy(comment: Comment): Promise<void> {
    const { siteId, id: commentId } = comment
    const limit = (await stores.sites.byId(siteId))?.holdReports ?? null
    if (limit === null || (await store.openWeight(siteId, commentId)) < limit) return
    if (wasKept(await store.history(siteId, { commentId }))) return
    const open = (await store.reportsOn(siteId, commentId, HELD_FOR)).filter(
      ({ outcome }) => outcome === 'open',
    )
    const write = await decisionWrite(
      ports,
      { siteId, comment },
      {
        by: SYSTEM,
        action: 'hold',
        from: 'published',
        to: 'pending',
        policyVersion: comment.policyVersion,
        source: 'report',
        sourceIds: open.map(({ id }) => id),
        automatedDecision: 'full',
      },
      '',
    )
    // Somebody decided in between: their word stands, and the report is in.
    await record(write).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
  }

  return {
    async report(actor, { commentId, clause, note }, key = null) {
      if (actor.type !== 'reader') throw new Problem('sign-in-required')
      const idempotency =
        key === null ? null : await idempotencyKey(actor, { commentId, clause, note }, key, clock.now())
      // A retry is answered before any rule: the first report itself may have hidden the comment.
      const before = idempotency && (await store.reportReplay(idempotency))
      if (before) return settle(before)

      const comment = await stores.comments.byId(actor.siteId, commentId)
      if (comment?.state !== 'published') throw new Problem('not-found')
      if (actor.articleId !== null && actor.articleId !== comment.articleId)
        throw new Problem('sign-in-required')
      if (comment.accountId === actor.accountId) throw new Problem('own-comment')
      const policy = await policyOf(comment)
      if (!policy.clauses.some(({ id }) => id === clause))
        throw new Problem('clause-required', { field: 'clause' })
      await requireReporter(actor.siteId, actor.accountId)
      const report: Report = {
        id: ids.next(),
        siteId: actor.siteId,
        commentId,
        reporterId: actor.accountId,
        clause,
        note: checkExplanation(note, 'note'),
        createdAt: clock.now(),
        outcome: 'open',
        decisionId: null,
      }
      const outcome = await store.report(report, ids.next(), idempotency)
      if (outcome === 'missing') throw new Problem('not-found')
      if (outcome !== 'applied') return settle(outcome)
      events.emit('comment.reported', { siteId: actor.siteId, commentId })
      await holdIfHeavy(comment)
      return 'applied'
    },

    async ownReports(actor) {
      if (actor.type !== 'reader' || actor.articleId !== null) throw new Problem('sign-in-required')
      return store.reportsBy(actor.siteId, actor.accountId, OWN_REPORTS)
    },
  }
}

/** @throws {Problem} `idempotency-key-reused` */
function settle(replay: ReportReplay): 'applied' | 'duplicate' {
  if (replay === 'key-reused') throw new Problem('idempotency-key-reused')
  return replay === 'replayed' ? 'applied' : 'duplicate'
}

async function idempotencyKey(
  { siteId, accountId }: { siteId: string; accountId: string },
  { commentId, clause, note }: ReportInput,
  key: string,
  createdAt: number,
): Promise<IdempotencyKey> {
  // A lone surrogate has no canonical form; such a text is refused by its own rule, right after.
  const [one, other] = [clause, note].map((text) => (isWellFormed(text) ? text : ''))
  const bodyHash = await sha256Hex(canonicalJson({ clause: one ?? '', note: other ?? '' }))
  return { siteId, accountId, route: `report ${commentId}`, key, bodyHash, createdAt }
}
