import { type AccountService, createAccountService } from './accounts/service.ts'
import { type ArticleService, createArticleService } from './articles/service.ts'
import { createOutsideCheck, type OutsideCheck } from './comments/outside-check.ts'
import { type CommentService, createCommentService } from './comments/service.ts'
import { createWordService, type WordService } from './comments/words.ts'
import { createDeliveryService, type DeliveryService } from './delivery/service.ts'
import type { Events } from './events.ts'
import { createModerationService, type ModerationService } from './moderation/service.ts'
import { createPolicyService, type PolicyService } from './policy/service.ts'
import type { Ports } from './ports.ts'
import { createPreviewService, type PreviewService } from './previews/service.ts'
import { createSharingService, type SharingService } from './sharing/service.ts'
import { createSiteService, type SiteService } from './sites/service.ts'

/** What the doors may ask for. */
export interface Services {
  sites: SiteService
  accounts: AccountService
  articles: ArticleService
  policy: PolicyService
  delivery: DeliveryService
  comments: CommentService
  moderation: ModerationService
  words: WordService
  outsideCheck: OutsideCheck
  sharing: SharingService
  previews: PreviewService
  events: Events
}

export function createServices(ports: Ports): Services {
  return {
    sites: createSiteService(ports),
    accounts: createAccountService(ports),
    articles: createArticleService(ports),
    policy: createPolicyService(ports),
    delivery: createDeliveryService(ports),
    comments: createCommentService(ports),
    moderation: createModerationService(ports),
    words: createWordService(ports),
    outsideCheck: createOutsideCheck(ports),
    sharing: createSharingService(ports),
    previews: createPreviewService(ports),
    events: ports.events,
  }
}
