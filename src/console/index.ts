import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { enrolRoutes } from './enrol-routes.tsx'
import { staffLoginRoutes } from './login-routes.tsx'
import { noticesRoutes } from './notices-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { queueRoutes } from './queue-routes.tsx'
import { settingsRoutes } from './settings-routes.tsx'

/** The moderators' door. */
export function consoleRoutes(parts: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const doors = [enrolRoutes, staffLoginRoutes, queueRoutes, peopleRoutes, settingsRoutes, noticesRoutes]
  for (const routes of doors) app.route('/', routes(parts))
  return app
}
