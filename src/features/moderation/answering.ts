import { Problem } from '../../kernel/errors.ts'
import { randomToken } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import type { Article } from '../articles/model.ts'
import type { Comment } from '../comments/model.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import { appealWrite } from './appeal-decision.ts'
import { bar, type Hindrance, requireOther } from './appeal-rules.ts'
import { siteOf } from './deciding.ts'
import { type Appeal, type CaseFile, type Decision, LEASE_MS, type Lease, type Report } from './model.ts'
import type { Recording } from './recording.ts'
import { checkExplanation, type Ground } from './rules.ts'
import { requireStaff } from './state-table.ts'

type Told = Decision & { explanation: string }

export interface AppealRow {
  appeal: Appeal
  caseFile: CaseFile
  appellantName: string
  contested: Decision
}

/** An appeal with everything that whoever decides it must know. */
export interface OpenedAppeal extends AppealRow {
  contested: Told
  contestedBy: string | null
  comment: Comment | null
  parent: Comment | null
  article: Article | null
  /** Who wrote the comment or is restricted. */
  subject: { id: string; name: string }
  /** The policy that it is judged by. */
  policy: PolicyVersion
  history: readonly Told[]
  /** Display names by account id. */
  names: ReadonlyMap<string, string>
  /** The actor's own lease; `null` when there is nothing to decide for the actor. */
  lease: Lease | null
  /** Why the actor cannot decide it. */
  hindrance: Hindrance | null
  /** The actor decided on it before, and may all the same: the desk has nobody else. */
  onePersonDesk: boolean
  /** Who of the desk may decide it. */
  others: readonly string[]
  answer: Told | null
  /** What the appellant had reported, where a report was dismissed. */
  report: Report | null
}

export interface AnswerInput extends Ground {
  appealId: string
  verdict: 'uphold' | 'overturn'
  /** To the appellant, at most 500 grapheme clusters. Never empty. */
  explanation: string
  /** Of the comment that was on the screen; any number for a restriction. */
  version: number
  leaseToken: string
}

export interface Answering {
  /** Open ones oldest first, or decided ones newest first, at most 100. @throws {Problem} `not-allowed` */
  appeals(actor: Actor, query: { open: boolean }): Promise<AppealRow[]>
  /** Opens an appeal and claims it for whoever may decide it. @throws {Problem} `not-allowed`, `not-found` */
  openAppeal(actor: Actor, holderName: string, appealId: string): Promise<OpenedAppeal>
  /**
   * Decides an appeal under its lease: the decision stands, or is overturned with all that hung on it.
   * @throws {Problem} `not-allowed`, `not-found`, `own-appeal`, `own-comment`, `own-report`, `earlier-decider`,
   * `invalid-field` without a reason, `clause-required`, `lease-lost`, `already-decided`, `subject-held`
   */
  answerAppeal(actor: Actor, input: AnswerInput): Promise<Decision>
}

const LISTED = 100

export function createAnswering(ports: Ports, recording: Recording): Answering {
  const { stores, clock } = ports
  const store = stores.moderation

  async function load(siteId: string, appealId: string) {
    const appeal = await store.appeal(siteId, appealId)
    const caseFile = appeal && (await store.appealCase(siteId, appealId))
    const contested = appeal && (await store.decision(siteId, appeal.decisionId))
    if (!appeal || !caseFile || !contested) throw new Problem('not-found')
    const { commentId } = contested
    const comment = commentId === null ? null : await stores.comments.byId(siteId, commentId)
    const accountId = comment?.accountId ?? contested.accountId ?? ''
    const history = await store.history(siteId, commentId === null ? { accountId } : { commentId })
    const item = comment && (await store.item(siteId, caseFile.id, clock.now()))
    const reporters = item ? item.reports.map(({ reporterId }) => reporterId) : []
    const desk = await stores.accounts.desk(siteId)
    return { appeal, caseFile, contested, comment, accountId, history, item, reporters, desk }
  }

  async function namesOf(siteId: string, ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const names = new Map<string, string>()
    for (const id of new Set(ids)) {
      const account = id === null ? null : await stores.accounts.byId(siteId, id)
      if (account) names.set(account.id, account.displayName)
    }
    return names
  }

  return {
    async appeals(actor, { open }) {
      requireStaff(actor, siteOf(actor))
      const rows = await store.appeals(actor.siteId, { open, limit: LISTED })
      const loaded = await Promise.all(
        rows.map(async (row) => ({
          ...row,
          contested: await store.decision(actor.siteId, row.appeal.decisionId),
        })),
      )
      return loaded.flatMap(({ contested, ...row }) => (contested ? [{ ...row, contested }] : []))
    },

    async openAppeal(actor, holderName, appealId) {
      requireStaff(actor, siteOf(actor))
      const { siteId, accountId: holderId } = actor
      const loaded = await load(siteId, appealId)
      const { appeal, comment, contested, desk, history, item, accountId } = loaded
      const { hindrance, onePersonDesk } = bar(actor, loaded)
      const now = clock.now()
      const claim: Lease = { holderId, holderName, token: randomToken(), expiresAt: now + LEASE_MS }
      const taken =
        hindrance === null && appeal.outcome === 'open'
          ? await store.takeLease(siteId, loaded.caseFile.id, claim, now)
          : null
      const names = await namesOf(siteId, [
        ...history.map(({ actorId }) => actorId),
        accountId,
        appeal.appellantId,
      ])
      const { policyVersion } = comment ?? contested
      return {
        ...loaded,
        caseFile: (await store.appealCase(siteId, appealId)) ?? loaded.caseFile,
        appellantName: names.get(appeal.appellantId) ?? '',
        contestedBy: names.get(contested.actorId ?? '') ?? null,
        parent: item?.parent ?? null,
        article: item?.article ?? null,
        subject: { id: accountId, name: names.get(accountId) ?? '' },
        policy: await recording.policyOf({ siteId, policyVersion }),
        names,
        lease: taken?.outcome === 'applied' ? taken.lease : null,
        hindrance,
        onePersonDesk,
        others: desk
          .filter(({ account }) => bar({ ...actor, accountId: account.id }, loaded).hindrance === null)
          .map(({ account }) => account.displayName),
        answer: history.find(({ id }) => id === appeal.answerId) ?? null,
        report: item?.reports.find(({ reporterId }) => reporterId === appeal.appellantId) ?? null,
      }
    },

    async answerAppeal(actor, input) {
      requireStaff(actor, siteOf(actor))
      const loaded = await load(actor.siteId, input.appealId)
      const onePersonDesk = requireOther(actor, loaded)
      const reason = checkExplanation(input.explanation)
      if (reason === '') throw new Problem('invalid-field', { field: 'explanation' })
      if (loaded.appeal.outcome !== 'open') throw await answered(loaded)
      const { comment, contested } = loaded
      const { policyVersion } = comment ?? contested
      const policy = await recording.policyOf({ siteId: actor.siteId, policyVersion })
      const write = await appealWrite(ports, actor, { ...loaded, policy, onePersonDesk }, input, reason)
      if (!write) throw comment ? await recording.alreadyDecided(comment) : new Problem('subject-held')
      return recording.record(write)
    },
  }

  /** Somebody was quicker: who said what, and when. */
  async function answered({ appeal, history }: { appeal: Appeal; history: Told[] }): Promise<Problem> {
    const answer = history.find(({ id }) => id === appeal.answerId)
    if (!answer) return new Problem('subject-held')
    const decidedBy = (await recording.nameOf(answer)) ?? ''
    return new Problem('already-decided', { decision: answer.action, decidedAt: answer.at, decidedBy })
  }
}
