import { Problem } from '../../kernel/errors.ts'
import { parse } from '../../kernel/parse.ts'
import type { Ports } from '../ports.ts'
import { type PolicyInput, type PolicyVersion, policyInput } from './model.ts'

export interface PolicyService {
  /** Publishes the next version. @throws {Problem} `invalid-field`; an Error when another was published meanwhile. */
  publish(siteId: string, input: PolicyInput): Promise<PolicyVersion>
  /** @throws {Problem} `not-found` for a site without a policy: nothing may be judged there. */
  current(siteId: string): Promise<PolicyVersion>
  byVersion(siteId: string, version: number): Promise<PolicyVersion | null>
  list(siteId: string): Promise<PolicyVersion[]>
}

export function createPolicyService({ stores, clock }: Ports): PolicyService {
  return {
    async publish(siteId, input) {
      const previous = await stores.policy.current(siteId)
      const policy: PolicyVersion = {
        ...parse(policyInput, input),
        siteId,
        version: (previous?.version ?? 0) + 1,
        publishedAt: clock.now(),
      }
      if ((await stores.policy.insert(policy)) === 'stale')
        throw new Error('another version was published meanwhile')
      return policy
    },

    async current(siteId) {
      const policy = await stores.policy.current(siteId)
      if (!policy) throw new Problem('not-found')
      return policy
    },

    byVersion: (siteId, version) => stores.policy.byVersion(siteId, version),
    list: (siteId) => stores.policy.list(siteId),
  }
}
