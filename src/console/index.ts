import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { aheadRoutes } from './ahead-routes.tsx'
import { appealsRoutes } from './appeals-routes.tsx'
import { articleDeskRoutes } from './article-routes.tsx'
import { bulkRoutes } from './bulk-routes.tsx'
import { commentRoutes } from './comment-routes.tsx'
import { enrolRoutes } from './enrol-routes.tsx'
import { logRoutes } from './log-routes.tsx'
import { staffLoginRoutes } from './login-routes.tsx'
import { noticesRoutes } from './notices-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { policyRoutes } from './policy-routes.tsx'
import { previewRoutes } from './preview-routes.tsx'
import { queueRoutes } from './queue-routes.tsx'
import { settingsRoutes } from './settings-routes.tsx'
import { siteSettingsRoutes } from './site-settings-routes.tsx'
import { statementRoutes } from './statement-routes.ts'
import { statisticsRoutes } from './statistics-routes.tsx'
import { undoRoutes } from './undo-routes.tsx'
import { wordRoutes } from './word-routes.tsx'
import { writerRoutes } from './writer-routes.tsx'

const ROUTES = [
  enrolRoutes,
  staffLoginRoutes,
  queueRoutes,
  aheadRoutes,
  appealsRoutes,
  articleDeskRoutes,
  bulkRoutes,
  commentRoutes,
  logRoutes,
  noticesRoutes,
  peopleRoutes,
  policyRoutes,
  previewRoutes,
  settingsRoutes,
  siteSettingsRoutes,
  statementRoutes,
  statisticsRoutes,
  undoRoutes,
  wordRoutes,
  writerRoutes,
]

/** The moderators' door. */
export function consoleRoutes(parts: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  for (const routes of ROUTES) app.route('/', routes(parts))
  return app
}
