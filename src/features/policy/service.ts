import { Problem } from '../../kernel/errors.ts'
import { parse } from '../../kernel/parse.ts'
import type { Ports } from '../ports.ts'
import { createPolicyDrafting, type PolicyDrafting } from './drafting.ts'
import { siteLanguages } from './languages.ts'
import { NEWS_MS, type PolicyInput, type PolicyNews, type PolicyVersion, policyInput } from './model.ts'

export interface PolicyService extends PolicyDrafting {
  /** Publishes the next version. @throws {Problem} `invalid-field`; an Error when another was published meanwhile. */
  publish(siteId: string, input: PolicyInput): Promise<PolicyVersion>
  /** @throws {Problem} `not-found` for a site without a policy: nothing may be judged there. */
  current(siteId: string): Promise<PolicyVersion>
  byVersion(siteId: string, version: number): Promise<PolicyVersion | null>
  list(siteId: string): Promise<PolicyVersion[]>
  /** What readers are told about the newest version for two weeks; nothing about a first one. */
  news(siteId: string): Promise<PolicyNews | null>
}

export function createPolicyService(ports: Ports): PolicyService {
  const { stores, clock, events } = ports
  return {
    ...createPolicyDrafting(ports),

    async publish(siteId, input) {
      const previous = await stores.policy.current(siteId)
      const policy: PolicyVersion = {
        ...parse(policyInput(await siteLanguages(ports, siteId)), input),
        siteId,
        version: (previous?.version ?? 0) + 1,
        publishedAt: clock.now(),
      }
      if ((await stores.policy.insert(policy)) === 'stale')
        throw new Error('another version was published meanwhile')
      events.emit('policy.published', { siteId, version: policy.version })
      return policy
    },

    async current(siteId) {
      const policy = await stores.policy.current(siteId)
      if (!policy) throw new Problem('not-found')
      return policy
    },

    byVersion: (siteId, version) => stores.policy.byVersion(siteId, version),
    list: (siteId) => stores.policy.list(siteId),

    async news(siteId) {
      const policy = await stores.policy.current(siteId)
      if (!policy || policy.version === 1) return null
      const { version, publishedAt: at } = policy
      return clock.now() < at + NEWS_MS ? { version, at, until: at + NEWS_MS } : null
    },
  }
}
