import type { Language } from '../../locales/language.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import type { Appeal, Decision, Restriction, Strike } from './model.ts'
import { isInForce, standing, statementOf } from './rules.ts'
import { APPEAL_MS } from './state-table.ts'
import type { OwnAppeal, Statement } from './statement-model.ts'

type Told = Decision & { explanation: string }

export interface Statements {
  /** Statements of reasons for the actor's own comments that are kept from readers, by comment id. */
  statements(actor: Actor, comments: readonly Comment[], language: Language): Promise<Map<string, Statement>>
  /** Why the account is held back now, newest first; a warning is shown while it can be contested. */
  restrictionStatements(actor: Actor, language: Language): Promise<Statement[]>
  /** The person's own, newest first, at most 200. */
  ownAppeals(actor: Actor): Promise<OwnAppeal[]>
  /** Every restriction and strike of the actor's account. */
  ownRecord(actor: Actor): Promise<{ restrictions: Restriction[]; strikes: Strike[] }>
  /** One decision as a statement in this language; `null` when its policy is not there. */
  statementFor(decision: Told, language: Language): Promise<Statement | null>
}

const SAID: ReadonlySet<Comment['state']> = new Set<Comment['state']>(['rejected', 'blinded', 'pending'])

/** Reasons as the person concerned reads them (EU DSA Art. 17). */
export function createStatements({ stores, clock }: Ports): Statements {
  const store = stores.moderation

  /** Each version is read once. */
  function policyReader(siteId: string): (version: number) => Promise<PolicyVersion | null> {
    const known = new Map<number, Promise<PolicyVersion | null>>()
    return (version) => {
      const found = known.get(version) ?? stores.policy.byVersion(siteId, version)
      known.set(version, found)
      return found
    }
  }

  async function withAnswer(appeal: Appeal): Promise<OwnAppeal> {
    const answer = appeal.answerId === null ? null : await store.decision(appeal.siteId, appeal.answerId)
    return { ...appeal, answer: answer?.explanation ?? '', onePersonDesk: answer?.onePersonDesk ?? false }
  }

  async function render(
    who: { siteId: string; accountId: string },
    decisions: readonly Told[],
    language: Language,
  ): Promise<Statement[]> {
    if (decisions.length === 0) return []
    const policyOf = policyReader(who.siteId)
    const appeals = await store.appealsOf(who.siteId, who.accountId)
    const made: Statement[] = []
    for (const decision of decisions) {
      const policy = await policyOf(decision.policyVersion)
      if (!policy) continue
      const appeal = appeals.find(({ decisionId }) => decisionId === decision.id)
      const statement = statementOf(decision, policy, language)
      made.push({ ...statement, appeal: appeal ? await withAnswer(appeal) : null })
    }
    return made
  }

  return {
    async statements(actor, comments, language) {
      if (actor.type !== 'reader') return new Map()
      const own = comments.filter(({ accountId, state }) => accountId === actor.accountId && SAID.has(state))
      const all = await store.decisionsOn(
        actor.siteId,
        own.map(({ id }) => id),
      )
      const histories = new Map<string | null, Told[]>()
      for (const one of all) histories.set(one.commentId, [...(histories.get(one.commentId) ?? []), one])
      const decisions = own.flatMap(({ id, state }) => standing(histories.get(id) ?? [], state) ?? [])
      const made = await render(actor, decisions, language)
      return new Map(made.flatMap((one) => (one.commentId === null ? [] : [[one.commentId, one] as const])))
    },

    async restrictionStatements(actor, language) {
      if (actor.type !== 'reader' || actor.articleId !== null) return []
      const { siteId, accountId } = actor
      const now = clock.now()
      const held = (await store.restrictionsOf(siteId, accountId)).filter(
        (one) => isInForce(one, now) && (one.kind !== 'warn' || one.startsAt > now - APPEAL_MS),
      )
      const ids = new Set(held.map(({ id }) => id))
      if (ids.size === 0) return []
      const history = await store.history(siteId, { accountId })
      return render(actor, history.filter(({ id }) => ids.has(id)).reverse(), language)
    },

    async ownAppeals(actor) {
      if (actor.type !== 'reader' || actor.articleId !== null) return []
      return Promise.all((await store.appealsOf(actor.siteId, actor.accountId)).map(withAnswer))
    },

    async ownRecord(actor) {
      if (actor.type !== 'reader' || actor.articleId !== null) return { restrictions: [], strikes: [] }
      const { siteId, accountId } = actor
      return {
        restrictions: await store.restrictionsOf(siteId, accountId),
        strikes: await store.strikesOf(siteId, accountId),
      }
    },

    async statementFor(decision, language) {
      const policy = await stores.policy.byVersion(decision.siteId, decision.policyVersion)
      return policy && statementOf(decision, policy, language)
    },
  }
}
