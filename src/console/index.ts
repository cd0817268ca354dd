import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { aheadRoutes } from './ahead-routes.tsx'
import { enrolRoutes } from './enrol-routes.tsx'
import { staffLoginRoutes } from './login-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { queueRoutes } from './queue-routes.tsx'
import { settingsRoutes } from './settings-routes.tsx'
import { undoRoutes } from './undo-routes.tsx'
import { wordRoutes } from './word-routes.tsx'

/** The moderators' door. */
export function consoleRoutes(parts: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const desk = [queueRoutes, aheadRoutes, undoRoutes, peopleRoutes, settingsRoutes, wordRoutes]
  for (const routes of [enrolRoutes, staffLoginRoutes, ...desk]) app.route('/', routes(parts))
  return app
}
