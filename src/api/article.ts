import type { Article } from '../features/articles/model.ts'
import { articleNow } from '../features/articles/rules.ts'
import type { Parts } from '../http/env.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'

/** As it is at this moment. @throws {Problem} `not-found`, also where comments are off */
export async function findArticle({ services, now }: Parts, id: string): Promise<Article> {
  const article = isId(id) ? await services.articles.byId(id) : null
  const site = article && (await services.sites.byId(article.siteId))
  if (!article || !site || article.discussion === 'off') throw new Problem('not-found')
  return articleNow(article, site, now())
}
