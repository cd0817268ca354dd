import type { Log } from '../features/ports.ts'
import type { Services } from '../features/services.ts'

/** Articles a turn: a large import must not hold up the end of the process. */
const BATCH = 50

/**
 * Draws the cards of articles that were put or changed since the last turn, before the first crawler asks. Not in the
 * outbox: what a process takes with it when it ends is drawn by the first request.
 */
export function articleCards({ articles, sites, sharing, events }: Services, log: Log): () => Promise<void> {
  const changed = new Set<string>()
  events.on('article.changed', ({ articleId }) => changed.add(articleId))

  async function prepare(id: string): Promise<void> {
    const article = await articles.byId(id)
    const site = article && (await sites.byId(article.siteId))
    if (article && site) await sharing.prepareArticle(site, article)
  }

  return async () => {
    for (const id of [...changed].slice(0, BATCH)) {
      changed.delete(id)
      await prepare(id).catch((error: unknown) => log.warn({ article: id, error }, 'no card yet'))
    }
  }
}
