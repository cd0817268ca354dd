import type { CommentState } from '../../../src/features/comments/model.ts'
import type { Decision } from '../../../src/features/moderation/model.ts'
import { CLAIM } from '../legal-world.ts'
import { aComment, commentNow, groundOf, pick, type Run } from './run.ts'
import type { Step, Who } from './steps.ts'

const FITS: Readonly<Record<string, readonly CommentState[]>> = {
  blind: ['pending', 'published'],
  restore: ['blinded'],
  remove: ['blinded'],
  refuseNotice: ['published', 'blinded', 'pending', 'rejected', 'withdrawn'],
}

export async function byLaw(run: Run, doing: Step, who: Who): Promise<Decision | null> {
  const { moderation } = run.world.services
  const comment = await aComment(run, doing, FITS[doing.do] ?? ['published', 'blinded'])
  if (!comment) return null
  const staff = doing.fresh ? aSenior(run, who) : who.staff
  const { id: commentId } = comment
  const version = (await commentNow(run, comment)).version - (doing.fresh ? 0 : 1)
  const input = { commentId, version, ...groundOf(doing) }
  const noticeId = run.notices.findLast((notice) => notice.commentId === commentId)?.id ?? null
  switch (doing.do) {
    case 'notice':
    case 'order':
      run.notices.push({ id: await claim(run, doing, { staff, commentId }), commentId })
      return null
    case 'blind':
      return moderation.blind(staff.actor, { ...input, days: doing.days })
    case 'restore':
      return moderation.restore(staff.actor, { ...input, appealId: await appealOn(run, doing, commentId) })
    case 'remove':
      return moderation.remove(staff.actor, { ...input, noticeId: doing.days === 1 ? null : noticeId })
    case 'refuseNotice':
      return noticeId === null ? null : moderation.refuseNotice(staff.actor, { ...input, noticeId })
    case 'openNotice':
      await openNotice(run, staff, noticeId)
      return null
    default:
      throw new Error(`nobody does ${doing.do}`)
  }
}

function aSenior({ company }: Run, { staff }: Who): Who['staff'] {
  const seniors = company.desk.filter(({ account }) => account.role !== 'moderator')
  return pick(seniors, company.desk.indexOf(staff)) ?? staff
}

async function claim(
  { world }: Run,
  doing: Step,
  { commentId, staff }: Pick<Who, 'staff'> & { commentId: string },
): Promise<string> {
  const { moderation } = world.services
  const key = crypto.randomUUID()
  if (doing.do === 'order') {
    const order = { authority: 'Seoul Central District Court', reference: '2026Ka1', body: 'Hide it.' }
    return moderation.enterOrder(staff.actor, { ...order, commentId, key })
  }
  const from = { ...CLAIM, commentId, goodFaith: doing.reason !== 'none', language: 'en' as const, key }
  return (await moderation.fileNotice(world.site.id, from)).notice.id
}

/** The author's appeal against the blind, when there is one and somebody looks. */
async function appealOn({ appeals, world }: Run, { fresh, which }: Step, commentId: string) {
  for (const id of fresh && which % 2 === 0 ? appeals : []) {
    const appeal = await world.stores.moderation.appeal(world.site.id, id)
    const contested = appeal && (await world.stores.moderation.decision(world.site.id, appeal.decisionId))
    if (appeal?.outcome === 'open' && contested?.commentId === commentId) return id
  }
  return undefined
}

/** Reading a notice's case claims it, like any other. */
async function openNotice({ world }: Run, { actor, account }: Who['staff'], noticeId: string | null) {
  const found = noticeId === null ? null : await world.stores.moderation.notice(world.site.id, noticeId)
  if (found) await world.services.moderation.open(actor, account.displayName, found.caseId)
}
