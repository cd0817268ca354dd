import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { articleRoutes } from './articles.ts'
import { assetRoutes } from './assets.ts'
import { cardRoutes } from './cards.ts'
import { commentRoutes } from './comments.ts'
import { facebookRoutes } from './facebook.ts'
import { headRoutes } from './head-routes.tsx'
import { oembedRoutes } from './oembed-routes.tsx'
import { pingRoutes } from './ping.ts'
import { referenceRoutes } from './reference/routes.tsx'
import { reportRoutes } from './reports.ts'
import { securityTxtRoutes } from './security-txt.ts'
import { thumbnailRoutes } from './thumbnails.ts'

export { hotCountRoutes } from './counts.ts'
export { hotDocumentRoutes } from './document-routes.tsx'
export { healthRoutes, privateRoutes, tokenRoutes } from './health.ts'
export { hotPulseRoutes } from './pulse.ts'

/** The machines' door. */
export function apiRoutes(parts: Parts): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/', articleRoutes(parts))
    .route('/', assetRoutes(parts))
    .route('/', cardRoutes(parts))
    .route('/', commentRoutes(parts))
    .route('/', facebookRoutes(parts))
    .route('/', headRoutes(parts))
    .route('/', oembedRoutes(parts))
    .route('/', pingRoutes(parts))
    .route('/', referenceRoutes(parts))
    .route('/', reportRoutes(parts))
    .route('/', securityTxtRoutes(parts))
    .route('/', thumbnailRoutes(parts))
}
