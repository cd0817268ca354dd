import type { Comment } from '../../src/features/comments/model.ts'
import { RETENTION } from '../../src/features/retention.ts'
import { cleanUp } from '../../src/jobs/index.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { createLegalWorld, DAY, type LegalWorld } from '../moderation/legal-world.ts'
import { decide, submit } from '../support/desk.ts'

/** By Maya Okafor. The text is another's business only while the comment is published. */
export const TEXT = 'S3CRET words about the harbour'
export const TRACES = /S3CRET|Maya/
/** What somebody else answered while it could be read. */
export const ANSWER = 'An answer that stays'

/** What becomes of a comment, and by which name the list then shows its place, where it was answered before. */
export interface Fate {
  wasPublished: boolean
  come?(world: LegalWorld, comment: Comment): Promise<unknown>
  tomb?: string
}

const withdraw = ({ services, writer }: LegalWorld, { id }: Comment) =>
  services.moderation.withdraw(writer.actor, id)
const blind = (world: LegalWorld, comment: Comment) => world.blind(comment)
const refuse = (world: LegalWorld, comment: Comment) =>
  decide(world, world.moderator, comment, 'reject:SB-01')

async function remove(world: LegalWorld, comment: Comment): Promise<void> {
  const reporter = await world.reader('Olle Reporter')
  const report = { commentId: comment.id, clause: 'SB-01', note: '' }
  await world.services.moderation.report(reporter.actor, report)
  await refuse(world, comment)
}

async function purge(world: LegalWorld, comment: Comment): Promise<void> {
  await remove(world, comment)
  world.clock.advance(RETENTION.hiddenComments.keptMs)
  await cleanUp(world.services)
}

async function eraseAuthor({ services, writer, clock }: LegalWorld): Promise<void> {
  const viewer = await services.accounts.viewer(writer.token, 'reader')
  if (viewer) await services.accounts.requestErasure(viewer)
  clock.advance(2 * DAY)
  await services.accounts.eraseDue()
}

export const FATES: Readonly<Record<string, Fate>> = {
  published: { wasPublished: true },
  waiting: { wasPublished: false },
  refused: { wasPublished: false, come: refuse },
  removed: { wasPublished: true, come: remove, tomb: 'removed-tombstone' },
  blinded: { wasPublished: true, come: blind, tomb: 'blinded-marker' },
  'blinded before anybody saw it': { wasPublished: false, come: blind },
  withdrawn: { wasPublished: true, come: withdraw, tomb: 'withdrawn-tombstone' },
  'withdrawn while it waited': { wasPublished: false, come: withdraw },
  'purged after its time': { wasPublished: true, come: purge, tomb: '' },
  'of somebody who is gone': { wasPublished: true, come: eraseAuthor, tomb: 'author-gone' },
}

/** A service where that has happened. */
export async function fated({ wasPublished, come }: Fate): Promise<{ world: LegalWorld; comment: Comment }> {
  const world = await createLegalWorld()
  const comment = wasPublished ? await world.published(TEXT) : await submit(world, world.writer, TEXT)
  if (wasPublished) {
    const tom = await world.reader('Tom Ashworth')
    const place = { site: world.site, article: world.article }
    const input = { text: ANSWER, parent: comment.id }
    const reply = await world.services.comments.submit(tom.actor, place, input, null)
    await decide(world, world.moderator, reply.comment, 'approve')
  }
  await come?.(world, comment)
  world.clock.advance(MINUTE)
  return { world, comment }
}
