import { compare, type Desk, waiting } from './desk.ts'

const SIZES = [1_000, 100_000, 1_000_000]
const ROUNDS = 150

/** Cost of `next` (claiming one case to read) and of `decide`, with the queue as long and the past ever longer. */
export async function decide(): Promise<Record<string, unknown>> {
  return compare(SIZES, { next, decide: decideOne }, ROUNDS)
}

async function next({ world, moderator }: Desk): Promise<number> {
  const { moderation } = world.services
  const query = { order: 'risk', filter: 'all', limit: 1, except: [] } as const
  const start = performance.now()
  const [opened] = await moderation.next(moderator.actor, 'Han Jiwoo', query)
  const took = performance.now() - start
  if (!opened?.lease) throw new Error('nothing was claimed')
  await moderation.skip(moderator.actor, opened.item.caseFile.id, opened.lease.token)
  return took
}

async function decideOne(desk: Desk): Promise<number> {
  const { world, moderator } = desk
  const { moderation } = world.services
  const comment = await waiting(desk)
  const caseId = (await world.stores.moderation.openReview(world.site.id, comment.id)) ?? ''
  const opened = await moderation.open(moderator.actor, 'Han Jiwoo', caseId)
  const start = performance.now()
  await moderation.decide(moderator.actor, {
    caseId,
    action: 'approve',
    clauses: [],
    lawReference: null,
    explanation: '',
    version: comment.version,
    leaseToken: opened.lease?.token ?? '',
    msOnScreen: 1,
  })
  return performance.now() - start
}
