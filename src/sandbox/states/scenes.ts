import type { Comment } from '../../features/comments/model.ts'
import { DAY, MINUTE } from '../../kernel/clock.ts'
import { decide } from '../deciding.ts'
import type { Scene } from './scene.ts'
import type { Look } from './state.ts'
import { signIn } from './visit.ts'

/** The discussion of an ordinary day: four comments, the first with a reply. Answers the first. */
export async function discuss({ write, talk }: Scene): Promise<Comment> {
  const [one, two, three, four] = talk.said
  const first = await write('first', one, { ago: 190 })
  await write('second', two, { ago: 150 })
  await write('third', three, { ago: 95 })
  await write('second', talk.answer, { ago: 80, parent: first })
  await write('fourth', four, { ago: 40 })
  return first
}

/** Somebody who is signed in, below an ordinary discussion. */
export async function signedIn(scene: Scene): Promise<Look> {
  await discuss(scene)
  return { viewer: 'me' }
}

/** A visitor, below an ordinary discussion. */
export async function visiting(scene: Scene): Promise<Look> {
  await discuss(scene)
  return {}
}

/** More than fit on a page. */
export async function longList({ write, talk }: Scene): Promise<Look> {
  const people = ['first', 'second', 'third', 'fourth'] as const
  for (let number = 24; number > 0; number -= 1) {
    const person = people[number % 4] ?? 'first'
    await write(person, `${talk.said[(number + 1) % 4]} (${number})`, { ago: number * 30 })
  }
  return {}
}

/** The desk sets the article's state after the discussion. */
export function discussion(state: 'closed' | 'off') {
  return async (scene: Scene): Promise<Look> => {
    await discuss(scene)
    const { services, site, article } = scene
    await services.articles.setDiscussion(site.id, article.id, state)
    return {}
  }
}

/** A comment of the reader's own that waits, below an ordinary discussion. */
export async function waiting(scene: Scene): Promise<Look & { comment: Comment }> {
  await discuss(scene)
  const { services, desk, article, write, talk } = scene
  await services.articles.change(desk, article.id, { premoderated: true })
  return { viewer: 'me', comment: await write('me', talk.mine, { ago: 12 }) }
}

/** Refused by the desk under a clause, with a word of its own. Answers the decision. */
export async function refuse(scene: Scene): Promise<string> {
  await discuss(scene)
  const { services, desk, senior, article, before, write, talk } = scene
  await services.articles.change(desk, article.id, { premoderated: true })
  const comment = await write('me', talk.rude, { ago: 70 })
  before(60)
  const refusal = { clauses: ['SB-01'], explanation: talk.refusal }
  return (await decide(services, senior, comment, refusal)).id
}

/** A published comment with a reply, and what then happens to it. */
export function afterReply(end: (scene: Scene, comment: Comment) => Promise<unknown>) {
  return async (scene: Scene): Promise<Look> => {
    const first = await discuss(scene)
    scene.before(10)
    await end(scene, first)
    return {}
  }
}

export async function remove({ services, actor, senior, talk }: Scene, comment: Comment): Promise<void> {
  const report = { commentId: comment.id, clause: 'SB-01', note: talk.note }
  await services.moderation.report(actor('fourth'), report)
  await decide(services, senior, comment, { clauses: ['SB-01'], explanation: talk.refusal })
}

export async function blind({ services, desk, talk }: Scene, { id, version }: Comment): Promise<void> {
  const ground = { clauses: ['SB-05'], lawReference: null, explanation: talk.refusal }
  await services.moderation.blind(desk, { commentId: id, version, days: 30, ...ground })
}

/** The author asks for the account to be erased, and a day passes. */
export async function eraseAuthor({ services, site, before }: Scene): Promise<void> {
  before((2 * DAY) / MINUTE)
  const token = await signIn(services, site, 'first')
  const viewer = await services.accounts.viewer(token, 'reader')
  if (viewer) await services.accounts.requestErasure(viewer)
  before(10)
  await services.accounts.eraseDue()
}

/** Held back by a restriction of the desk's. */
export function restricted(kind: 'mute' | 'ban', days: number | null) {
  return async (scene: Scene): Promise<Look> => {
    await discuss(scene)
    const { services, desk, senior, who, before, talk } = scene
    before(30)
    const ground = { clauses: ['SB-01'], lawReference: null, explanation: talk.refusal }
    const end = { accountId: who('me').id, followsFrom: null, rejects: [] }
    await services.moderation.restrict(desk, senior.displayName, { kind, days, ...ground, ...end })
    return { viewer: 'me' }
  }
}
