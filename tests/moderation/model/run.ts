import type { Comment, CommentState } from '../../../src/features/comments/model.ts'
import type { Decision } from '../../../src/features/moderation/model.ts'
import { another } from '../../support/another.ts'
import type { Person, World } from '../../support/world.ts'

/** Everybody who may try something. */
export interface Company {
  /** They write, report and appeal; the last of them works at the desk as well. */
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
  /** What each person last saw of a comment or an appeal, and may use long after. */
  seen: Map<string, { caseId: string; version: number; lease: string }>
  /** Decisions that were made, newest last: what an undo, an appeal or a restriction may point at. */
  decisions: Decision[]
  restrictions: string[]
  appeals: string[]
  notices: { id: string; commentId: string }[]
  /** Number of the last decision before. */
  fromSeq: number
  refused: Map<string, number>
}

export async function gatherDesk(world: World): Promise<Person[]> {
  return [
    await world.staff('Han Jiwoo'),
    await world.staff('Kim Haneul'),
    await world.staff('Seo Yuna', 'senior'),
    await world.staff('Lee Doyun', 'senior'),
    await world.staff('Park Sora', 'admin'),
  ]
}

/** The same desk each time; readers whom nothing has happened to yet, and a senior in a reader's browser. */
export async function startRun(world: World, desk: readonly Person[]): Promise<Run> {
  const readers = [await world.reader('Maya'), await world.reader('Tom'), await world.reader('Ines')]
  const article = await world.putArticle()
  const [last] = await world.stores.moderation.newestDecisions(world.site.id, 1)
  const run: Run = {
    world,
    company: { desk, readers: [...readers, ...desk.filter(isSenior).slice(0, 1).map(asReader)] },
    articleId: article.id,
    comments: [],
    seen: new Map(),
    decisions: [],
    restrictions: [],
    appeals: [],
    notices: [],
    fromSeq: last?.seq ?? 0,
    refused: new Map(),
  }
  // Everybody has written something, so that the first steps find it.
  for (const person of run.company.readers) await submit(run, person)
  return run
}

export async function submit({ world, articleId, comments }: Run, { actor }: Person): Promise<void> {
  const article = await world.services.articles.byId(articleId)
  if (!article) throw new Error('no such article')
  const on = { site: world.site, article }
  const { comment } = await world.services.comments.submit(actor, on, { text: another('Words') }, null)
  comments.push(comment)
}

function isSenior({ account }: Person): boolean {
  return account.role === 'senior'
}

function asReader({ account, ...person }: Person): Person {
  const { id: accountId, siteId } = account
  return { ...person, account, actor: { type: 'reader', siteId, accountId, articleId: null } }
}

export function pick<Item>(list: readonly Item[], index: number): Item | undefined {
  return list.length === 0 ? undefined : list[index % list.length]
}

/** One of the comments; of those in a state that fits, where somebody looks first. */
export async function aComment(
  run: Run,
  { fresh, which }: { fresh: boolean; which: number },
  fits: readonly CommentState[],
): Promise<Comment | undefined> {
  if (!fresh) return pick(run.comments, which)
  const now = await Promise.all(run.comments.map((comment) => commentNow(run, comment)))
  return pick(
    now.filter(({ state }) => fits.includes(state)),
    which,
  )
}

export async function commentNow({ world }: Run, { id }: Pick<Comment, 'id'>): Promise<Comment> {
  const comment = await world.stores.comments.byId(world.site.id, id)
  if (!comment) throw new Error('the comment is gone')
  return comment
}

export function groundOf({ reason }: { reason: 'clause' | 'law' | 'none' }) {
  if (reason === 'law')
    return { clauses: [], lawReference: 'KR Network Act 44-7', explanation: 'It incites.' }
  return { clauses: reason === 'clause' ? ['SB-01'] : [], lawReference: null, explanation: '' }
}
