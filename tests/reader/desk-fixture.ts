import { uuidv7 } from '../../src/kernel/ids.ts'
import { LAW } from '../moderation/legal-world.ts'
import { decide, submit, withFile } from '../support/desk.ts'
import type { Person, World } from '../support/world.ts'

/** One thing of each kind that the desk keeps, all made and ended now. */
export async function fillDesk(world: World, writer: Person): Promise<void> {
  const { moderation } = world.services
  const now = world.clock.now()
  const siteId = world.site.id
  const [moderator, senior] = [await world.staff(), await world.staff('Yoon Seo', 'senior')]
  const reporter = await world.reader('Reporter')
  const withdrawn = await submit(world, writer, 'I take this back.')
  await moderation.withdraw(writer.actor, withdrawn.id)
  const rejected = await submit(world, writer, 'See https://spam.example, you fool.')
  await decide(world, moderator, rejected, 'reject:SB-01', 'Attack the argument.')
  const [rejection] = await world.stores.moderation.latestDecisions(siteId, [rejected.id])
  const decisionId = rejection?.id ?? ''
  const appeal = {
    id: uuidv7(now),
    siteId,
    decisionId,
    appellantId: writer.account.id,
    body: 'It was a joke.',
  }
  const open = {
    side: 'author',
    createdAt: now,
    late: false,
    outcome: 'open',
    decidedAt: null,
    answerId: null,
  } as const
  const { articleId } = rejected
  const file = { id: uuidv7(now), commentId: rejected.id, articleId, accountId: null, dueAt: now }
  await world.stores.moderation.fileAppeal({ ...appeal, ...open }, file)
  withFile(world, (db) => db.exec(`UPDATE appeals SET outcome = 'withdrawn', decided_at = ${now}`))
  const published = await submit(world, writer, 'He took money, they say.')
  const { id: commentId, version } = published
  await moderation.report(reporter.actor, { commentId, clause: 'SB-06', note: 'That is not true.' })
  const claim = {
    claim: 'kr44_2',
    name: 'N',
    email: 'n@n.example',
    reference: 'Defamation',
    body: 'Untrue.',
  } as const
  const sworn = { commentId, goodFaith: true, language: 'en', key: uuidv7(now) } as const
  const { notice } = await moderation.fileNotice(siteId, { ...claim, ...sworn })
  await moderation.refuseNotice(senior.actor, { commentId, version, noticeId: notice.id, ...LAW })
  const message = {
    accountId: writer.account.id,
    decisionId,
    siteId,
    kind: 'comment',
    createdAt: now,
    readAt: null,
  } as const
  await world.stores.moderation.putInbox([message])
  const note = { id: uuidv7(now), siteId, commentId, accountId: null, writerId: moderator.account.id }
  await world.stores.moderation.addNote({ ...note, body: 'Watch this one.', createdAt: now })
}
