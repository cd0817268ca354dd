import { describe, expect, it } from 'vitest'
import { anArticle, aPolicy, aSite, T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

export function siteStoreContract(open: Open): void {
  describe('sites, articles and policy', () => {
    const world = freshWorld(open)

    it('gives back a site as it was put, by id and by key', async () => {
      const { stores, site } = world()
      expect(await stores.sites.byId(site.id)).toEqual(site)
      expect(await stores.sites.byKey(site.key)).toEqual(site)
      expect(await stores.sites.byKey('nobody')).toBeNull()
    })

    it('keeps keys unique, and id, key and birth through a change', async () => {
      const { stores, site } = world()
      expect(await stores.sites.insert(aSite({ key: site.key }))).toBe('duplicate')
      const change = { ...site, key: 'other', createdAt: 1, accent: '#000000', revision: 77 }
      expect(await stores.sites.update(change)).toBe('applied')
      expect(await stores.sites.byId(site.id)).toEqual({ ...site, accent: '#000000', revision: 2 })
      expect(await stores.sites.update(aSite())).toBe('missing')
    })

    it('changes only what was seen, where a revision is named; a pause needs none', async () => {
      const { stores, site } = world()
      expect(await stores.sites.setPaused(site.id, true)).toBe('applied')
      expect(await stores.sites.setPaused(site.id, true)).toBe('unchanged')
      expect(await stores.sites.update({ ...site, accent: '#000000' }, 1)).toBe('stale')
      expect(await stores.sites.byId(site.id)).toEqual({ ...site, paused: true, revision: 2 })
      expect(await stores.sites.update({ ...site, accent: '#000000' }, 2)).toBe('applied')
      expect(await stores.sites.update(aSite(), 1)).toBe('missing')
    })

    it('reads each change at once, also what was read while it was being written', async () => {
      const { stores, site } = world()
      await stores.sites.byId(site.id)
      const written = stores.sites.setPaused(site.id, true)
      await stores.sites.byId(site.id)
      await written
      expect(await stores.sites.byId(site.id)).toEqual({ ...site, paused: true, revision: 2 })
      await stores.sites.update({ ...site, accent: '#000000' })
      expect(await stores.sites.byId(site.id)).toMatchObject({ accent: '#000000', revision: 3 })
    })

    it('lists sites oldest first', async () => {
      const { stores, site } = world()
      const older = aSite({ createdAt: T0 - 1 })
      await stores.sites.insert(older)
      expect((await stores.sites.list()).map(({ id }) => id)).toEqual([older.id, site.id])
    })

    it('replaces the description of an article but never its identity or counts', async () => {
      const { stores, article } = world()
      const again = anArticle(article.siteId, {
        key: article.key,
        headline: 'Dredged',
        commentCount: 9,
        createdAt: 1,
      })
      const put = await stores.articles.put(again)
      const { id, createdAt, commentCount } = article
      const expected = { ...again, id, createdAt, commentCount, revision: article.revision + 1 }
      expect(put).toEqual({ outcome: 'applied', article: expected, change: 'changed' })
      expect(await stores.articles.byId(article.id)).toEqual(expected)
      expect(await stores.articles.byUrl(article.siteId, article.url)).toEqual(expected)
      expect(await stores.articles.byUrl(article.siteId, again.url)).toEqual(expected)
    })

    it('refuses a URL that another article of the site has, for a new and for a known key', async () => {
      const { stores, article } = world()
      const other = anArticle(article.siteId)
      await stores.articles.put(other)
      const taken = { outcome: 'duplicate-url' }
      expect(await stores.articles.put(anArticle(article.siteId, { url: article.url }))).toEqual(taken)
      expect(await stores.articles.put({ ...other, url: article.url })).toEqual(taken)
      expect(await stores.articles.byKey(other.siteId, other.key)).toEqual(other)
    })

    it('bumps the revision when a discussion closes, for its own site only', async () => {
      const { stores, article } = world()
      const { id, siteId } = article
      expect(await stores.articles.setDiscussion('elsewhere', id, 'closed')).toBe('missing')
      expect(await stores.articles.setDiscussion(siteId, id, 'closed')).toBe('applied')
      expect(await stores.articles.byId(id)).toMatchObject({
        discussion: 'closed',
        revision: article.revision + 1,
      })
    })

    it('lists the newest articles, at most as many as asked for', async () => {
      const { stores, article } = world()
      const newer = anArticle(article.siteId, { publishedAt: T0 + 1 })
      await stores.articles.put(newer)
      expect((await stores.articles.list(article.siteId, 5)).map(({ id }) => id)).toEqual([
        newer.id,
        article.id,
      ])
      expect(await stores.articles.list(article.siteId, 1)).toHaveLength(1)
    })

    it('numbers policy versions without gaps', async () => {
      const { stores, site, policy } = world()
      expect(await stores.policy.insert(aPolicy(site.id, { version: 3 }))).toBe('stale')
      expect(await stores.policy.insert(policy)).toBe('stale')
      const second = aPolicy(site.id, { version: 2 })
      expect(await stores.policy.insert(second)).toBe('applied')
      expect(await stores.policy.current(site.id)).toEqual(second)
      expect(await stores.policy.currentVersion(site.id)).toBe(2)
      expect(await stores.policy.currentVersion('nobody')).toBeNull()
      expect(await stores.policy.byVersion(site.id, 1)).toEqual(policy)
      expect(await stores.policy.list(site.id)).toEqual([second, policy])
      expect(await stores.policy.current('nobody')).toBeNull()
    })

    it('lets one of two racing policy versions win', async () => {
      const { stores, site } = world()
      const second = aPolicy(site.id, { version: 2 })
      const outcomes = await Promise.all([stores.policy.insert(second), stores.policy.insert(second)])
      expect(outcomes.sort()).toEqual(['applied', 'stale'])
    })
  })
}
