import { canonicalJson, isWellFormed } from '../../kernel/canonical-json.ts'
import { SECOND } from '../../kernel/clock.ts'
import type { Cursor } from '../../kernel/cursor.ts'
import { Problem } from '../../kernel/errors.ts'
import { checkText } from '../../kernel/text.ts'
import { sha256Hex } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import type { Article } from '../articles/model.ts'
import type { IdempotencyKey, OutboxEntry } from '../delivery/model.ts'
import type { Ports } from '../ports.ts'
import { RETENTION } from '../retention.ts'
import type { Site } from '../sites/model.ts'
import {
  type BlindShown,
  type CheckResult,
  type Comment,
  type CommentList,
  PAGE_SIZE,
  PULSE_SIZE,
  type PublishedTimes,
  type Sort,
  type SubmitInput,
  type ThreadItem,
  type ThreadPage,
} from './model.ts'
import { createNudges } from './nudges.ts'
import { createOutsideCheck } from './outside-check.ts'
import { commentList, prepareChecks, riskFactors, screen, takesReplies, withResult } from './rules.ts'
import type { Submission, SubmissionOutcome } from './store.ts'

export interface CommentService {
  /** Loads what the first comment would have to wait for. */
  prepare(): Promise<void>
  /** Submissions that wait for a paper's own check at this moment. */
  asking(): number
  /**
   * Submits a comment. With the same key and body again, the first answer is given again (`replayed`).
   * Wording that is held is refused as `wording-held` and leaves no trace, unless the input asks for a review.
   * @throws {Problem} `sign-in-required`, any text problem, `discussion-closed`, `discussion-paused`, `restricted`,
   * `banned`, `rate-limited`, `duplicate-comment`, `parent-unavailable`, `wording-held`, `idempotency-key-reused`
   */
  submit(
    actor: Actor,
    place: { site: Site; article: Article },
    input: SubmitInput,
    idempotencyKey: string | null,
  ): Promise<{ comment: Comment; replayed: boolean }>
  /** `limit` top-level comments, `PAGE_SIZE` unless given. */
  page(article: Article, query: { sort: Sort; after: Cursor | null; limit?: number }): Promise<ThreadPage>
  /** The last published comments of an article, replies among them, newest first. */
  newest(article: Article, limit: number): Promise<Comment[]>
  /** Of what is published, the latest first: at most `PULSE_SIZE`. */
  pulse(article: Pick<Article, 'id'>): Promise<PublishedTimes[]>
  thread(article: Article, topId: string): Promise<ThreadItem | null>
  byId(siteId: string, id: string): Promise<Comment | null>
  /** Until when the blinded ones among these are hidden, for those that had been published. */
  blindsShown(siteId: string, comments: readonly Comment[]): Promise<Map<string, BlindShown>>
  /** The actor's own comments under the article that others cannot see. */
  unpublishedOf(actor: Actor, article: Article): Promise<Comment[]>
  /** The actor's own on the whole site, in any state. @throws {Problem} `sign-in-required` */
  ownComments(actor: Actor, after: Cursor | null): Promise<CommentList>
  /** Forgets what the checks saw when that is old enough; answers how many went. */
  purgeScreenings(): Promise<number>
}

const ATTEMPTS = 3

/** What is to be written, with its text checked. */
interface Wanted {
  text: string
  parentId: string | null
  review: boolean
}

export function createCommentService(ports: Ports): CommentService {
  const { stores, clock, ids, events } = ports
  const store = stores.comments
  const outside = createOutsideCheck(ports)
  const nudges = createNudges()

  /** @throws {Problem} always: `wording-held`, or what would refuse the comment in any case */
  async function nudge(
    accountId: string,
    article: Article,
    parentId: string | null,
    now: number,
  ): Promise<never> {
    const parent = parentId === null ? null : await store.byId(article.siteId, parentId)
    if (parentId !== null && !(parent && takesReplies(parent, article.id)))
      throw new Problem('parent-unavailable')
    const waitMs = nudges.take(accountId, now)
    if (waitMs > 0) throw new Problem('rate-limited', { retryAfter: Math.ceil(waitMs / SECOND) })
    throw new Problem('wording-held')
  }

  async function attempt(
    accountId: string,
    { site, article }: { site: Site; article: Article },
    { text, parentId, review }: Wanted,
    idempotency: IdempotencyKey | null,
    askOutside: () => Promise<CheckResult | null>,
  ): Promise<{ submission: Submission; result: SubmissionOutcome }> {
    const now = clock.now()
    const writer = await store.writerFacts(site.id, accountId, article.id, now)
    const policyVersion = await stores.policy.currentVersion(site.id)
    if (policyVersion === null) throw new Problem('not-found')
    await prepareChecks()
    const started = performance.now()
    const words = await stores.words.words(site.id)
    const own = screen({ text, site, article, writer, words, now })
    events.emit('comment.screened', { siteId: site.id, ms: performance.now() - started })
    if (!review && own.holds.includes('word-rule')) await nudge(accountId, article, parentId, now)
    // Asked only about what nothing refuses, and before anything is written.
    const screened = withResult(own, await askOutside())
    const comment: Comment = {
      id: ids.next(),
      siteId: site.id,
      articleId: article.id,
      parentId,
      accountId,
      authorName: writer.name,
      body: text,
      state: screened.state,
      version: 1,
      policyVersion,
      createdAt: now,
      publishedAt: screened.state === 'published' ? now : null,
    }
    const factors = riskFactors(screened, writer.strikes)
    const risk = factors.reduce((sum, { points }) => sum + points, 0)
    const submission: Submission = {
      comment,
      screening: { commentId: comment.id, at: now, results: screened.results },
      newCase:
        screened.state === 'pending'
          ? { id: ids.next(), kind: 'premoderation', risk, factors, openedAt: now }
          : null,
      seenSubmissions: writer.submissions,
      idempotency,
      outbox: screened.state === 'published' ? [cardEntry(comment, ids.next(), now)] : [],
    }
    return { submission, result: await store.submit(submission) }
  }

  const service: CommentService = {
    prepare: () => prepareChecks(),
    asking: () => outside.asking(),

    async submit(actor, place, input, key) {
      const { site, article } = place
      if (actor.type !== 'reader' || actor.siteId !== site.id) throw new Problem('sign-in-required')
      if (actor.articleId !== null && actor.articleId !== article.id) throw new Problem('sign-in-required')
      const idempotency = key === null ? null : await idempotencyKey(actor, article, input, key, clock.now())
      // A retry is answered before any rule: the first submission itself would now count against it.
      const before = idempotency && (await store.replay(idempotency))
      if (before) return settle(before)

      const checked = checkText(input.text)
      if (!checked.ok) {
        const { fault } = checked
        throw new Problem(
          fault,
          fault === 'text-too-long' ? { count: checked.count, limit: checked.limit } : {},
        )
      }
      const parentId = input.parent ?? null
      const wanted = { text: checked.text, parentId, review: input.review === true }
      const isReply = parentId !== null
      const askOutside = once(() => outside.ask({ site, article, text: checked.text, isReply }))
      for (let turn = 1; ; turn += 1) {
        const { submission, result } = await attempt(actor.accountId, place, wanted, idempotency, askOutside)
        if (result.outcome === 'stale' && turn < ATTEMPTS) continue
        if (result.outcome !== 'applied') return settle(result)
        const { comment } = submission
        const { id: commentId, state } = comment
        events.emit('comment.submitted', { siteId: site.id, articleId: article.id, commentId, state })
        return { comment, replayed: false }
      }
    },

    page: (article, query) => store.page(article.id, { limit: PAGE_SIZE, ...query }),
    newest: ({ siteId, id }, limit) =>
      store.ofArticle(siteId, id, { state: 'published', after: null, limit }),
    pulse: ({ id }) => store.publishedTimes(id, PULSE_SIZE),
    thread: (article, topId) => store.thread(article.id, topId),
    byId: (siteId, id) => store.byId(siteId, id),

    async blindsShown(siteId, comments) {
      const blinded = comments.filter(({ state }) => state === 'blinded').map(({ id }) => id)
      return blinded.length === 0 ? new Map() : store.blindsShown(siteId, blinded)
    },

    async unpublishedOf(actor, article) {
      if (actor.type !== 'reader' || actor.siteId !== article.siteId) return []
      if (actor.articleId !== null && actor.articleId !== article.id) return []
      return store.unpublishedOf(article.id, actor.accountId)
    },

    async ownComments(actor, after) {
      if (actor.type !== 'reader' || actor.articleId !== null) throw new Problem('sign-in-required')
      const query = { after, limit: PAGE_SIZE + 1 }
      return commentList(await store.ofAccount(actor.siteId, actor.accountId, query))
    },

    purgeScreenings: () => store.purgeScreenings(clock.now() - RETENTION.screenings.keptMs),
  }
  return {
    ...service,
    submit: (actor, place, input, key) =>
      service.submit(actor, place, input, key).catch((error: unknown) => {
        if (error instanceof Problem)
          events.emit('comment.refused', { siteId: place.site.id, problem: error.type })
        throw error
      }),
  }
}

/** Another attempt is about the same text: its answer is known. */
function once<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined
  return () => {
    answer ??= work()
    return answer
  }
}

function settle(result: Exclude<SubmissionOutcome, { outcome: 'applied' }>): {
  comment: Comment
  replayed: boolean
} {
  switch (result.outcome) {
    case 'replayed':
      return { comment: result.comment, replayed: true }
    case 'key-reused':
      throw new Problem('idempotency-key-reused')
    case 'closed':
      throw new Problem('discussion-closed')
    case 'parent-unavailable':
      throw new Problem('parent-unavailable')
    // Three times another submission of the same account came between: it writes faster than a person can.
    case 'stale':
      throw new Problem('rate-limited', { retryAfter: 1 })
  }
}

async function idempotencyKey(
  actor: { siteId: string; accountId: string },
  article: Article,
  input: SubmitInput,
  key: string,
  createdAt: number,
): Promise<IdempotencyKey> {
  // Without `review`: a retry of the same text is the same comment, whichever button sent it.
  // A lone surrogate has no canonical form; such a text is refused by its own rule, right after.
  const body = canonicalJson({
    text: isWellFormed(input.text) ? input.text : '',
    parent: input.parent ?? null,
  })
  const { siteId, accountId } = actor
  return { siteId, accountId, route: `submit ${article.id}`, key, bodyHash: await sha256Hex(body), createdAt }
}

function cardEntry(comment: Comment, id: string, now: number): OutboxEntry {
  return {
    id,
    siteId: comment.siteId,
    kind: 'card',
    subjectId: comment.id,
    createdAt: now,
    notBefore: now,
    attempts: 0,
  }
}
