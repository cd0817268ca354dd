import {
  CHARTS,
  type ChartName,
  STATISTICS_DAYS,
  type Statistics,
  type StatisticsDays,
} from '../features/moderation/statistics-model.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { shortDate } from '../ui/time.tsx'
import { age, span } from './format.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { type QueueView, statisticsHref } from './links.ts'
import { ChartTable, Picture, summaryOf } from './statistics-chart.tsx'

export interface StatisticsPageProps extends ConsolePageProps {
  view: QueueView
  statistics: Statistics
}

/** How the desk's work goes: no leaderboard, every picture with its table and its CSV. */
export function StatisticsPage(props: StatisticsPageProps) {
  const { language, timeZone, statistics, view } = props
  const text = catalogue(language).console.figures.statistics
  const { days, since } = statistics
  return (
    <ConsoleLayout
      {...props}
      current="statistics"
      title={text.title}
      languageHref={(other) => statisticsHref(days, other)}
    >
      <main id="case" class="log statistics" tabindex={-1}>
        <h1>{text.title}</h1>
        <p class="muted">{text.since(shortDate(since, { language, timeZone }))}</p>
        <nav class="days" aria-label={text.period}>
          {STATISTICS_DAYS.map((other) => (
            <a href={statisticsHref(other, view.language)} aria-current={other === days ? 'page' : undefined}>
              {text.days(other)}
            </a>
          ))}
        </nav>
        <Now {...props} />
        {CHARTS.map((name) => (
          <Chart {...{ name, statistics, language, timeZone }} />
        ))}
      </main>
    </ConsoleLayout>
  )
}

function Now({ language, statistics, now }: StatisticsPageProps) {
  const text = catalogue(language).console.figures.statistics
  const { medianMs, oldestAt, p95Ms, waiting } = statistics
  const figures = [
    [text.now.waiting, numberFormat(catalogue(language).locale).format(waiting)],
    [text.now.oldest, oldestAt === null ? '–' : age(now - oldestAt, language)],
    [text.now.median, medianMs === null ? '–' : span(medianMs, language)],
    [text.now.p95, p95Ms === null ? '–' : span(p95Ms, language)],
  ] as const
  return (
    <dl class="now">
      {figures.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ChartProps {
  name: ChartName
  statistics: Statistics
  language: Language
  timeZone: string
}

function Chart(props: ChartProps) {
  const { name, statistics, language } = props
  const text = catalogue(language).console.figures.statistics
  const { title } = text.charts[name]
  const isNamed = name === 'clauses' || name === 'rules'
  const isEmpty = isNamed && statistics[name].length === 0
  return (
    <section class="figure-part">
      <h2>{title}</h2>
      <p class="muted small">{isEmpty ? text.none : summaryOf(props)}</p>
      <Picture {...props} />
      {isNamed && !isEmpty && <ChartTable {...props} />}
      {!isNamed && (
        <details>
          <summary>{text.table}</summary>
          <ChartTable {...props} />
        </details>
      )}
      <p class="downloads-line">
        <a href={csvHref(name, statistics.days)} aria-label={text.asCsv(title)}>
          CSV
        </a>
      </p>
    </section>
  )
}

function csvHref(name: ChartName, days: StatisticsDays): string {
  return `/console/statistics/${name}.csv?days=${days}`
}
