import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import { base32Text, hmacSha256, sha256Hex } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import type { Article } from '../articles/model.ts'
import type { Comment, CommentState } from '../comments/model.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import {
  type Claimed,
  type ClaimInput,
  checkClaim,
  checkOrder,
  noticeLimits,
  type OrderInput,
  parseCode,
  spellCode,
} from './legal-rules.ts'
import type { Decision, LegalNotice } from './model.ts'
import type { Blind, NoticeFilter } from './notice-store.ts'
import type { Recording } from './recording.ts'
import { BLIND_WARNING_MS, NOTICE_DUE_MS, requireStaff } from './state-table.ts'

/** What a claimant may read of the own notice. Nothing of it names the author. */
export interface NoticeStatus {
  notice: LegalNotice
  articleId: string
  /** What the comment is now: it may have come back after an appeal, or gone by its author's hand. */
  state: CommentState
  /** While it is blinded. */
  blindEndsAt: number | null
  /** Law or clauses and words of the answer; `null` before there is one. */
  answer:
    | (Pick<Decision, 'action' | 'lawReference' | 'clauses' | 'actorType'> & { explanation: string })
    | null
}

/** A comment under the law, as the seniors see it. */
export interface LegalFile {
  /** `null` where somebody looks at a comment that nobody has claimed anything about. */
  notice: LegalNotice | null
  caseId: string | null
  comment: Comment
  article: Article
  blind: Blind | null
  /** All on the comment, oldest first, the opened one among them. */
  notices: LegalNotice[]
  decisions: (Decision & { explanation: string; by: string | null })[]
  policy: PolicyVersion
}

export interface NoticeList {
  rows: { notice: LegalNotice; comment: Comment; blindEndsAt: number | null }[]
  /** Blinded on the desk's own ground: only with `blinded`. */
  ownBlinds: { comment: Comment; endsAt: number }[]
}

const LISTED = 200

export interface Legal {
  /**
   * Takes a notice from anybody. The same key again gives the same code again.
   * @throws {Problem} `not-found` (no such comment, or one that nobody sees), `invalid-field`, `rate-limited`,
   * `idempotency-key-reused`
   */
  fileNotice(
    siteId: string,
    input: ClaimInput & { commentId: string; goodFaith: boolean; language: Language; key: string },
  ): Promise<{ code: string; notice: LegalNotice }>
  /** By the code as it was typed; `null` when nobody was given it. */
  noticeStatus(code: string): Promise<NoticeStatus | null>
  /** An order of a court or an authority. Answers its id. @throws {Problem} `not-allowed`, `not-found`, `invalid-field` */
  enterOrder(actor: Actor, input: OrderInput & { commentId: string; key: string }): Promise<string>
  /** At most 200. @throws {Problem} `not-allowed` */
  notices(actor: Actor, state: NoticeFilter): Promise<NoticeList>
  /** @throws {Problem} `not-allowed`, `not-found` */
  legalFile(actor: Actor, subject: { noticeId: string } | { commentId: string }): Promise<LegalFile>
  /** How many notices are overdue and blinds within a week of their end. @throws {Problem} `not-allowed` */
  pressingNotices(actor: Actor): Promise<number>
  /** The comment's oldest unanswered notice. @throws {Problem} `not-allowed` */
  noticeOn(actor: Actor, commentId: string): Promise<LegalNotice | null>
}

export function createLegal(ports: Ports, recording: Recording): Legal {
  const { stores, clock, ids, vault } = ports
  const store = stores.moderation
  const { commentOf, policyOf, nameOf } = recording

  /** Made from the key that came with the form, by a secret of this installation: nobody can choose or guess it. */
  async function codeOf(siteId: string, key: string): Promise<string> {
    const secret = await vault.derive('legal-notice-code')
    return base32Text((await hmacSha256(secret, `${siteId} ${key}`)).slice(0, 15))
  }

  async function file(
    siteId: string,
    claimed: Claimed,
    more: Pick<LegalNotice, 'commentId' | 'goodFaith' | 'language'> & { key: string },
    isDesk: boolean,
  ): Promise<{ code: string; notice: LegalNotice }> {
    const { key, ...rest } = more
    const now = clock.now()
    const code = await codeOf(siteId, key)
    const notice: LegalNotice = {
      id: ids.next(),
      siteId,
      codeHash: await sha256Hex(code),
      ...claimed,
      ...rest,
      receivedAt: now,
      dueAt: now + NOTICE_DUE_MS[claimed.regime],
      outcome: 'open',
      decidedAt: null,
      answerId: null,
    }
    const filed = await store.fileNotice(notice, ids.next(), isDesk ? null : noticeLimits(now))
    switch (filed.outcome) {
      case 'applied':
        return { code: spellCode(code), notice }
      case 'replayed':
        if (!isSame(filed.notice, notice)) throw new Problem('idempotency-key-reused')
        return { code: spellCode(code), notice: filed.notice }
      case 'missing':
        throw new Problem('not-found')
      case 'flooded':
        throw new Problem('rate-limited', { retryAfter: 3_600 })
    }
  }

  async function articleOf({ articleId }: Comment): Promise<Article> {
    const article = await stores.articles.byId(articleId)
    if (!article) throw new Problem('not-found')
    return article
  }

  return {
    async fileNotice(siteId, { commentId, goodFaith, language, key, ...input }) {
      const claimed = checkClaim(input)
      if (!goodFaith) throw new Problem('invalid-field', { field: 'goodFaith' })
      return file(siteId, claimed, { commentId, goodFaith, language, key }, false)
    },

    async noticeStatus(typed) {
      const code = parseCode(typed)
      const notice = code === null ? null : await store.noticeByCode(await sha256Hex(code))
      const comment = notice && (await stores.comments.byId(notice.siteId, notice.commentId))
      if (!notice || !comment) return null
      const { siteId, answerId } = notice
      const blind = await store.blindOf(siteId, comment.id)
      return {
        notice,
        articleId: comment.articleId,
        state: comment.state,
        blindEndsAt: blind?.endsAt ?? null,
        answer: answerId === null ? null : await store.decision(siteId, answerId),
      }
    },

    async enterOrder(actor, { commentId, key, ...input }) {
      requireStaff(actor, siteOf(actor), 'senior')
      const more = { commentId, goodFaith: true, language: 'en' as const, key }
      const { notice } = await file(actor.siteId, checkOrder(input), more, true)
      return notice.id
    },

    async notices(actor, state) {
      requireStaff(actor, siteOf(actor), 'senior')
      const { siteId } = actor
      const found = await store.notices(siteId, { state, limit: LISTED })
      const rows: NoticeList['rows'] = []
      for (const { notice, blindEndsAt } of found) {
        const comment = await stores.comments.byId(siteId, notice.commentId)
        if (comment) rows.push({ notice, comment, blindEndsAt })
      }
      return { rows, ownBlinds: state === 'blinded' ? await store.ownBlinds(siteId, LISTED) : [] }
    },

    async legalFile(actor, subject) {
      requireStaff(actor, siteOf(actor), 'senior')
      const { siteId } = actor
      const found = 'noticeId' in subject ? await store.notice(siteId, subject.noticeId) : null
      if ('noticeId' in subject && !found) throw new Problem('not-found')
      const commentId = 'commentId' in subject ? subject.commentId : (found?.notice.commentId ?? '')
      const comment = await commentOf(siteId, commentId)
      const decisions: LegalFile['decisions'] = []
      for (const decision of await store.history(siteId, { commentId }))
        decisions.push({ ...decision, by: await nameOf(decision) })
      return {
        notice: found?.notice ?? null,
        caseId: found?.caseId ?? null,
        comment,
        article: await articleOf(comment),
        blind: await store.blindOf(siteId, commentId),
        notices: await store.noticesOn(siteId, commentId),
        decisions,
        policy: await policyOf(comment),
      }
    },

    async pressingNotices(actor) {
      requireStaff(actor, siteOf(actor), 'senior')
      const now = clock.now()
      return store.pressing(actor.siteId, { now, endsBefore: now + BLIND_WARNING_MS })
    },

    async noticeOn(actor, commentId) {
      requireStaff(actor, siteOf(actor))
      const all = await store.noticesOn(actor.siteId, commentId)
      return all.find(({ outcome }) => outcome === 'open' || outcome === 'blinded') ?? null
    },
  }
}

function isSame(a: LegalNotice, b: LegalNotice): boolean {
  return a.siteId === b.siteId && a.commentId === b.commentId && a.regime === b.regime && a.body === b.body
}
