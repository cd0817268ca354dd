import { expect } from 'vitest'
import type { Facts } from './facts.ts'

const REVIEWS: ReadonlySet<string> = new Set(['premoderation', 'reports', 'own'])

/** What is unanswered has an open case, what is answered has one answer and none. */
export function checkWork(facts: Facts): void {
  for (const { closedAt, leaseHolderId } of facts.cases)
    expect([closedAt !== null, closedAt === null ? null : leaseHolderId]).toEqual([closedAt !== null, null])
  for (const comment of facts.comments) checkReview(comment, facts)
  for (const report of facts.reports) checkReport(report, facts)
  for (const notice of facts.notices) checkNotice(notice, facts)
  for (const appeal of facts.appeals) checkAppeal(appeal, facts)
}

function checkReview({ id, state }: Facts['comments'][number], { cases, reports }: Facts): void {
  const open = cases.filter(
    ({ closedAt, commentId, kind }) => commentId === id && closedAt === null && REVIEWS.has(kind),
  )
  const isReported = reports.some(({ commentId, outcome }) => commentId === id && outcome === 'open')
  const needed = state === 'pending' || (state === 'published' && isReported)
  const mayHave = needed || state === 'published'
  expect([state, open.length >= (needed ? 1 : 0), open.length <= (mayHave ? 1 : 0)]).toEqual([
    state,
    true,
    true,
  ])
}

function checkReport({ decisionId, outcome, reporterId }: Facts['reports'][number], facts: Facts): void {
  expect([outcome, decisionId === null]).toEqual([outcome, outcome === 'open'])
  const ended = facts.byId.get(decisionId ?? '')
  if (!ended) return
  expect(facts.isUndone(ended.id)).toBe(false)
  if (ended.actorType === 'staff') expect(ended.actorId).not.toBe(reporterId)
}

function checkNotice(notice: Facts['notices'][number], facts: Facts): void {
  const { answerId, commentId, decidedAt, id, outcome } = notice
  const isUnanswered = outcome === 'open' || outcome === 'blinded'
  const ofIt = facts.cases.filter(({ noticeId }) => noticeId === id)
  expect(ofIt.map(({ closedAt }) => closedAt === null)).toEqual([isUnanswered])
  expect([outcome, decidedAt === null, answerId === null]).toEqual([
    outcome,
    isUnanswered,
    outcome === 'open',
  ])
  if (answerId === null) return
  const answer = facts.byId.get(answerId)
  expect([answer?.commentId, facts.isUndone(answerId)]).toEqual([commentId, false])
  if (outcome === 'blinded')
    expect([answer?.action, facts.comments.find((comment) => comment.id === commentId)?.state]).toEqual([
      'blind',
      'blinded',
    ])
}

function checkAppeal(appeal: Facts['appeals'][number], facts: Facts): void {
  const { answerId, decidedAt, id, outcome } = appeal
  const isOpen = outcome === 'open'
  const ofIt = facts.cases.filter(({ appealId }) => appealId === id)
  expect(ofIt.map(({ closedAt }) => closedAt === null)).toEqual([isOpen])
  expect([outcome, decidedAt === null]).toEqual([outcome, isOpen])
  const made = facts.log.filter(
    ({ id: made, source, sourceIds }) =>
      source === 'appeal' && sourceIds.includes(id) && !facts.isUndone(made),
  )
  expect(made.length).toBeLessThanOrEqual(1)
  for (const answer of made) expect([isOpen, answerId]).toEqual([false, answer.id])
  if (isOpen) checkAnswerable(appeal, facts)
  if (answerId !== null) checkAnswer(appeal, answerId, facts)
}

/** What is still asked has still something to be answered about. */
function checkAnswerable({ decisionId, side }: Facts['appeals'][number], facts: Facts): void {
  const contested = facts.byId.get(decisionId)
  const state = facts.comments.find(({ id }) => id === contested?.commentId)?.state
  expect([contested?.action, facts.stands(decisionId)]).toEqual([contested?.action, true])
  if (side === 'author' && contested?.commentId != null) expect(state).toBe(contested.to)
  if (side === 'reporter') expect(['published', 'pending', 'blinded']).toContain(state)
}

function checkAnswer({ decisionId, outcome }: Facts['appeals'][number], answerId: string, facts: Facts) {
  const contested = facts.byId.get(decisionId)
  const answer = facts.byId.get(answerId)
  expect([answer?.commentId, answer?.accountId]).toEqual([contested?.commentId, contested?.accountId])
  expect(facts.isUndone(answerId)).toBe(false)
  if (answer?.action === 'uphold') expect(outcome).toBe('upheld')
  if (outcome === 'overturned' && contested?.action !== 'keep' && contested?.action !== 'blind')
    expect(answer?.reverses).toBe(decisionId)
}
