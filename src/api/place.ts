import type { Article } from '../features/articles/model.ts'
import { articleNow } from '../features/articles/rules.ts'
import type { Site } from '../features/sites/model.ts'
import type { Parts } from '../http/env.ts'
import { faulty, Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'

export interface Place {
  site: Site
  article: Article
}

const NO_ID = 'must be the id that the answer to a PUT names, not the key that the paper has of its own'

/** An article and its paper, as they are at this moment. @throws {Problem} `not-found` */
export async function findPlace({ services, now }: Parts, id: string): Promise<Place> {
  if (!isId(id)) throw faulty('not-found', 'id', NO_ID)
  const article = await services.articles.byId(id)
  const site = article && (await services.sites.byId(article.siteId))
  if (!article || !site) throw new Problem('not-found')
  return { site, article: articleNow(article, site, now()) }
}

/** A discussion that can be read. @throws {Problem} `not-found`, also where comments are off */
export async function findDiscussion(parts: Parts, id: string): Promise<Place> {
  const place = await findPlace(parts, id)
  if (place.article.discussion === 'off') throw new Problem('not-found')
  return place
}
