import { describe, expect, it } from 'vitest'
import type { WordRule } from '../../../src/features/comments/model.ts'
import { aSite, nextId, T0, type World } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

function aRule({ site, moderator }: World, change: Partial<WordRule> = {}): WordRule {
  return {
    id: nextId(),
    siteId: site.id,
    kind: 'hold',
    word: 'spam',
    createdById: moderator.id,
    createdAt: T0,
    ...change,
  }
}

export function wordStoreContract(open: Open): void {
  describe('a site’s own words', () => {
    const world = freshWorld(open)
    const by = () => ({ accountId: world().moderator.id, at: T0 + 1 })

    it('are none at first, then both lists in alphabetical order', async () => {
      const { stores, site } = world()
      expect(await stores.words.words(site.id)).toEqual({ block: [], allow: [], revision: 0 })
      const rules = [
        aRule(world()),
        aRule(world(), { word: 'eggs' }),
        aRule(world(), { word: 'spam valley', kind: 'allow' }),
      ]
      for (const rule of rules) expect(await stores.words.add(rule, 10)).toBe('applied')
      expect(await stores.words.words(site.id)).toEqual({
        block: ['eggs', 'spam'],
        allow: ['spam valley'],
        revision: 3,
      })
      expect(await stores.words.list(site.id)).toEqual([rules[1], rules[0], rules[2]])
    })

    it('are of their site alone', async () => {
      const { stores } = world()
      const other = aSite()
      await stores.sites.insert(other)
      const rule = aRule(world())
      await stores.words.add(rule, 10)
      expect(await stores.words.words(other.id)).toMatchObject({ block: [], revision: 0 })
      expect(await stores.words.remove(other.id, rule.id, by())).toBe('missing')
    })

    it('hold a word once, whichever list, and no more than allowed', async () => {
      const { stores, site } = world()
      await stores.words.add(aRule(world()), 10)
      expect(await stores.words.add(aRule(world(), { kind: 'allow' }), 10)).toBe('known')
      expect(await stores.words.add(aRule(world(), { word: 'eggs' }), 1)).toBe('full')
      expect(await stores.words.words(site.id)).toMatchObject({ block: ['spam'], revision: 1 })
    })

    it('count every addition and removal, so that no revision ever means two lists', async () => {
      const { stores, site } = world()
      const rule = aRule(world())
      await stores.words.add(rule, 1)
      expect(await stores.words.remove(site.id, rule.id, by())).toBe('applied')
      expect(await stores.words.remove(site.id, rule.id, by())).toBe('gone')
      expect(await stores.words.words(site.id)).toEqual({ block: [], allow: [], revision: 2 })
      expect(await stores.words.add(aRule(world()), 1)).toBe('applied')
      expect(await stores.words.words(site.id)).toMatchObject({ block: ['spam'], revision: 3 })
    })

    it('let one of two people add it who do so at once', async () => {
      const { stores } = world()
      const both = await Promise.all([
        stores.words.add(aRule(world()), 9),
        stores.words.add(aRule(world()), 9),
      ])
      expect(both.sort()).toEqual(['applied', 'known'])
    })
  })
}
