import { expect } from 'vitest'
import { type Decision, RESTRICTIONS } from '../../../src/features/moderation/model.ts'
import type { Facts } from './facts.ts'

const TO_AUTHORS: ReadonlySet<string> = new Set(['approve', 'reject', 'hold', 'blind', 'restore', 'overturn'])
const TO_REPORTERS: ReadonlySet<string> = new Set(['reject', 'keep', 'overturn'])

/** Once everything is delivered: everybody concerned is told of what stands, nobody else, and of nothing undone. */
export function checkMessages(facts: Facts): void {
  for (const { accountId, decisionId } of facts.inbox) {
    expect([decisionId, facts.isUndone(decisionId)]).toEqual([decisionId, false])
    expect(concernedBy(facts.byId.get(decisionId), facts)).toContain(accountId)
  }
  for (const decision of facts.log) {
    if (!isInForce(decision, facts)) continue
    for (const accountId of toBeTold(decision, facts))
      expect([decision.action, isTold(accountId, decision, facts)]).toEqual([decision.action, true])
  }
}

/** A lifted restriction that was put back is in force by the decision that put it back. */
function isInForce({ accountId, id }: Decision, { log, stands }: Facts): boolean {
  return accountId === null ? stands(id) : log.every(({ reverses }) => reverses !== id)
}

function authorOf({ accountId, commentId }: Decision, { comments }: Facts): string | null {
  return accountId ?? comments.find(({ id }) => id === commentId)?.accountId ?? null
}

function concernedBy(decision: Decision | undefined, facts: Facts): (string | null)[] {
  if (!decision) return []
  const { accountId, commentId } = decision
  const reporters = facts.reports.filter((report) => report.commentId === commentId)
  const appellants = facts.appeals.filter(({ answerId }) => answerId === decision.id)
  return [
    accountId ?? authorOf(decision, facts),
    ...reporters.map(({ reporterId }) => reporterId),
    ...appellants.map(({ appellantId }) => appellantId),
  ]
}

function toBeTold(decision: Decision, facts: Facts): string[] {
  const { action, id } = decision
  const author = authorOf(decision, facts)
  const isForAuthor =
    TO_AUTHORS.has(action) || RESTRICTIONS.some((kind) => kind === action) || action === 'lift'
  const isForReporters = TO_REPORTERS.has(action)
  return [
    ...(isForAuthor && author !== null ? [author] : []),
    ...facts.reports.flatMap(({ decisionId, reporterId }) =>
      isForReporters && decisionId === id ? [reporterId] : [],
    ),
    ...facts.appeals.flatMap(({ answerId, appellantId }) =>
      answerId === id && action !== 'undo' ? [appellantId] : [],
    ),
  ]
}

/** What was lifted and put back within half a minute is the restriction that was told of before. */
function isTold(accountId: string, decision: Decision, facts: Facts): boolean {
  const lifted = facts.byId.get(decision.reverses ?? '')
  const ids = [decision.id, lifted?.action === 'lift' && decision.action !== 'lift' ? lifted.reverses : null]
  return facts.inbox.some((entry) => entry.accountId === accountId && ids.includes(entry.decisionId))
}
