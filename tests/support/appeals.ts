import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import { sessionEnd } from '../../src/features/accounts/rules.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { UNDO_WINDOW_MS } from '../../src/features/delivery/model.ts'
import type { Decision } from '../../src/features/moderation/model.ts'
import { deliveries } from '../../src/jobs/deliveries.ts'
import { caseOf, decide, submit } from './desk.ts'
import type { Person, World } from './world.ts'

/** Half a minute passes, and what is due is delivered. */
export async function told(world: World): Promise<void> {
  world.clock.advance(UNDO_WINDOW_MS + 1)
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  while ((await world.services.delivery.deliverDue(deliveries(world.services, quiet))) > 0);
}

let made = 0

/** A comment that the desk refused, and the decision. */
export async function refused(
  world: World,
  author: Person,
  desk: Person,
  clause = 'SB-01',
): Promise<{ comment: Comment; decision: Decision }> {
  made += 1
  const comment = await submit(world, author, `Refused words ${made} ${crypto.randomUUID()}`)
  await decide(world, desk, comment, `reject:${clause}`, 'Because of the words.')
  return { comment, decision: await newest(world) }
}

export async function published(world: World, author: Person, desk: Person): Promise<Comment> {
  made += 1
  const comment = await submit(world, author, `Published words ${made} ${crypto.randomUUID()}`)
  await decide(world, desk, comment, 'approve')
  return (await world.services.comments.byId(world.site.id, comment.id)) ?? comment
}

/** A published comment that was reported and left as it is; the decision that says so. */
export async function kept(
  world: World,
  { author, reporter, desk }: Record<'author' | 'reporter' | 'desk', Person>,
): Promise<{ comment: Comment; decision: Decision }> {
  const comment = await published(world, author, desk)
  await world.services.moderation.report(reporter.actor, {
    commentId: comment.id,
    clause: 'SB-01',
    note: '',
  })
  await caseOf(world, desk, comment)
  await decide(world, desk, comment, 'keep')
  return { comment, decision: await newest(world) }
}

export async function newest(world: World): Promise<Decision> {
  const [decision] = await world.stores.moderation.newestDecisions(world.site.id, 1)
  if (!decision) throw new Error('nothing was decided')
  return decision
}

/** Sends the appeal's form. */
export function appeal(world: World, as: Person, decisionId: string, text = 'It was a quote.') {
  return world.form(`/me/appeals/${decisionId}`, { text, lang: 'en' }, as)
}

/** The id of the appeal against a decision. @throws when there is none */
export async function appealOf(world: World, as: Person, decisionId: string): Promise<string> {
  const own = await world.stores.moderation.appealsOf(world.site.id, as.account.id)
  const found = own.find((one) => one.decisionId === decisionId)
  if (!found) throw new Error('no such appeal')
  return found.id
}

/** The fields of the answer's form, as the page has them; `null` when it offers none. */
export async function answerFields(
  world: World,
  desk: Person,
  appealId: string,
): Promise<Record<string, string> | null> {
  const html = await (await world.request(`/console/appeals/${appealId}`, { as: desk })).text()
  const form = /<form class="answer".*?<\/form>/s.exec(html)?.[0]
  if (form === undefined) return null
  const fields = form.matchAll(/<input type="hidden" name="([a-z]+)" value="([^"]*)"/g)
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]))
}

/** Opens the appeal and answers it. */
export async function answer(
  world: World,
  desk: Person,
  appealId: string,
  verdict: 'uphold' | 'overturn',
  more: Record<string, string> = {},
): Promise<Response> {
  const fields = await answerFields(world, desk, appealId)
  const sent = { ...fields, verdict, reason: 'A quote is allowed.', ...more }
  return world.form(`/console/appeals/${appealId}`, sent, desk)
}

/** The same person in a new session. */
export async function signedIn({ clock, site, stores }: World, person: Person): Promise<Person> {
  const token = randomToken()
  const kind = person.actor.type === 'staff' ? 'staff' : 'reader'
  const now = clock.now()
  await stores.accounts.insertSession({
    id: crypto.randomUUID(),
    kind,
    tokenHash: await sha256Hex(token),
    siteId: site.id,
    accountId: person.account.id,
    articleId: null,
    identity: null,
    agent: 'Firefox · Linux',
    createdAt: now,
    lastSeenAt: now,
    expiresAt: sessionEnd(kind, now),
  })
  return { ...person, token, cookie: `__Host-brevier_${kind}=${token}` }
}
