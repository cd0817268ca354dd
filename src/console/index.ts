import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { bulkRoutes } from './bulk-routes.tsx'
import { commentRoutes } from './comment-routes.tsx'
import { enrolRoutes } from './enrol-routes.tsx'
import { staffLoginRoutes } from './login-routes.tsx'
import { peopleRoutes } from './people-routes.tsx'
import { queueRoutes } from './queue-routes.tsx'
import { settingsRoutes } from './settings-routes.tsx'
import { wordRoutes } from './word-routes.tsx'
import { writerRoutes } from './writer-routes.tsx'

/** The moderators' door. */
export function consoleRoutes(parts: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  for (const routes of [enrolRoutes, staffLoginRoutes, queueRoutes, peopleRoutes, settingsRoutes, wordRoutes])
    app.route('/', routes(parts))
  for (const routes of [writerRoutes, commentRoutes, bulkRoutes]) app.route('/', routes(parts))
  return app
}
