import { Problem } from '../../kernel/errors.ts'
import type { Actor } from '../accounts/model.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import {
  type Article,
  type ArticleChange,
  type ArticleCounts,
  type ArticlePage,
  type ArticleQuery,
  CLOSE_AFTER_DAYS,
  DISCUSSION_STATES,
} from './model.ts'
import { mayChange } from './rules.ts'

/** What the people of the desk do about articles of their own site. Every verb throws `not-allowed`. */
export interface ArticleDesk {
  search(actor: Actor, query: Omit<ArticleQuery, 'limit'>): Promise<ArticlePage & { counts: ArticleCounts }>
  /** @throws {Problem} `not-found` */
  ofDesk(actor: Actor, id: string): Promise<Article>
  /** @throws {Problem} `not-found`, `invalid-field` */
  change(actor: Actor, id: string, change: ArticleChange): Promise<void>
  /**
   * A published top-level comment stands before the others; `null` takes the pin away.
   * @throws {Problem} `not-found`, `invalid-field` for a comment that cannot be pinned
   */
  pin(actor: Actor, id: string, commentId: string | null): Promise<void>
}

const PAGE = 30

export function createArticleDesk({ stores, clock, events }: Ports): ArticleDesk {
  const store = stores.articles

  async function siteOf(actor: Actor): Promise<Site> {
    const site = await stores.sites.byId(requireStaff(actor).siteId)
    if (!site) throw new Problem('not-found')
    return site
  }

  async function ofDesk(actor: Actor, id: string): Promise<Article> {
    const { siteId } = requireStaff(actor)
    const article = await store.byId(id)
    if (article?.siteId !== siteId) throw new Problem('not-found')
    return article
  }

  return {
    async search(actor, { search, ...query }) {
      const site = await siteOf(actor)
      const now = clock.now()
      const asked = { ...query, search: search.trim().slice(0, 300), limit: PAGE }
      const [page, counts] = await Promise.all([store.search(site, asked, now), store.counts(site, now)])
      return { ...page, counts }
    },

    ofDesk,

    async change(actor, id, change) {
      const { siteId, accountId: byId, role } = requireStaff(actor)
      await ofDesk(actor, id)
      requireDays(change.closeAfterDays)
      const from = DISCUSSION_STATES.filter((state) => mayChange(role, state, change))
      const outcome = await store.change(siteId, id, change, from)
      if (outcome !== 'applied') throw new Problem(outcome === 'missing' ? 'not-found' : 'not-allowed')
      events.emit('article.changed', { siteId, articleId: id })
      events.emit('desk.changed', { siteId, byId, what: 'article', subjectId: id, change: { ...change } })
    },

    async pin(actor, id, commentId) {
      const { siteId, accountId: byId } = requireStaff(actor)
      const outcome = await store.pin(siteId, id, commentId)
      if (outcome === 'missing') throw new Problem('not-found')
      if (outcome === 'refused') throw new Problem('invalid-field', { field: 'comment' })
      events.emit('article.changed', { siteId, articleId: id })
      const change = { pinnedCommentId: commentId }
      events.emit('desk.changed', { siteId, byId, what: 'article', subjectId: id, change })
    },
  }
}

function requireStaff(actor: Actor): Extract<Actor, { type: 'staff' }> {
  if (actor.type !== 'staff') throw new Problem('not-allowed')
  return actor
}

function requireDays(days: number | null | undefined): void {
  const { min, max } = CLOSE_AFTER_DAYS
  if (typeof days === 'number' && !(Number.isInteger(days) && days >= min && days <= max))
    throw new Problem('invalid-field', { field: 'closeAfterDays' })
}
