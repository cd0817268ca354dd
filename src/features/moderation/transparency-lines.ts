import type { Cell, OverturnRow, TransparencyReport } from './transparency-model.ts'

type Line = readonly [table: string, row: string, figure: Cell | string | null]

/** The report as lines of a table: every figure of the JSON once, under the same names. */
export function reportLines(report: TransparencyReport): Line[] {
  return [
    ['table', 'row', 'figure'],
    ...plain(report),
    ...Object.entries(report.tables).flatMap(([name, { total, rows }]): Line[] => [
      ...Object.entries(rows).map(([row, figure]): Line => [name, row, figure]),
      ...(total === null ? [] : [[name, 'total', total] as const]),
    ]),
    ...overturns('clauses', report.clauses),
    ...overturns('detectors', report.detectors),
  ]
}

function plain(report: TransparencyReport): Line[] {
  const { log, timeToDecide, waiting } = report
  const time = (at: number) => new Date(at).toISOString()
  return [
    ['report', 'site', report.site],
    ['report', 'period', report.period],
    ['report', 'timeZone', report.timeZone],
    ['report', 'startsAt', time(report.startsAt)],
    ['report', 'endsAt', time(report.endsAt)],
    ['report', 'countedTo', time(report.countedTo)],
    ['report', 'decisions', report.decisions],
    ['report', 'undone', report.undone],
    ['report', 'moderators', report.moderators],
    ['report', 'onePersonDesk', report.onePersonDesk],
    ['report', 'policyVersions', report.policyVersions.join(' ')],
    ...Object.entries(timeToDecide).map(([row, figure]): Line => ['timeToDecide', row, figure]),
    ...Object.entries(log).map(([row, figure]): Line => ['log', row, figure]),
    ['waiting', 'opening', waiting.opening],
    ...Object.entries(waiting.in).map(([row, figure]): Line => ['waiting', `in.${row}`, figure]),
    ...Object.entries(waiting.out).map(([row, figure]): Line => ['waiting', `out.${row}`, figure]),
    ['waiting', 'closing', waiting.closing],
  ]
}

function overturns(name: string, rows: readonly OverturnRow[]): Line[] {
  return rows.flatMap(({ key, ...figures }) =>
    Object.entries(figures).map(([row, figure]): Line => [name, `${key} ${row}`, figure]),
  )
}
