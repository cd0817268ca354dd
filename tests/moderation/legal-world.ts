import type { Comment } from '../../src/features/comments/model.ts'
import type { ClaimInput } from '../../src/features/moderation/legal-rules.ts'
import type { LegalNotice } from '../../src/features/moderation/model.ts'
import { uuidv7 } from '../../src/kernel/ids.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World, type WorldOptions } from '../support/world.ts'

export const DAY = 86_400_000

export const CLAIM: ClaimInput = {
  claim: 'kr44_2',
  name: 'Claimant Secretname',
  email: 'claimant@private.example',
  reference: 'Defamation',
  body: 'The second sentence says that I took money. I did not.',
}

export const LAW = { clauses: [], lawReference: 'KR Network Act 44-2', explanation: 'It may injure a right.' }

export interface LegalWorld extends World {
  writer: Person
  senior: Person
  moderator: Person
  /** A comment that everybody reads. */
  published(text?: string): Promise<Comment>
  /** The comment as it is now. */
  now(comment: Pick<Comment, 'id'>): Promise<Comment>
  file(
    comment: Comment,
    change?: Partial<ClaimInput> & { key?: string },
  ): Promise<{ code: string; notice: LegalNotice }>
  blind(comment: Pick<Comment, 'id'>, days?: number): Promise<void>
  noticeNow(id: string): Promise<LegalNotice | undefined>
}

/** A service with a writer, a moderator, a senior, and the steps that the law's tests begin with. */
export async function createLegalWorld(options: WorldOptions = {}): Promise<LegalWorld> {
  const world = await createWorld(options)
  const writer = await world.reader()
  const moderator = await world.staff()
  const senior = await world.staff('Yoon Seo', 'senior')
  const { moderation } = world.services
  async function now({ id }: Pick<Comment, 'id'>): Promise<Comment> {
    const comment = await world.services.comments.byId(world.site.id, id)
    if (!comment) throw new Error('the comment is gone')
    return comment
  }
  return {
    ...world,
    writer,
    moderator,
    senior,
    now,
    async published(text = 'He took money. That much is known.') {
      const comment = await submit(world, writer, text)
      if (comment.state === 'pending') await decide(world, moderator, comment, 'approve')
      return now(comment)
    },
    file(comment, { key = uuidv7(world.clock.now()), ...change } = {}) {
      const input = {
        ...CLAIM,
        ...change,
        commentId: comment.id,
        goodFaith: true,
        language: 'en' as const,
        key,
      }
      return moderation.fileNotice(world.site.id, input)
    },
    async blind(comment, days = 30) {
      const { id, version } = await now(comment)
      await moderation.blind(senior.actor, { commentId: id, version, days, ...LAW })
    },
    async noticeNow(id) {
      return (await world.stores.moderation.notice(world.site.id, id))?.notice
    },
  }
}
