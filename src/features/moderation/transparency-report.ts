import { cell, closedTable, openTable } from './transparency-cells.ts'
import type { Cell, OverturnRow, TransparencyReport } from './transparency-model.ts'
import type { Period } from './transparency-period.ts'
import type { Overturns, Tally } from './transparency-tally.ts'

/** What a report says beside its sums. */
export interface ReportFrame {
  site: string
  timeZone: string
  period: Period
  countedTo: number
  /** Comments that waited at `countedTo`. */
  closing: number
  policyVersions: readonly number[]
}

/** The sums as they are published: small ones withheld, everything in the policy's or the alphabet's order. */
export function reportOf(tally: Tally, frame: ReportFrame): TransparencyReport {
  const { period, site, timeZone, countedTo, policyVersions } = frame
  return {
    format: 'brevier-transparency-1',
    site,
    period: period.name,
    timeZone,
    startsAt: period.from,
    endsAt: period.to,
    countedTo,
    waiting: waitingOf(tally, frame.closing),
    decisions: tally.decisions,
    undone: tally.undone,
    timeToDecide: {
      decisions: tally.waits.length,
      ...{ medianMs: quantile(tally.waits, 0.5), p95Ms: quantile(tally.waits, 0.95) },
    },
    tables: tablesOf(tally),
    clauses: overturnRows(tally.clauses),
    detectors: overturnRows(tally.detectors),
    onePersonDesk: tally.onePersonDesk,
    moderators: tally.moderators.size,
    policyVersions,
    log: { first: tally.first, last: tally.last, head: tally.head },
  }
}

function tablesOf(tally: Tally): TransparencyReport['tables'] {
  return {
    // How many waited stands, exactly, in the account of the waiting.
    received: closedTable(tally.received, ['held', 'at-once']),
    outcome: closedTable(tally.outcome),
    actions: closedTable(tally.actions, ['approve', 'reject-before']),
    grounds: openTable(tally.grounds),
    sources: closedTable(tally.sources),
    automation: closedTable(tally.automation),
    languages: closedTable(sorted(tally.languages)),
    reports: closedTable(tally.reports),
    notices: closedTable(tally.notices),
    blinds: openTable(tally.blinds),
    restrictions: openTable(tally.restrictions),
    appeals: closedTable(tally.appeals),
  }
}

function waitingOf({ waitingIn, waitingOut }: Tally, closing: number): TransparencyReport['waiting'] {
  const came = waitingIn.held + waitingIn.heldAgain + waitingIn.takenBack
  const went = waitingOut.approved + waitingOut.rejected + waitingOut.other + waitingOut.takenBack
  return { opening: closing - came + went, in: { ...waitingIn }, out: { ...waitingOut }, closing }
}

function overturnRows(counts: ReadonlyMap<string, Overturns>): OverturnRow[] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => overturnRow(key, count))
}

function overturnRow(key: string, { decisions, appeals, overturned, corrected }: Overturns): OverturnRow {
  const shown = { appeals: cell(appeals), overturned: cell(overturned) }
  const isShown = isExact(shown.appeals) && isExact(shown.overturned) && appeals > 0
  return {
    key,
    decisions: cell(decisions),
    ...shown,
    corrected: cell(corrected),
    rate: isShown ? overturned / appeals : null,
  }
}

function isExact(figure: Cell): boolean {
  return typeof figure === 'number'
}

/** Nearest rank; `null` of nothing. */
export function quantile(values: readonly number[], share: number): number | null {
  const ordered = Float64Array.from(values).sort()
  return ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)] ?? null
}

function sorted(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
}
