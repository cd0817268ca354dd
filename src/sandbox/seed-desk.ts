import { appeal, blinded, handedUp, notes, notice, words } from '../../seeds/desk.ts'
import type { Account } from '../features/accounts/model.ts'
import type { Comment } from '../features/comments/model.ts'
import type { Services } from '../features/services.ts'
import { MINUTE } from '../kernel/clock.ts'
import { readerActor, staffActor } from './actors.ts'
import type { ShiftedClock } from './shifted-clock.ts'

/** The people of the demo's desk. */
export interface SeedDesk {
  moderator: Account
  senior: Account
}

interface DeskWork {
  siteId: string
  desk: SeedDesk
  /** By their ids in the seeds. */
  writers: ReadonlyMap<string, Account>
  sent: ReadonlyMap<string, Comment>
  /** The decision that the appeal contests. */
  rejection: string
  /** Epoch ms. */
  now: number
}

/** An appeal, a legal notice, a blind, an escalated case, notes and word rules: each by the verb that the pages use. */
export async function fillDesk(
  { moderation, comments, words: wordRules }: Services,
  clock: ShiftedClock,
  { siteId, desk, writers, sent, rejection, now }: DeskWork,
): Promise<void> {
  const moderator = staffActor(desk.moderator)
  const senior = staffActor(desk.senior)
  const idOf = (seed: string) => sent.get(seed)?.id ?? ''

  clock.setTo(now - 3 * 24 * 60 * MINUTE)
  for (const { kind, word } of words) await wordRules.add(senior, kind, word)

  clock.setTo(now - 55 * MINUTE)
  const contest = { decisionId: rejection, text: appeal.text }
  await moderation.appeal(readerActor(writers.get(appeal.author)), contest)

  clock.setTo(now - 45 * MINUTE)
  const { comment: claimed, ...claim } = notice
  const form = { goodFaith: true, language: 'ko', key: 'seed-notice' } as const
  await moderation.fileNotice(siteId, { ...claim, ...form, commentId: idOf(claimed) })

  clock.setTo(now - 15 * MINUTE)
  await moderation.addNote(moderator, { commentId: idOf(notes.ofComment.comment) }, notes.ofComment.text)
  const writer = readerActor(writers.get(notes.ofWriter.author))
  await moderation.addNote(moderator, { accountId: writer.accountId }, notes.ofWriter.text)
  await handUp(idOf(handedUp.comment))

  clock.setTo(now - 10 * MINUTE)
  const { comment: hidden, ...blind } = blinded
  const shown = await comments.byId(siteId, idOf(hidden.id))
  const seen = { commentId: idOf(hidden.id), version: shown?.version ?? 0, lawReference: null }
  await moderation.blind(senior, { ...blind, ...seen })

  async function handUp(commentId: string): Promise<void> {
    const waiting = await moderation.queue(moderator, { order: 'oldest', filter: 'all', limit: 50 })
    const caseId = waiting.find(({ comment }) => comment.id === commentId)?.caseFile.id ?? ''
    const { lease } = await moderation.open(moderator, desk.moderator.displayName, caseId)
    await moderation.escalate(moderator, { caseId, leaseToken: lease?.token ?? '', note: handedUp.note })
  }
}
