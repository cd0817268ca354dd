import { isPublic } from '../features/comments/rules.ts'
import type { OutboxEntry, OutboxKind } from '../features/delivery/model.ts'
import type { Deliver } from '../features/delivery/service.ts'
import type { Log } from '../features/ports.ts'
import type { Services } from '../features/services.ts'

/** Within some four minutes, by the pauses between attempts. */
const DRAWINGS = 8

/** What each kind of outbox entry asks for. Entries come at least once, so each does no harm twice. */
export function deliveries(
  { sites, articles, comments, moderation, sharing }: Services,
  log: Log,
): Readonly<Record<OutboxKind, Deliver>> {
  return {
    /** Before the first crawler asks: WhatsApp and Facebook give up on a cold render. */
    async card(entry) {
      const comment = await comments.byId(entry.siteId, entry.subjectId)
      const article = await articles.byId(comment?.articleId ?? entry.subjectId)
      const site = article && (await sites.byId(article.siteId))
      if (!article || !site) return
      if (!comment) await drawn(entry, sharing.prepareArticle(site, article))
      else if (isPublic(comment)) await drawn(entry, sharing.prepareComment(site, article, comment))
      // What a hidden comment said must leave the disk, however often that is tried.
      else await sharing.prepareComment(site, article, comment)
    },

    /** Into the inbox of everybody concerned: on the own page; there is no other channel yet. */
    async statement({ siteId, subjectId }) {
      await moderation.tell(siteId, subjectId)
      log.info({ decision: subjectId }, 'statement is final')
    },

    alert: ({ siteId, subjectId }) => moderation.sendAlert(siteId, subjectId),
  }

  /** A photo that is broken stays so: the last attempt ends well, and whoever asks for the card has it tried again. */
  async function drawn({ subjectId, attempts }: OutboxEntry, drawing: Promise<void>): Promise<void> {
    try {
      await drawing
    } catch (error) {
      if (attempts + 1 < DRAWINGS) throw error
      log.warn({ subject: subjectId, error }, 'no card yet')
    }
  }
}
