import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { Article } from '../features/articles/model.ts'
import type { Comment, CommentList } from '../features/comments/model.ts'
import type { Site } from '../features/sites/model.ts'
import type { Parts } from '../http/env.ts'
import type { Cursor } from '../kernel/cursor.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import type { OwnData } from './own-data.ts'

/** More than a person writes in a lifetime at 20 a day; bounds what one download may hold. */
const MOST = 100_000
const MOST_MESSAGES = 1_000

/** Collects what is kept about the reader, through the same verbs that the pages use. */
export async function loadOwnData(
  { services, now }: Parts,
  viewer: Viewer,
  site: Site,
  language: Language,
): Promise<OwnData> {
  const { accounts, comments, moderation } = services
  const actor = actorOf(viewer)
  const own: Comment[] = []
  let after: Cursor | null = null
  do {
    const page: CommentList = await comments.ownComments(actor, after)
    own.push(...page.comments)
    after = page.next
  } while (after !== null && own.length < MOST)
  const [statements, reports, appeals, messages, record, identities, sessions] = await Promise.all([
    moderation.statements(actor, own, language),
    moderation.ownReports(actor),
    moderation.ownAppeals(actor),
    moderation.messages(actor, language, MOST_MESSAGES),
    moderation.ownRecord(actor),
    accounts.identitiesOf(viewer),
    accounts.sessionsOf(viewer),
  ])
  const articles = new Map<string, Article | null>()
  for (const { articleId } of own) {
    if (!articles.has(articleId)) articles.set(articleId, await services.articles.byId(articleId))
  }
  return {
    viewer,
    paper: wordsIn(site.title, language),
    comments: own.map((comment) => ({
      comment,
      statement: statements.get(comment.id) ?? null,
      article: articles.get(comment.articleId) ?? null,
    })),
    reports,
    appeals,
    messages,
    ...record,
    identities,
    sessions,
    now: now(),
  }
}
