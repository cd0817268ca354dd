import { chartLines } from '../features/moderation/statistics-lines.ts'
import type { ChartName, Statistics } from '../features/moderation/statistics-model.ts'
import { MINUTE } from '../kernel/clock.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { checkName } from '../ui/check-name.ts'
import { Scroll } from '../ui/scroll.tsx'
import { Bar, Columns, Heat } from './charts.tsx'
import { weekdayName } from './weekdays.ts'

export interface ChartProps {
  name: ChartName
  statistics: Statistics
  language: Language
  timeZone: string
}

/** The picture of a chart; those whose rows have names carry their bars in the table itself. */
export function Picture(props: ChartProps) {
  const { name, statistics, language } = props
  const label = summaryOf(props)
  if (name === 'inbound') {
    const columns = statistics.inbound.map(({ day, held, received }) => ({
      ...{ name: `${day}: ${received} / ${held}`, whole: received, part: held },
    }))
    return <DayColumns label={label} columns={columns} days={statistics.inbound} />
  }
  if (name === 'time') {
    const columns = statistics.time.map(({ day, medianMs, p95Ms }) => ({
      ...{ name: `${day}: ${minutes(medianMs)} / ${minutes(p95Ms)}`, whole: minutes(medianMs) },
      ...{ part: minutes(medianMs), mark: minutes(p95Ms) },
    }))
    return <DayColumns label={label} columns={columns} days={statistics.time} />
  }
  if (name !== 'hours') return null
  return (
    <Scroll label={catalogue(language).console.figures.statistics.charts.hours.title}>
      <Heat label={label} hours={statistics.hours} language={language} />
    </Scroll>
  )
}

function DayColumns(props: Parameters<typeof Columns>[0] & { days: readonly { day: string }[] }) {
  const [first] = props.days
  return (
    <>
      <Columns label={props.label} columns={props.columns} />
      <p class="ends" aria-hidden="true">
        <span>{first?.day.slice(5)}</span>
        <span>{props.days.at(-1)?.day.slice(5)}</span>
      </p>
    </>
  )
}

/** What the picture shows, in a sentence. */
export function summaryOf({ name, statistics, language, timeZone }: ChartProps): string {
  const { charts } = catalogue(language).console.figures.statistics
  const number = (count: number) => numberFormat(catalogue(language).locale).format(count)
  const sum = (key: 'received' | 'held') => statistics.inbound.reduce((total, day) => total + day[key], 0)
  switch (name) {
    case 'inbound':
      return charts.inbound.summary(number(sum('received')), number(sum('held')))
    case 'time':
      return charts.time.summary(number(statistics.decided))
    case 'clauses':
      return charts.clauses.summary(number(statistics.clauses.length))
    case 'rules':
      return charts.rules.summary(number(statistics.rules.length))
    case 'hours':
      return charts.hours.summary(timeZone, number(Math.max(0, ...statistics.hours.flat())))
  }
}

/** Every figure of the picture. */
export function ChartTable({ name, statistics, language }: ChartProps) {
  const { title, columns } = catalogue(language).console.figures.statistics.charts[name]
  const lines = chartLines(name, statistics)
  const longest = Math.max(1, ...lines.map(([, count]) => Number(count ?? 0)))
  const hasBars = name === 'clauses' || name === 'rules'
  return (
    <Scroll label={title}>
      <table>
        <thead>
          <tr>
            {Object.values(columns).map((label, index) => (
              <th scope="col" class={index === 0 ? undefined : 'number'}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([first, ...rest]) => (
            <tr>
              <th scope="row">
                {rowName(name, first, language)}
                {hasBars && (
                  <Bar share={name === 'rules' ? Number(rest[2] ?? 0) : Number(rest[0]) / longest} />
                )}
              </th>
              {rest.map((figure, index) => (
                <td class="number">{shown(figure, name === 'rules' && index === 2, language)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function rowName(name: ChartName, first: string | number | null | undefined, language: Language): string {
  if (name === 'hours') return weekdayName(Number(first), language, 'long')
  return name === 'rules' ? checkName(String(first), language) : String(first ?? '')
}

function shown(figure: string | number | null | undefined, isShare: boolean, language: Language): string {
  if (figure === null || figure === undefined) return '–'
  if (typeof figure === 'string') return figure
  return numberFormat(catalogue(language).locale, isShare ? { style: 'percent' } : {}).format(figure)
}

function minutes(ms: number | null): number {
  return ms === null ? 0 : Math.round(ms / MINUTE)
}
