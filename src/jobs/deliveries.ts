import type { OutboxKind } from '../features/delivery/model.ts'
import type { Deliver } from '../features/delivery/service.ts'
import type { Log } from '../features/ports.ts'
import type { Services } from '../features/services.ts'

/** What each kind of outbox entry asks for. Entries come at least once, so each does no harm twice. */
export function deliveries(
  { sites, articles, comments, moderation, sharing }: Services,
  log: Log,
): Readonly<Record<OutboxKind, Deliver>> {
  return {
    /** Before the first crawler asks: WhatsApp and Facebook give up on a cold render. */
    async card({ siteId, subjectId }) {
      const comment = await comments.byId(siteId, subjectId)
      const article = comment && (await articles.byId(comment.articleId))
      const site = article && (await sites.byId(article.siteId))
      if (comment && article && site) await sharing.prepareComment(site, article, comment)
    },

    /** Into the inbox of everybody concerned: on the own page; there is no other channel yet. */
    async statement({ siteId, subjectId }) {
      await moderation.tell(siteId, subjectId)
      log.info({ decision: subjectId }, 'statement is final')
    },

    alert: ({ siteId, subjectId }) => moderation.sendAlert(siteId, subjectId),
  }
}
