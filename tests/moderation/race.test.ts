import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QueueItem } from '../../src/features/moderation/model.ts'
import { Problem } from '../../src/kernel/errors.ts'
import { another } from '../support/another.ts'
import { submit } from '../support/desk.ts'
import { times } from '../support/whole.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const ITEMS = times(1_000, 200)
const CLIENTS = 8
/** How many clients go for the same item. */
const RIVALS = 2

let world: World
let desk: [Person, Person]

beforeAll(async () => {
  world = await createWorld()
  desk = [await world.staff('Han Jiwoo'), await world.staff('Seo Yuna')]
  const writer = await world.reader()
  for (let index = 0; index < ITEMS; index += 1) await submit(world, writer, another('Waiting'))
})
afterAll(() => world.close())

interface Answer {
  caseId: string
  moderator: number
  refused: Problem | null
}

/** A tab of one of the two: claims each of its items in turn and decides at once, whoever else has it. */
async function client(index: number, items: readonly QueueItem[]): Promise<Answer[]> {
  const { moderation } = world.services
  const moderator = index % 2
  const { account, actor } = desk[moderator] ?? desk[0]
  const answers: Answer[] = []
  for (const { caseFile, comment } of items) {
    const { id: caseId } = caseFile
    const lease = (await moderation.renew(actor, account.displayName, [caseId])).get(caseId)
    const refused = await moderation
      .decide(actor, {
        caseId,
        action: moderator === 0 ? 'approve' : 'reject',
        clauses: moderator === 0 ? [] : ['SB-01'],
        lawReference: null,
        explanation: '',
        version: comment.version,
        leaseToken: lease?.token ?? 'x'.repeat(43),
        msOnScreen: 1,
      })
      .then(
        () => null,
        (error: unknown) => error,
      )
    if (refused !== null && !(refused instanceof Problem)) throw refused
    answers.push({ caseId, moderator, refused })
  }
  return answers
}

describe('two moderators with eight clients over the same queue', () => {
  it('decide every item exactly once; whoever comes second is told who, what and when', async () => {
    const { moderation } = world.services
    const query = { order: 'risk', filter: 'all', limit: ITEMS } as const
    const items = await moderation.queue(desk[0].actor, query)
    expect(items).toHaveLength(ITEMS)
    const lists = Array.from({ length: CLIENTS }, (_, index) =>
      items.filter((_item, at) => (index + at) % CLIENTS < RIVALS),
    )

    const answers = (await Promise.all(lists.map((list, index) => client(index, list)))).flat()

    expect(answers).toHaveLength(ITEMS * RIVALS)
    const log = await world.stores.moderation.log(world.site.id, { afterSeq: 0, limit: 2 * ITEMS })
    expect(log).toHaveLength(ITEMS)
    expect(new Set(log.map(({ commentId }) => commentId)).size).toBe(ITEMS)
    const decided = new Map(log.map((decision) => [decision.caseId, decision]))
    const lost = answers.filter(({ refused }) => refused !== null)
    expect(lost.length).toBeGreaterThan(0)
    for (const { caseId, moderator, refused } of answers) {
      const decision = decided.get(caseId)
      // The winner's own second tab is answered as the first was.
      expect([caseId, refused === null]).toEqual([caseId, decision?.actorId === desk[moderator]?.account.id])
      if (refused === null) continue
      expect(refused.status).toBe(409)
      const name = desk[1 - moderator]?.account.displayName
      if (refused.type === 'already-decided')
        expect(refused.details).toEqual({
          decidedBy: name,
          decision: decision?.action,
          decidedAt: decision?.at,
        })
      else expect([refused.type, refused.details.decidedBy]).toEqual(['lease-lost', name])
    }
    expect(await moderation.verifyLog(world.site.id)).toMatchObject({ decisions: ITEMS, brokenAt: null })
  })
})
