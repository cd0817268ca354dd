import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { aheadRoutes } from './ahead-routes.tsx'
import { appealsRoutes } from './appeals-routes.tsx'
import { articleDeskRoutes } from './article-routes.tsx'
import { enrolRoutes } from './enrol-routes.tsx'
import { staffLoginRoutes } from './login-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { policyRoutes } from './policy-routes.tsx'
import { queueRoutes } from './queue-routes.tsx'
import { settingsRoutes } from './settings-routes.tsx'
import { siteSettingsRoutes } from './site-settings-routes.tsx'
import { undoRoutes } from './undo-routes.tsx'
import { wordRoutes } from './word-routes.tsx'

const ROUTES = [
  enrolRoutes,
  staffLoginRoutes,
  queueRoutes,
  aheadRoutes,
  appealsRoutes,
  articleDeskRoutes,
  peopleRoutes,
  policyRoutes,
  settingsRoutes,
  siteSettingsRoutes,
  undoRoutes,
  wordRoutes,
]

/** The moderators' door. */
export function consoleRoutes(parts: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  for (const routes of ROUTES) app.route('/', routes(parts))
  return app
}
