import { describe, expect, it } from 'vitest'
import type { PolicyDraft } from '../../../src/features/policy/model.ts'
import { aPolicy, T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

export function policyDraftContract(open: Open): void {
  describe('the draft of a policy', () => {
    const world = freshWorld(open)
    const aDraft = (change: Partial<PolicyDraft> = {}): PolicyDraft => {
      const { site, policy, moderator } = world()
      const { title, introduction, clauses, process } = policy
      return {
        siteId: site.id,
        basedOn: 1,
        content: { title, introduction, clauses, process },
        notice: { en: '', ko: '' },
        revision: 1,
        updatedAt: T0,
        updatedById: moderator.id,
        ...change,
      }
    }

    it('is one per site, and moves from revision to revision', async () => {
      const { stores, site } = world()
      expect(await stores.policy.draft(site.id)).toBeNull()
      expect(await stores.policy.saveDraft(aDraft())).toBe('applied')
      expect(await stores.policy.saveDraft(aDraft())).toBe('stale')
      const second = aDraft({ revision: 2, updatedAt: T0 + 1, notice: { en: 'New', ko: '새것' } })
      expect(await stores.policy.saveDraft(second)).toBe('applied')
      expect(await stores.policy.draft(site.id)).toEqual(second)
      expect(await stores.policy.draft('elsewhere')).toBeNull()
    })

    it('lets one of two racing changes win', async () => {
      const { stores } = world()
      await stores.policy.saveDraft(aDraft())
      const change = (en: string) => aDraft({ revision: 2, notice: { en, ko: '' } })
      const outcomes = await Promise.all(['a', 'b'].map((en) => stores.policy.saveDraft(change(en))))
      expect(outcomes.sort()).toEqual(['applied', 'stale'])
    })

    it('is thrown away only as it was seen', async () => {
      const { stores, site } = world()
      await stores.policy.saveDraft(aDraft())
      await stores.policy.saveDraft(aDraft({ revision: 2 }))
      expect(await stores.policy.dropDraft(site.id, 1)).toBe('stale')
      expect(await stores.policy.dropDraft(site.id, 2)).toBe('applied')
      expect(await stores.policy.draft(site.id)).toBeNull()
    })

    it('becomes the next version in one step, or stays', async () => {
      const { stores, site } = world()
      await stores.policy.saveDraft(aDraft())
      const second = aPolicy(site.id, { version: 2, notice: { en: 'New', ko: '새것' } })
      expect(await stores.policy.publishDraft(second, 7)).toBe('stale')
      expect(await stores.policy.publishDraft({ ...second, version: 3 }, 1)).toBe('stale')
      expect(await stores.policy.draft(site.id)).toEqual(aDraft())
      expect(await stores.policy.publishDraft(second, 1)).toBe('applied')
      expect(await stores.policy.current(site.id)).toEqual(second)
      expect(await stores.policy.draft(site.id)).toBeNull()
    })
  })
}
