import { COMMENT_STATES } from '../comments/model.ts'
import { APPEAL_OUTCOMES, NOTICE_OUTCOMES, NOTICE_REGIMES, REPORT_OUTCOMES, RESTRICTIONS } from './model.ts'
import type { AppealRow, CommentRow, DecisionRow, NoticeCount, ReportCount } from './transparency-model.ts'

type Counts = Record<string, number>

/** Sums that grow as rows stream by: what is kept does not depend on how many there are, but for the times. */
export interface Tally {
  received: Counts
  outcome: Counts
  waitingIn: { held: number; heldAgain: number; takenBack: number }
  waitingOut: { approved: number; rejected: number; other: number; takenBack: number }
  decisions: number
  undone: number
  actions: Counts
  grounds: Counts
  sources: Counts
  automation: Counts
  languages: Counts
  reports: Counts
  notices: Counts
  blinds: Counts
  restrictions: Counts
  appeals: Counts
  clauses: Map<string, Overturns>
  detectors: Map<string, Overturns>
  waits: number[]
  moderators: Set<string>
  onePersonDesk: number
  first: number | null
  last: number | null
  head: string | null
}

export interface Overturns {
  decisions: number
  appeals: number
  overturned: number
  corrected: number
}

/** Every row that a table may have is there from the start: a figure of nought is a figure. */
export function newTally(): Tally {
  return {
    received: { 'at-once': 0, held: 0 },
    outcome: zeros(COMMENT_STATES),
    waitingIn: { held: 0, heldAgain: 0, takenBack: 0 },
    waitingOut: { approved: 0, rejected: 0, other: 0, takenBack: 0 },
    decisions: 0,
    undone: 0,
    actions: zeros(ACTIONS),
    grounds: zeros(['terms', 'law']),
    sources: zeros(['own', 'report', 'notice', 'order', 'appeal', 'expiry']),
    automation: zeros(['person', 'detected', 'partial', 'full']),
    languages: {},
    reports: zeros(REPORT_OUTCOMES),
    notices: zeros(pairs(NOTICE_REGIMES, NOTICE_OUTCOMES)),
    blinds: zeros(['imposed', 'expired', 'restored', 'rejected', 'withdrawn']),
    restrictions: zeros([...RESTRICTIONS, 'lift']),
    appeals: zeros(pairs(['author', 'reporter'], APPEAL_OUTCOMES)),
    clauses: new Map(),
    detectors: new Map(),
    waits: [],
    moderators: new Set(),
    onePersonDesk: 0,
    ...{ first: null, last: null, head: null },
  }
}

/** What is decided on comments. A rejection is a refusal before it was ever seen, or a removal after. */
const ACTIONS = [
  'approve',
  'reject-before',
  'reject-after',
  'keep',
  'hold',
  'blind',
  'restore',
  'overturn',
  'uphold',
] as const

export function countComment(tally: Tally, { first, last }: CommentRow): void {
  add(tally.received, first === 'pending' ? 'held' : 'at-once')
  add(tally.outcome, last)
  if (first === 'pending') tally.waitingIn.held += 1
}

export function countDecision(tally: Tally, row: DecisionRow): void {
  countRow(tally, row)
  countWaiting(tally, row)
  if (row.action === 'undo') tally.undone += 1
  if (row.isUndone || !isDecision(row)) {
    if (!row.isUndone) countBlind(tally, row)
    return
  }
  if (row.actorId !== null) tally.moderators.add(row.actorId)
  if (row.onePersonDesk) tally.onePersonDesk += 1
  countReasons(tally, row)
  if (row.commentId === null) add(tally.restrictions, row.action)
  else countOnComment(tally, row)
}

/** Two rows of one moment may come the other way round. */
function countRow(tally: Tally, { hash, seq }: DecisionRow): void {
  tally.first = Math.min(tally.first ?? seq, seq)
  if (tally.last !== null && seq < tally.last) return
  tally.last = seq
  tally.head = hash
}

/** What authors and the clean-up do, and what takes a decision back, is recorded like one, and is none. */
export function isDecision({ action, actorType }: Pick<DecisionRow, 'action' | 'actorType'>): boolean {
  return actorType !== 'author' && action !== 'undo' && action !== 'withdraw' && action !== 'purge'
}

function countOnComment(tally: Tally, row: DecisionRow): void {
  const { action, language, source, waitedFrom } = row
  tally.decisions += 1
  if (action === 'reject') add(tally.actions, row.from === 'pending' ? 'reject-before' : 'reject-after')
  else add(tally.actions, action)
  add(tally.sources, source)
  add(tally.automation, automationOf(row))
  add(tally.languages, language ?? 'unknown')
  if (action === 'reject' || action === 'blind') add(tally.grounds, row.ground)
  countBlind(tally, row)
  if (waitedFrom !== null && isReview(row)) tally.waits.push(Math.max(0, row.at - waitedFrom))
}

function isReview({ action, from }: DecisionRow): boolean {
  return action === 'approve' || action === 'keep' || (action === 'reject' && from !== 'blinded')
}

/** Taken from waiting or put there; what was undone stands on both sides, and so cancels out. */
function countWaiting(tally: Tally, { action, from, isUndone, to }: DecisionRow): void {
  const isTakenBack = isUndone || action === 'undo'
  if (to === 'pending' && from !== 'pending') tally.waitingIn[isTakenBack ? 'takenBack' : 'heldAgain'] += 1
  if (from !== 'pending' || to === 'pending') return
  const way = action === 'approve' ? 'approved' : action === 'reject' ? 'rejected' : 'other'
  tally.waitingOut[isTakenBack ? 'takenBack' : way] += 1
}

function countBlind({ blinds }: Tally, { action, from, source, commentId }: DecisionRow): void {
  if (commentId === null) return
  if (action === 'blind') add(blinds, 'imposed')
  else if (action === 'restore') add(blinds, source === 'expiry' ? 'expired' : 'restored')
  else if (from === 'blinded' && action === 'reject') add(blinds, 'rejected')
  else if (from === 'blinded' && action === 'withdraw') add(blinds, 'withdrawn')
}

function countReasons(tally: Tally, { clauses, detectors, action, source, reversed }: DecisionRow): void {
  for (const clause of clauses) overturns(tally.clauses, clause).decisions += 1
  for (const detector of detectors) overturns(tally.detectors, detector).decisions += 1
  if (action !== 'overturn' || source === 'appeal' || !reversed) return
  for (const clause of reversed.clauses) overturns(tally.clauses, clause).corrected += 1
  for (const detector of reversed.detectors) overturns(tally.detectors, detector).corrected += 1
}

export function countAppeal(tally: Tally, { clauses, detectors, outcome, side }: AppealRow): void {
  add(tally.appeals, `${side} ${outcome}`)
  if (outcome !== 'upheld' && outcome !== 'overturned') return
  const contested = [
    ...clauses.map((clause) => overturns(tally.clauses, clause)),
    ...detectors.map((detector) => overturns(tally.detectors, detector)),
  ]
  for (const count of contested) {
    count.appeals += 1
    if (outcome === 'overturned') count.overturned += 1
  }
}

export function countReports(tally: Tally, counts: readonly ReportCount[]): void {
  for (const { outcome, count } of counts) tally.reports[outcome] = count
}

export function countNotices(tally: Tally, counts: readonly NoticeCount[]): void {
  for (const { regime, outcome, count } of counts) tally.notices[`${regime} ${outcome}`] = count
}

/** Whether a machine had a hand in it: found it, helped to decide, or decided. */
function automationOf({ automatedDecision, automatedDetection }: DecisionRow): string {
  if (automatedDecision !== 'none') return automatedDecision
  return automatedDetection ? 'detected' : 'person'
}

function overturns(counts: Map<string, Overturns>, key: string): Overturns {
  const known = counts.get(key) ?? { decisions: 0, appeals: 0, overturned: 0, corrected: 0 }
  counts.set(key, known)
  return known
}

function add(counts: Counts, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}

function zeros(keys: readonly string[]): Counts {
  return Object.fromEntries(keys.map((key) => [key, 0]))
}

function pairs(first: readonly string[], second: readonly string[]): string[] {
  return first.flatMap((one) => second.map((other) => `${one} ${other}`))
}
