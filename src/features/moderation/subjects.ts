import type { Cursor } from '../../kernel/cursor.ts'
import { Problem } from '../../kernel/errors.ts'
import type { Actor } from '../accounts/model.ts'
import type { Article } from '../articles/model.ts'
import { type Comment, type CommentList, type CommentState, PAGE_SIZE } from '../comments/model.ts'
import { commentList } from '../comments/rules.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import type { Decision, Report } from './model.ts'
import type { Note } from './note-store.ts'
import type { Recording } from './recording.ts'
import { canCorrect, rejectionIn, requireStaff } from './state-table.ts'

/** A decision with its words and the display name behind it; `null` for the clock or a person who is gone. */
export type TakenDecision = Decision & { explanation: string; by: string | null }

/** A comment in any state, with everything that was decided, reported and noted about it. */
export interface CommentRecord {
  comment: Comment
  parent: Comment | null
  article: Article
  /** The version that it was written under. */
  policy: PolicyVersion
  /** Oldest first. */
  decisions: TakenDecision[]
  /** Newest first, at most 100. */
  reports: Report[]
  notes: Note[]
  /** Its case in the queue. */
  openReview: string | null
  /** Whether this person may take the rejection back now. */
  correctable: boolean
}

/** What the desk reads outside the queue: a comment, a writer's comments, an article's. */
export interface Subjects {
  /** @throws {Problem} `not-allowed`, `not-found` */
  comment(actor: Actor, commentId: string): Promise<CommentRecord>
  /** A writer's comments in any state. @throws {Problem} `not-allowed` */
  commentsBy(actor: Actor, accountId: string, after: Cursor | null): Promise<CommentList>
  /** An article's comments in one state. @throws {Problem} `not-allowed`, `not-found` */
  commentsUnder(
    actor: Actor,
    articleId: string,
    query: { state: CommentState; after: Cursor | null },
  ): Promise<CommentList & { article: Article }>
  /** The decision on a comment that a restriction follows from, with that comment. @throws {Problem} `not-allowed` */
  cause(actor: Actor, decisionId: string): Promise<{ decision: TakenDecision; comment: Comment } | null>
  /** Adds the names behind decisions. @throws {Problem} `not-allowed` */
  named(actor: Actor, decisions: readonly (Decision & { explanation: string })[]): Promise<TakenDecision[]>
}

const REPORTS_SHOWN = 100

export function createSubjects(
  { stores, clock }: Ports,
  { commentOf, nameOf, policyOf }: Recording,
): Subjects {
  const store = stores.moderation

  async function articleOf(siteId: string, articleId: string): Promise<Article> {
    const article = await stores.articles.byId(articleId)
    if (article?.siteId !== siteId) throw new Problem('not-found')
    return article
  }

  async function withNames(
    decisions: readonly (Decision & { explanation: string })[],
  ): Promise<TakenDecision[]> {
    const names = new Map<string | null, string | null>([[null, null]])
    const taken: TakenDecision[] = []
    for (const decision of decisions) {
      const { actorId } = decision
      if (!names.has(actorId)) names.set(actorId, await nameOf(decision))
      taken.push({ ...decision, by: names.get(actorId) ?? null })
    }
    return taken
  }

  return {
    async comment(actor, commentId) {
      requireStaff(actor, siteOf(actor))
      const { siteId } = actor
      const comment = await commentOf(siteId, commentId)
      const decisions = await store.history(siteId, { commentId })
      const rejection = rejectionIn(decisions)
      return {
        comment,
        parent: comment.parentId === null ? null : await stores.comments.byId(siteId, comment.parentId),
        article: await articleOf(siteId, comment.articleId),
        policy: await policyOf(comment),
        decisions: await withNames(decisions),
        reports: await store.reportsOn(siteId, commentId, REPORTS_SHOWN),
        notes: await store.notes(siteId, { commentId, accountId: comment.accountId }),
        openReview: await store.openReview(siteId, commentId),
        correctable:
          comment.state === 'rejected' &&
          comment.accountId !== actor.accountId &&
          rejection !== undefined &&
          canCorrect(rejection, actor, clock.now()),
      }
    },

    async commentsBy(actor, accountId, after) {
      requireStaff(actor, siteOf(actor))
      const query = { after, limit: PAGE_SIZE + 1 }
      return commentList(await stores.comments.ofAccount(actor.siteId, accountId, query))
    },

    async commentsUnder(actor, articleId, { state, after }) {
      requireStaff(actor, siteOf(actor))
      const article = await articleOf(actor.siteId, articleId)
      const query = { state, after, limit: PAGE_SIZE + 1 }
      return { article, ...commentList(await stores.comments.ofArticle(actor.siteId, articleId, query)) }
    },

    async cause(actor, decisionId) {
      requireStaff(actor, siteOf(actor))
      const decision = await store.decision(actor.siteId, decisionId)
      if (!decision?.commentId) return null
      const comment = await stores.comments.byId(actor.siteId, decision.commentId)
      const [taken] = await withNames([decision])
      return comment && taken ? { decision: taken, comment } : null
    },

    async named(actor, decisions) {
      requireStaff(actor, siteOf(actor))
      return withNames(decisions)
    },
  }
}
