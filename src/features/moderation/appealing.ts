import { isWellFormed } from '../../kernel/canonical-json.ts'
import { Problem } from '../../kernel/errors.ts'
import { graphemes } from '../../kernel/text.ts'
import type { Language } from '../../locales/language.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Ports } from '../ports.ts'
import type { Appeal, Decision } from './model.ts'
import { canContest } from './rules.ts'
import { APPEAL_DUE_MS, APPEAL_MS } from './state-table.ts'
import type { OwnAppeal, Statement } from './statement-model.ts'
import type { Statements } from './statements.ts'

export const APPEAL_TEXT = { graphemes: 1_000, units: 12_000 } as const

/** A decision as the person sees it who may contest it. */
export interface Contestable {
  decision: Decision & { explanation: string }
  side: Appeal['side']
  /** `null` for a restriction. */
  comment: Comment | null
  statement: Statement | null
  /** The person's own, made before. */
  appeal: OwnAppeal | null
}

export interface Appealing {
  /** The site whose login leads to this decision, for a reader who is not logged in. */
  siteOfDecision(decisionId: string): Promise<string | null>
  /**
   * What the reader contests: the decision on an own comment or account, or the one that dismissed an own report.
   * @throws {Problem} `sign-in-required`, `not-found` for everybody whom it does not concern
   */
  contestable(actor: Actor, decisionId: string, language: Language): Promise<Contestable>
  /**
   * Once per decision and person; sent again it answers the first. After six months it is marked late.
   * @throws {Problem} as {@link Appealing.contestable}; `text-empty`, `too-large`, `text-malformed`, `subject-held`
   * when the decision does not stand any more
   */
  appeal(actor: Actor, input: { decisionId: string; text: string }): Promise<Appeal>
}

type Reader = Extract<Actor, { type: 'reader' }>

export function createAppealing({ stores, clock, ids }: Ports, statements: Statements): Appealing {
  const store = stores.moderation

  async function find(actor: Reader, decisionId: string) {
    const decision = await store.decision(actor.siteId, decisionId)
    const { accountId, siteId } = actor
    const commentId = decision?.commentId ?? null
    const comment = commentId === null ? null : await stores.comments.byId(siteId, commentId)
    if (!decision) throw new Problem('not-found')
    if (canContest(decision) && (comment?.accountId ?? decision.accountId) === accountId)
      return { decision, comment, side: 'author' as const }
    if (decision.action === 'keep' && (await hasReported(actor, decision)))
      return { decision, comment, side: 'reporter' as const }
    throw new Problem('not-found')
  }

  async function hasReported({ siteId, accountId }: Reader, { id }: Decision): Promise<boolean> {
    return (await store.concerned(siteId, id)).some(
      (one) => one.kind === 'report' && one.accountId === accountId,
    )
  }

  return {
    siteOfDecision: store.siteOfDecision,

    async contestable(actor, decisionId, language) {
      const reader = requireReader(actor)
      const found = await find(reader, decisionId)
      const appeals = await statements.ownAppeals(reader)
      const appeal = appeals.find((one) => one.decisionId === decisionId) ?? null
      return { ...found, appeal, statement: await statements.statementFor(found.decision, language) }
    },

    async appeal(actor, { decisionId, text }) {
      const reader = requireReader(actor)
      const { decision, comment, side } = await find(reader, decisionId)
      const now = clock.now()
      const appeal: Appeal = {
        id: ids.next(),
        siteId: reader.siteId,
        decisionId,
        appellantId: reader.accountId,
        side,
        body: checkAppealText(text),
        createdAt: now,
        late: now > decision.at + APPEAL_MS,
        outcome: 'open',
        decidedAt: null,
        answerId: null,
      }
      const filed = await store.fileAppeal(appeal, {
        id: ids.next(),
        commentId: comment?.id ?? null,
        articleId: comment?.articleId ?? null,
        accountId: decision.accountId,
        dueAt: now + APPEAL_DUE_MS,
      })
      if (filed.outcome === 'stale') throw new Problem('subject-held')
      return filed.appeal
    },
  }
}

/** A token of one page opens none of the own pages. @throws {Problem} `sign-in-required` */
function requireReader(actor: Actor): Reader {
  if (actor.type !== 'reader' || actor.articleId !== null) throw new Problem('sign-in-required')
  return actor
}

/** At most 1 000 grapheme clusters. @throws {Problem} `text-empty`, `too-large`, `text-malformed` */
function checkAppealText(raw: string): string {
  if (raw.length > APPEAL_TEXT.units) throw new Problem('too-large', { limit: APPEAL_TEXT.graphemes })
  if (!isWellFormed(raw)) throw new Problem('text-malformed')
  const text = raw.replace(/\r\n?/g, '\n').trim()
  if (text === '') throw new Problem('text-empty')
  const count = Array.from(graphemes(text)).length
  if (count > APPEAL_TEXT.graphemes) throw new Problem('too-large', { count, limit: APPEAL_TEXT.graphemes })
  return text
}
