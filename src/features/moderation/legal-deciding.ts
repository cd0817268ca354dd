import { DAY } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import { checkBlindDays } from './legal-rules.ts'
import { type DecisionParts, deciderOf, decisionWrite } from './make-decision.ts'
import type { Decision, LegalNotice } from './model.ts'
import type { Blind } from './notice-store.ts'
import { refuseOwnReport } from './own-report.ts'
import type { Recording } from './recording.ts'
import { checkExplanation, checkGround, type Ground, pointsOf } from './rules.ts'
import { moveOf, requireStaff } from './state-table.ts'
import type { NewReview } from './store.ts'

type Staff = Extract<Actor, { type: 'staff' }>

/** What every answer names: the comment as it was seen, and words to its author and the claimant. */
export interface LegalInput {
  commentId: string
  version: number
  explanation: string
}

export interface LegalDeciding {
  /**
   * Hides a published or waiting comment for 1 to 30 days; answers every open notice on it. Without one it stands on
   * the desk's own ground (Korean Network Act 44-3).
   * @throws {Problem} `not-allowed`, `not-found`, `own-comment`, `clause-required`, `invalid-field`, `already-decided`
   */
  blind(actor: Actor, input: LegalInput & Ground & { days: number }): Promise<Decision>
  /**
   * Puts a blinded comment back where it was, for its notice or for the author's appeal: then by somebody who has
   * decided nothing on it. @throws {Problem} as `blind`; `earlier-decider`
   */
  restore(actor: Actor, input: LegalInput & { appealId?: string | undefined }): Promise<Decision>
  /** Removes the comment for good; answers every notice on it. @throws {Problem} as `blind`; `own-report` */
  remove(actor: Actor, input: LegalInput & Ground & { noticeId: string | null }): Promise<Decision>
  /** Leaves the comment as it is and says why to the claimant. @throws {Problem} as `blind`; `invalid-field` without words */
  refuseNotice(actor: Actor, input: LegalInput & { noticeId: string }): Promise<Decision>
}

export function createLegalDeciding(ports: Ports, recording: Recording): LegalDeciding {
  const { stores, clock } = ports
  const store = stores.moderation
  const { alreadyDecided, commentOf, policyOf, record } = recording

  /** A senior, and a comment that is not the senior's own. */
  async function subjectOf(actor: Actor, { commentId, version }: LegalInput): Promise<[Staff, Comment]> {
    requireStaff(actor, siteOf(actor), 'senior')
    const comment = await commentOf(actor.siteId, commentId)
    if (comment.accountId === actor.accountId) throw new Problem('own-comment')
    return [actor, { ...comment, version }]
  }

  async function unanswered(comment: Comment): Promise<LegalNotice[]> {
    const all = await store.noticesOn(comment.siteId, comment.id)
    return all.filter(({ outcome }) => outcome === 'open' || outcome === 'blinded')
  }

  async function noticeFor(comment: Comment, noticeId: string) {
    const found = await store.notice(comment.siteId, noticeId)
    if (found?.notice.commentId !== comment.id) throw new Problem('not-found')
    if (found.notice.outcome !== 'open' && found.notice.outcome !== 'blinded')
      throw await alreadyDecided(comment)
    return found
  }

  /** @throws {Problem} `not-found` unless it is open and against a decision on this comment */
  async function requireAppeal(comment: Comment, appealId: string): Promise<void> {
    const appeal = await store.appeal(comment.siteId, appealId)
    const contested =
      appeal?.outcome === 'open' ? await store.decision(comment.siteId, appeal.decisionId) : null
    if (contested?.commentId !== comment.id) throw new Problem('not-found')
  }

  function parts(actor: Staff, comment: Comment, claims: readonly LegalNotice[]) {
    return {
      by: deciderOf(actor),
      from: comment.state,
      policyVersion: comment.policyVersion,
      source: sourceOf(claims),
      sourceIds: claims.map(({ id }) => id),
    } satisfies Partial<DecisionParts>
  }

  return {
    async blind(actor, input) {
      const [staff, comment] = await subjectOf(actor, input)
      const days = checkBlindDays(input.days)
      const explanation = checkExplanation(input.explanation)
      const ground = checkGround('blind', input, explanation, await policyOf(comment))
      if (moveOf(comment.state, 'blind') === null) throw await alreadyDecided(comment)
      const startsAt = clock.now()
      const term = { startsAt, endsAt: startsAt + days * DAY }
      const claimed = parts(staff, comment, await unanswered(comment))
      const made = { ...claimed, ...ground, ...term, action: 'blind', to: 'blinded' } as const
      return record(await decisionWrite(ports, { siteId: staff.siteId, comment }, made, explanation))
    },

    async restore(actor, { appealId, ...input }) {
      const [staff, comment] = await subjectOf(actor, input)
      const blind = await store.blindOf(staff.siteId, comment.id)
      if (comment.state !== 'blinded' || !blind) throw await alreadyDecided(comment)
      if (appealId !== undefined) await requireAppeal(comment, appealId)
      const claims = (await unanswered(comment)).filter(({ outcome }) => outcome === 'blinded')
      const made = { ...parts(staff, comment, claims), action: 'restore', to: blind.from } as const
      const contested = { source: 'appeal', sourceIds: [appealId ?? ''], reverses: blind.decisionId } as const
      const reversed = appealId === undefined ? null : await store.decision(staff.siteId, blind.decisionId)
      const write = await decisionWrite(
        ports,
        { siteId: staff.siteId, comment },
        appealId === undefined ? made : { ...made, ...contested },
        checkExplanation(input.explanation),
        {
          newReview: reviewAfter(blind, ports.ids.next()),
          reversed,
          appeal: appealId === undefined ? null : { id: appealId, outcome: 'overturned' },
        },
      )
      return record(write)
    },

    async remove(actor, { noticeId, ...input }) {
      const [staff, comment] = await subjectOf(actor, input)
      const found = noticeId === null ? null : await noticeFor(comment, noticeId)
      const policy = await policyOf(comment)
      const explanation = checkExplanation(input.explanation)
      const ground = checkGround('reject', input, explanation, policy)
      if (moveOf(comment.state, 'reject') === null) throw await alreadyDecided(comment)
      await refuseOwnReport(store, staff, comment)
      const claimed = parts(staff, comment, await unanswered(comment))
      const write = await decisionWrite(
        ports,
        { siteId: staff.siteId, comment },
        { ...claimed, ...ground, action: 'reject', to: 'rejected', caseId: found?.caseId ?? null },
        explanation,
        { reports: 'upheld', strikePoints: pointsOf(ground.clauses, policy) },
      )
      return record(write)
    },

    async refuseNotice(actor, { noticeId, ...input }) {
      const [staff, comment] = await subjectOf(actor, input)
      const explanation = checkExplanation(input.explanation)
      if (explanation === '') throw new Problem('invalid-field', { field: 'explanation' })
      const { notice, caseId } = await noticeFor(comment, noticeId)
      if (moveOf(comment.state, 'keep') === null) throw await alreadyDecided(comment)
      // What is gone already has been removed, whatever one thinks of the claim.
      const isGone = comment.state === 'rejected' || comment.state === 'withdrawn'
      const write = await decisionWrite(
        ports,
        { siteId: staff.siteId, comment },
        { ...parts(staff, comment, [notice]), action: 'keep', to: comment.state, caseId },
        explanation,
        { notice: { id: noticeId, outcome: isGone ? 'removed' : 'refused' } },
      )
      return record(write)
    },
  }
}

function sourceOf(claims: readonly LegalNotice[]): 'order' | 'notice' | 'own' {
  if (claims.some(({ regime }) => regime === 'authority_order')) return 'order'
  return claims.length > 0 ? 'notice' : 'own'
}

/** What waited before waits again; what was reported meanwhile or before is looked at now. */
export function reviewAfter(
  { from, reported }: Pick<Blind, 'from' | 'reported'>,
  id: string,
): NewReview | null {
  const review = { id, risk: 0, factors: [{ factor: 'restored', points: 0 }] } as const
  if (from === 'pending') return { ...review, kind: 'premoderation' }
  return reported ? { ...review, kind: 'reports' } : null
}
