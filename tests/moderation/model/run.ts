import type { Comment } from '../../../src/features/comments/model.ts'
import type { Person, World } from '../../support/world.ts'

/** Everybody who may try something. */
export interface Company {
  /** Two who write and report, and one who only reports. */
  readers: readonly Person[]
  /** Two moderators, two seniors, an admin. */
  desk: readonly Person[]
}

/** One article's discussion, from nothing. */
export interface Run {
  world: World
  company: Company
  articleId: string
  comments: Comment[]
  /** What each person last saw of a comment, and may use long after. */
  seen: Map<string, { caseId: string; version: number; lease: string }>
  /** Decisions that were made, newest last: what an undo, an appeal or a restriction may point at. */
  decisions: string[]
  restrictions: string[]
  refused: Map<string, number>
}

export async function gather(world: World): Promise<Company> {
  return {
    readers: [await world.reader('Maya'), await world.reader('Tom'), await world.reader('Ines')],
    desk: [
      await world.staff('Han Jiwoo'),
      await world.staff('Kim Haneul'),
      await world.staff('Seo Yuna', 'senior'),
      await world.staff('Lee Doyun', 'senior'),
      await world.staff('Park Sora', 'admin'),
    ],
  }
}

/** The same people each time, and nobody held back from an earlier run. */
export async function startRun(world: World, company: Company): Promise<Run> {
  const admin = company.desk.at(-1)
  for (const { account } of company.readers) {
    const held = await world.stores.moderation.restrictionsOf(world.site.id, account.id)
    for (const { id, liftedAt } of held)
      if (admin && liftedAt === null)
        await world.services.moderation.lift(admin.actor, { restrictionId: id, explanation: '' })
  }
  const article = await world.putArticle()
  return {
    world,
    company,
    articleId: article.id,
    comments: [],
    seen: new Map(),
    decisions: [],
    restrictions: [],
    refused: new Map(),
  }
}

export function pick<Item>(list: readonly Item[], index: number): Item | undefined {
  return list.length === 0 ? undefined : list[index % list.length]
}
