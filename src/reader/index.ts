import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { actRoutes } from './act-routes.tsx'
import { appealRoutes } from './appeal-routes.tsx'
import { discussionRoutes } from './discussion-routes.ts'
import { legalRoutes } from './legal-routes.tsx'
import { loginCallbackRoutes } from './login-callback.tsx'
import { loginRoutes } from './login-routes.tsx'
import { meRoutes } from './me-routes.tsx'
import { pageRoutes } from './pages.tsx'
import { privacyRoutes } from './privacy-routes.tsx'
import { sheetRoutes } from './sheet-routes.tsx'
import { transparencyRoutes } from './transparency-routes.tsx'

export { hotDiscussionRoutes } from './discussion-routes.ts'

/** The readers' door. */
export function readerRoutes(parts: Parts): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/', discussionRoutes(parts))
    .route('/', actRoutes(parts))
    .route('/', sheetRoutes(parts))
    .route('/', loginCallbackRoutes(parts))
    .route('/', loginRoutes(parts))
    .route('/', meRoutes(parts))
    .route('/', appealRoutes(parts))
    .route('/', pageRoutes(parts))
    .route('/', privacyRoutes(parts))
    .route('/', transparencyRoutes(parts))
    .route('/', legalRoutes(parts))
}
