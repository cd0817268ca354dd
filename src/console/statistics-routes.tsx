import { Hono } from 'hono'
import { actorOf } from '../features/accounts/rules.ts'
import { chartLines } from '../features/moderation/statistics-lines.ts'
import { CHARTS, STATISTICS_DAYS, type StatisticsDays } from '../features/moderation/statistics-model.ts'
import { csv } from '../http/csv.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage } from '../http/respond.ts'
import { dataHeaders, PRIVATE, pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { catalogue } from '../locales/index.ts'
import { deskDoor, queryLanguage } from './door.ts'
import { StatisticsPage } from './statistics.tsx'

/** How the desk's work goes, as pictures, tables and CSV. */
export function statisticsRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const { deskPage, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/statistics',
    deskPage(async (c, viewer) => {
      const language = queryLanguage(c)
      const statistics = await moderation.statistics(actorOf(viewer), daysOf(c))
      const props = await pageProps(viewer, language)
      const view = { order: 'risk', filter: 'all', language } as const
      return privatePage(c, <StatisticsPage {...props} {...{ view, statistics }} />, pageHeaders())
    }),
  )

  app.get(
    '/console/statistics/:file',
    deskPage(async (c, viewer) => {
      const name = CHARTS.find((chart) => `${chart}.csv` === c.req.param('file'))
      if (!name) throw new Problem('not-found')
      const days = daysOf(c)
      const statistics = await moderation.statistics(actorOf(viewer), days)
      const { columns } = catalogue('en').console.figures.statistics.charts[name]
      return c.newResponse(csv([Object.values(columns), ...chartLines(name, statistics)]), 200, {
        ...dataHeaders('text/csv; charset=utf-8'),
        ...PRIVATE,
        'content-disposition': `attachment; filename="${name}-${days}-days.csv"`,
      })
    }),
  )

  return app
}

function daysOf(c: AppContext): StatisticsDays {
  return STATISTICS_DAYS.find((days) => `${days}` === c.req.query('days')) ?? 7
}
