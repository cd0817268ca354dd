import type { LoginAttempt } from '../../src/features/accounts/model.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { nextId, T0, type World } from './storage.ts'

export const EXPIRES = T0 + 10 * MINUTE

/** A reader's login in a window, just started. */
export function anAttempt({ site, article }: World, change: Partial<LoginAttempt> = {}): LoginAttempt {
  return {
    id: nextId(),
    siteId: site.id,
    purpose: 'reader',
    articleId: article.id,
    decisionId: null,
    provider: 'x',
    flow: 'popup',
    stateHash: nextId(),
    browserHash: 'browser',
    verifier: 'verifier',
    redeemHash: 'secret',
    draft: 'a draft',
    parentId: null,
    language: 'ko',
    status: 'started',
    failure: null,
    retryAt: null,
    identity: null,
    suggestedName: '',
    accountId: null,
    linkAccountId: null,
    invitationId: null,
    createdAt: T0,
    expiresAt: EXPIRES,
    doneAt: null,
    ...change,
  }
}
