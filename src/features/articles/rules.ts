import { DAY } from '../../kernel/clock.ts'
import type { StaffRole } from '../accounts/model.ts'
import type { Site } from '../sites/model.ts'
import type { Article, ArticleChange, DiscussionState } from './model.ts'

/** Whether the page lies on one of the site's registered origins: exact, never by suffix. */
export function isOnSite(site: Pick<Site, 'origins'>, url: URL): boolean {
  return site.origins.includes(url.origin)
}

/** Whether a photo may be fetched from there: the site's own origins and those that it lists for photos. */
export function mayHoldPhoto(site: Pick<Site, 'origins' | 'imageOrigins'>, url: URL): boolean {
  return isOnSite(site, url) || site.imageOrigins.includes(url.origin)
}

/** When the discussion closes by itself, by the article's own figure, else the site's; `null`: never. */
export function closesAt(
  article: Pick<Article, 'closeAfterDays' | 'publishedAt'>,
  site: Pick<Site, 'closeAfterDays'>,
): number | null {
  const days = article.closeAfterDays ?? site.closeAfterDays
  return days === null ? null : article.publishedAt + days * DAY
}

/** What the desk has set, and what the days have made of it. */
export function discussionNow(
  article: Pick<Article, 'closeAfterDays' | 'publishedAt' | 'discussion'>,
  site: Pick<Site, 'closeAfterDays'>,
  now: number,
): DiscussionState {
  const end = closesAt(article, site)
  return article.discussion === 'open' && end !== null && now >= end ? 'closed' : article.discussion
}

/** The article as readers meet it at this time. */
export function articleNow(article: Article, site: Pick<Site, 'closeAfterDays'>, now: number): Article {
  return { ...article, discussion: discussionNow(article, site, now) }
}

/** Everybody of the desk opens and closes a discussion; the rest, and turning it off or on again, is for seniors. */
export function mayChange(role: StaffRole, from: DiscussionState, change: ArticleChange): boolean {
  if (role !== 'moderator') return true
  const { discussion, ...other } = change
  return from !== 'off' && discussion !== 'off' && Object.keys(other).length === 0
}
