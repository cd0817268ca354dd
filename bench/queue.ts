import { compare, type Desk } from './desk.ts'

const SIZES = [1_000, 100_000, 1_000_000]
const ROUNDS = 100

/** Cost of the list of fifty and of the figures above it, with the queue as long and the past ever longer. */
export async function queue(): Promise<Record<string, unknown>> {
  return compare(SIZES, { list, summary }, ROUNDS)
}

async function list({ world, moderator }: Desk): Promise<number> {
  const start = performance.now()
  await world.services.moderation.queue(moderator.actor, { order: 'risk', filter: 'all', limit: 50 })
  return performance.now() - start
}

async function summary({ world, moderator }: Desk): Promise<number> {
  const start = performance.now()
  await world.services.moderation.summary(moderator.actor)
  return performance.now() - start
}
