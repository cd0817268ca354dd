import { type Decision, RESTRICTIONS } from '../../../src/features/moderation/model.ts'
import type { Person } from '../../support/world.ts'
import { groundOf, pick, type Run } from './run.ts'
import type { Step, Who } from './steps.ts'

const CONTESTED: ReadonlySet<string> = new Set(['reject', 'keep', 'blind', ...RESTRICTIONS])

export async function onAppeal(run: Run, doing: Step, who: Who): Promise<Decision | null> {
  if (doing.do !== 'appeal') return answer(run, doing, who)
  const contested = run.decisions.filter(({ action }) => !doing.fresh || CONTESTED.has(action))
  const decision = pick(contested.toReversed(), doing.which)
  if (!decision) return null
  const concerned = doing.fresh ? await concernedBy(run, decision) : []
  const { actor } = pick(concerned, doing.who) ?? who.reader
  const { id } = await run.world.services.moderation.appeal(actor, {
    decisionId: decision.id,
    text: 'It was a quote.',
  })
  if (!run.appeals.includes(id)) run.appeals.push(id)
  return null
}

/** The author, the restricted person, or who reported it. */
async function concernedBy({ company, comments, world }: Run, { accountId, action, commentId }: Decision) {
  const on = commentId === null ? [] : await world.stores.moderation.reportsOn(world.site.id, commentId, 9)
  const author = comments.find(({ id }) => id === commentId)?.accountId ?? accountId
  const ids = action === 'keep' ? on.map(({ reporterId }) => reporterId) : [author]
  return company.readers.filter(({ account }) => ids.includes(account.id))
}

async function answer(run: Run, doing: Step, { staff: asked }: Who): Promise<Decision | null> {
  const { moderation } = run.world.services
  const appealId = await anAppeal(run, doing)
  if (appealId === undefined) return null
  const staff = doing.fresh ? await anybodyElse(run, doing, { appealId, asked }) : asked
  const place = `${staff.account.id} ${appealId}`
  if (doing.fresh) await look(run, staff, { appealId, place })
  const known = run.seen.get(place) ?? { version: 1, lease: 'none' }
  return moderation.answerAppeal(staff.actor, {
    ...groundOf(doing),
    appealId,
    verdict: doing.do === 'uphold' ? 'uphold' : 'overturn',
    explanation: doing.reason === 'none' ? '' : 'I read it again.',
    version: known.version,
    leaseToken: known.lease,
  })
}

/** An open one, where somebody looks first. */
async function anAppeal({ appeals, world }: Run, { fresh, which }: Step): Promise<string | undefined> {
  const found = await Promise.all(appeals.map((id) => world.stores.moderation.appeal(world.site.id, id)))
  return pick(
    found.filter((appeal) => appeal && (!fresh || appeal.outcome === 'open')),
    which,
  )?.id
}

/** Somebody who may, or, now and then, whoever was asked first. */
async function anybodyElse(
  { company, world }: Run,
  { days }: Step,
  { appealId, asked }: { appealId: string; asked: Person },
): Promise<Person> {
  const { actor, account } = asked
  const { others } = await world.services.moderation.openAppeal(actor, account.displayName, appealId)
  const able = company.desk.filter(({ account: { displayName } }) => others.includes(displayName))
  return days === 31 || able.includes(asked) ? asked : (pick(able, days) ?? asked)
}

async function look(
  run: Run,
  { actor, account }: Person,
  { appealId, place }: { appealId: string; place: string },
): Promise<void> {
  const { moderation } = run.world.services
  const { caseFile, comment, lease } = await moderation.openAppeal(actor, account.displayName, appealId)
  const version = comment?.version ?? 0
  run.seen.set(place, { caseId: caseFile.id, version, lease: lease?.token ?? 'none' })
}
