import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { enrolRoutes } from './enrol-routes.tsx'
import { logRoutes } from './log-routes.tsx'
import { staffLoginRoutes } from './login-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { queueRoutes } from './queue-routes.tsx'
import { settingsRoutes } from './settings-routes.tsx'
import { statementRoutes } from './statement-routes.ts'
import { statisticsRoutes } from './statistics-routes.tsx'

/** The moderators' door. */
export function consoleRoutes(parts: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  for (const routes of [
    enrolRoutes,
    staffLoginRoutes,
    queueRoutes,
    peopleRoutes,
    settingsRoutes,
    logRoutes,
    statementRoutes,
    statisticsRoutes,
  ])
    app.route('/', routes(parts))
  return app
}
