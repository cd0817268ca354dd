import { describe, expect, it } from 'vitest'
import type { Article } from '../../../src/features/articles/model.ts'
import { HOUR, MINUTE } from '../../../src/kernel/clock.ts'
import { anArticle, aSite, delivered, T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

const PICTURE = { url: 'https://www.paper.example/p.jpg', alt: '', caption: '', credit: '', photo: null }
const LIMITS = { most: 2, since: T0 - HOUR, restMs: 30_000 }

export function articleStoreContract(open: Open): void {
  describe('addresses of articles', () => {
    const world = freshWorld(open)
    const byUrl = async (url: string) => {
      const { stores, article } = world()
      return (await stores.articles.byUrl(article.siteId, url))?.id ?? null
    }

    it('lead to the article that has or had them, and to no other site’s', async () => {
      const { stores, article } = world()
      const next = 'https://www.paper.example/moved'
      expect(
        await stores.articles.move(article.siteId, article.id, { from: article.url, to: next }, T0),
      ).toBe('applied')
      expect([await byUrl(article.url), await byUrl(next)]).toEqual([article.id, article.id])
      const elsewhere = aSite()
      await stores.sites.insert(elsewhere)
      expect(await stores.articles.byUrl(elsewhere.id, article.url)).toBeNull()
      expect(await stores.articles.byId(article.id)).toMatchObject({
        url: next,
        revision: article.revision + 1,
      })
    })

    it('may be gone back to, and back and forth', async () => {
      const { stores, article } = world()
      const next = 'https://www.paper.example/moved'
      const move = (from: string, to: string) =>
        stores.articles.move(article.siteId, article.id, { from, to }, T0)
      for (const [from, to] of [
        [article.url, next],
        [next, article.url],
        [article.url, next],
      ] as const)
        expect(await move(from, to)).toBe('applied')
      expect(await move(article.url, 'https://www.paper.example/third')).toBe('stale')
      expect([await byUrl(article.url), await byUrl(next)]).toEqual([article.id, article.id])
    })

    it('of another article are refused, those that it had too', async () => {
      const { stores, article } = world()
      const other = anArticle(article.siteId)
      await stores.articles.put(other)
      await stores.articles.put({ ...other, url: 'https://www.paper.example/other-moved' })
      const taken = { outcome: 'duplicate-url' }
      for (const url of [other.url, 'https://www.paper.example/other-moved']) {
        expect(
          await stores.articles.move(article.siteId, article.id, { from: article.url, to: url }, T0),
        ).toBe('duplicate-url')
        expect(await stores.articles.put({ ...article, url })).toEqual(taken)
        expect(await stores.articles.put(anArticle(article.siteId, { url }))).toEqual(taken)
      }
      expect(await stores.articles.byId(article.id)).toEqual(article)
    })
  })

  describe('figures of articles', () => {
    const world = freshWorld(open)

    it('come for a whole list, by id, key, and address that each has or had, of one site alone', async () => {
      const { stores, article } = world()
      const { siteId, id, key, url } = article
      const other = anArticle(siteId, { commentCount: 7, discussion: 'off' })
      await stores.articles.put(other)
      const moved = 'https://www.paper.example/moved'
      await stores.articles.move(siteId, id, { from: url, to: moved }, T0)
      const one = { articleId: id, discussion: 'open', commentCount: 0 }
      const two = { articleId: other.id, discussion: 'off', commentCount: 7 }
      const names = ['nobody', '"', '\u0000', '__proto__', '']
      expect(await stores.articles.figuresByIds([...names, other.id, id])).toEqual(
        new Map([
          [id, one],
          [other.id, two],
        ]),
      )
      expect(await stores.articles.figuresByKeys(siteId, [key, ...names, other.key])).toEqual(
        new Map([
          [key, one],
          [other.key, two],
        ]),
      )
      expect(await stores.articles.figuresByUrls(siteId, [...names, url, moved, other.url])).toEqual(
        new Map([
          [url, one],
          [moved, one],
          [other.url, two],
        ]),
      )
      const elsewhere = aSite()
      await stores.sites.insert(elsewhere)
      expect(await stores.articles.figuresByKeys(elsewhere.id, [key])).toEqual(new Map())
      expect(await stores.articles.figuresByUrls(elsewhere.id, [url, moved])).toEqual(new Map())
    })
  })

  describe('articles that are told again', () => {
    const world = freshWorld(open)

    it('write nothing when nothing is different', async () => {
      const { stores, article } = world()
      expect(await stores.articles.put({ ...article, id: 'x', createdAt: T0 + 5 })).toEqual({
        outcome: 'applied',
        article,
        change: 'same',
      })
    })

    it('take over what was read from the page, which then keeps its discussion', async () => {
      const { stores, article } = world()
      const read = anArticle(article.siteId, { source: 'page', key: 'https://www.paper.example/read' })
      await stores.articles.put(read)
      const pushed = anArticle(article.siteId, { key: 'cms-7', url: read.url, headline: 'Told' })
      expect(await stores.articles.put(pushed)).toMatchObject({ change: 'changed', article: { id: read.id } })
      expect(await stores.articles.byKey(article.siteId, 'cms-7')).toMatchObject({
        ...{ id: read.id, source: 'push', headline: 'Told' },
      })
    })

    it('keep our copy of the same picture, and have another one fetched', async () => {
      const { stores, article } = world()
      await stores.articles.put({ ...article, image: PICTURE })
      expect(await stores.articles.takeReads(T0, 9, MINUTE)).toEqual([
        { siteId: article.siteId, kind: 'photo', subject: article.id, cause: 'asked', attempts: 1 },
      ])
      const copy = { imageUrl: PICTURE.url, photo: 'a'.repeat(64), now: T0 }
      expect(await stores.articles.settlePhoto(article.siteId, article.id, copy)).toBe('applied')
      const again = await stores.articles.put({ ...article, image: { ...PICTURE, credit: '[YONHAP]' } })
      expect(again).toMatchObject({ article: { image: { photo: copy.photo, credit: '[YONHAP]' } } })
      expect(await stores.articles.takeReads(T0 + MINUTE, 9, MINUTE)).toEqual([])
      await stores.articles.put({ ...article, image: { ...PICTURE, url: 'https://www.paper.example/q.jpg' } })
      expect(await stores.articles.takeReads(T0 + MINUTE, 9, MINUTE)).toHaveLength(1)
      expect(await stores.articles.settlePhoto(article.siteId, article.id, copy)).toBe('stale')
    })
  })

  describe('the card of an article', () => {
    const world = freshWorld(open)
    const photo = 'b'.repeat(64)
    /** Ids of the articles whose cards are to be drawn. */
    const toDraw = async () =>
      (await world().stores.delivery.due(T0, 99, ['card'])).map(({ subjectId }) => subjectId)

    it('is to be drawn when an article is put, by push or from its page', async () => {
      const { stores, article } = world()
      const [pushed, page] = [anArticle(article.siteId), anArticle(article.siteId, { source: 'page' })]
      await stores.articles.put(pushed)
      await stores.articles.settlePage(page.url, page)
      const due = await stores.delivery.due(T0, 99)
      expect(due.map(({ subjectId }) => subjectId).sort()).toEqual([pushed.id, page.id].sort())
      const { siteId } = article
      for (const entry of due)
        expect(entry).toMatchObject({ siteId, kind: 'card', createdAt: T0, notBefore: T0, attempts: 0 })
    })

    it.each<[string, Partial<Article>]>([
      ['headline', { headline: 'Another headline' }],
      ['section', { section: ['City', 'Schools'] }],
      ['authors', { authors: [{ name: 'Somebody Else', email: null }] }],
      ['date', { publishedAt: T0 - 9 }],
      ['language', { language: 'ko' }],
      ['photo', { image: { ...PICTURE, photo } }],
    ])('is to be drawn anew when the %s is another', async (_, change) => {
      const { stores, article } = world()
      const again = { ...article, ...change, id: 'unused' }
      expect(await stores.articles.put(again)).toMatchObject({ change: 'changed' })
      expect(await toDraw()).toEqual([article.id])
    })

    it('is not drawn for what it does not show, nor for the same once more', async () => {
      const { stores, site, article } = world()
      const written = { ...article, authors: [{ name: 'Seo Yuna', email: null }] }
      await stores.articles.put(written)
      await delivered(stores)
      await stores.articles.put(written)
      await stores.articles.put({ ...written, url: 'https://www.paper.example/elsewhere', tags: ['new'] })
      await stores.articles.put({ ...written, description: 'Told otherwise', modifiedAt: T0 })
      await stores.articles.put({ ...written, authors: [{ name: 'Seo Yuna', email: 'seo@paper.example' }] })
      await stores.articles.put({ ...written, image: PICTURE })
      const to = 'https://www.paper.example/third'
      expect(await stores.articles.move(site.id, article.id, { from: article.url, to }, T0)).toBe('applied')
      await stores.articles.setDiscussion(site.id, article.id, 'closed')
      await stores.articles.change(site.id, article.id, { premoderated: true }, ['closed'])
      expect(await toDraw()).toEqual([])
    })

    it('is to be drawn anew when the photo has come, and not for one that has been replaced', async () => {
      const { stores, article } = world()
      await stores.articles.put({ ...article, image: PICTURE })
      const copy = { imageUrl: PICTURE.url, photo, now: T0 }
      await stores.articles.settlePhoto(article.siteId, article.id, { ...copy, imageUrl: 'https://other' })
      expect(await toDraw()).toEqual([])
      await stores.articles.settlePhoto(article.siteId, article.id, copy)
      expect(await toDraw()).toEqual([article.id])
    })

    it('is not drawn of an article whose address is another’s', async () => {
      const { stores, article } = world()
      await stores.articles.put(anArticle(article.siteId, { url: article.url }))
      expect(await toDraw()).toEqual([])
    })
  })

  describe('pages to read', () => {
    const world = freshWorld(open)
    const url = (name: string) => `https://www.paper.example/${name}`
    const ask = (name: string, now = T0, cause: 'seen' | 'asked' = 'seen') =>
      world().stores.articles.askForPage(
        { siteId: world().site.id, url: url(name), cause, now },
        { ...LIMITS, since: now - HOUR },
      )

    it('are queued once however often they are seen, within a budget of the hour', async () => {
      expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual(['queued', 'waiting', 'waiting'])
      expect([await ask('b'), await ask('c'), await ask('c', T0 + HOUR)]).toEqual([
        'queued',
        'full',
        'queued',
      ])
      // The clock was set back: what was queued in times that have not come yet does not count.
      expect(await ask('e', T0 - HOUR)).toBe('queued')
      // The paper's own budget is another.
      expect(await ask('d', T0, 'asked')).toBe('queued')
    })

    it('are taken by one turn, and again when that has died', async () => {
      const { stores } = world()
      await ask('a')
      const [first] = await stores.articles.takeReads(T0, 4, MINUTE)
      expect(first).toMatchObject({ subject: url('a'), attempts: 1 })
      expect(await stores.articles.takeReads(T0 + 1, 4, MINUTE)).toEqual([])
      expect(await stores.articles.takeReads(T0 + MINUTE, 4, MINUTE)).toMatchObject([{ attempts: 2 }])
    })

    it('of one paper do not keep another’s waiting, however many they are', async () => {
      const { stores, site } = world()
      const other = aSite()
      await stores.sites.insert(other)
      const told = (siteId: string, name: string, now: number) =>
        stores.articles.askForPage(
          { siteId, url: url(name), cause: 'asked', now },
          { ...LIMITS, most: 9, since: T0 - HOUR },
        )
      for (const name of ['a', 'b', 'c', 'd']) await told(site.id, name, T0)
      await told(other.id, 'e', T0 + 1)
      const taken = await stores.articles.takeReads(T0 + 1, 3, MINUTE)
      expect(taken.map(({ subject }) => subject)).toEqual([url('a'), url('e'), url('b')])
    })

    it('that failed are left alone for a while, unless the paper itself asks', async () => {
      const { stores } = world()
      await ask('a')
      const [read] = await stores.articles.takeReads(T0, 4, MINUTE)
      if (!read) throw new Error('nothing was due')
      await stores.articles.settleFailure(read, 'status', { retryAt: null, quietUntil: T0 + HOUR })
      expect([await ask('a', T0 + HOUR - 1), await ask('a', T0 + HOUR)]).toEqual(['quiet', 'queued'])
      // What was asked for meanwhile is not settled by the turn before.
      await stores.articles.settleFailure(read, 'status', { retryAt: null, quietUntil: T0 + HOUR })
      expect(await stores.articles.takeReads(T0 + HOUR, 4, MINUTE)).toHaveLength(1)
    })

    it('become an article at its canonical address, to which theirs leads', async () => {
      const {
        stores,
        site: { id: site },
      } = world()
      await ask('a?amp=1')
      const page = anArticle(site, { url: url('a'), key: url('a'), source: 'page' })
      expect(await stores.articles.settlePage(url('a?amp=1'), page)).toMatchObject({ change: 'new' })
      expect(await stores.articles.byUrl(site, url('a?amp=1'))).toMatchObject({ id: page.id })
      expect(await stores.articles.settlePage(url('a?amp=1'), { ...page, id: 'other' })).toMatchObject({
        ...{ change: 'same', article: { id: page.id } },
      })
      // It moved: the page now says that it is elsewhere.
      const moved = { ...page, id: 'other', url: url('b'), key: url('b') }
      expect(await stores.articles.settlePage(url('a'), moved)).toMatchObject({
        ...{ change: 'changed', article: { id: page.id, url: url('b'), key: url('a') } },
      })
      expect(await stores.articles.byUrl(site, url('a'))).toMatchObject({ id: page.id })
    })

    it('never change what the paper pushes, and join no two discussions', async () => {
      const {
        stores,
        site: { id: site },
      } = world()
      const pushed = anArticle(site, { url: url('pushed') })
      await stores.articles.put(pushed)
      const page = anArticle(site, { url: pushed.url, key: pushed.url, source: 'page', headline: 'Read' })
      expect(await stores.articles.settlePage(url('variant'), page)).toMatchObject({ article: pushed })
      expect(await stores.articles.byUrl(site, url('variant'))).toEqual(pushed)
      expect(await stores.articles.settlePage(pushed.url, { ...page, url: url('new') })).toEqual({
        outcome: 'taken',
      })
      const other = anArticle(site, { url: url('other'), key: url('other'), source: 'page' })
      await stores.articles.settlePage(url('other'), other)
      expect(await stores.articles.settlePage(url('other'), { ...page })).toEqual({ outcome: 'taken' })
    })

    it('are asked for again by age while the article is young', async () => {
      const {
        stores,
        site: { id: site },
      } = world()
      const page = anArticle(site, { url: url('a'), key: url('a'), source: 'page', publishedAt: T0 - HOUR })
      await ask('a')
      await stores.articles.takeReads(T0, 4, MINUTE)
      await stores.articles.settlePage(url('a'), page)
      expect(await stores.articles.askByAge(T0, T0 - 1, T0 - 2 * HOUR, 9)).toBe(0)
      expect(await stores.articles.askByAge(T0 + 1, T0, T0 - HOUR, 9)).toBe(0)
      expect(await stores.articles.askByAge(T0 + 1, T0, T0 - 2 * HOUR, 9)).toBe(1)
      expect(await stores.articles.askByAge(T0 + 1, T0, T0 - 2 * HOUR, 9)).toBe(0)
      // Which takes nothing of what the paper may ask for.
      expect([await ask('b', T0 + 1, 'asked'), await ask('c', T0 + 1, 'asked')]).toEqual(['queued', 'queued'])
      expect(await ask('d', T0 + 1, 'asked')).toBe('full')
      expect(await stores.articles.purgeReads(T0 + HOUR)).toBe(0)
      await stores.articles.takeReads(T0 + 1, 4, MINUTE)
      await stores.articles.settlePage(url('a'), page)
      expect(await stores.articles.purgeReads(T0 + HOUR)).toBe(1)
    })
  })

  describe('keys of a paper’s own system', () => {
    const freshly = freshWorld(open)
    it('lead to their site while they live, two at once', async () => {
      const { stores, site } = freshly()
      const key = (name: string) => ({ id: name, siteId: site.id, createdAt: T0, endedAt: null, hash: name })
      const added = [key('a'), key('b'), key('c')].map((one) => stores.sites.addKey(one, 2))
      expect(await Promise.all(added)).toEqual(['applied', 'applied', 'full'])
      expect(await stores.sites.siteOfKey('a')).toBe(site.id)
      expect(await stores.sites.endKey('elsewhere', 'a', T0)).toBe('missing')
      expect(await stores.sites.endKey(site.id, 'a', T0)).toBe('applied')
      expect(await stores.sites.endKey(site.id, 'a', T0)).toBe('missing')
      expect([await stores.sites.siteOfKey('a'), await stores.sites.siteOfKey('c')]).toEqual([null, null])
      expect((await stores.sites.keys(site.id)).map(({ id, endedAt }) => [id, endedAt])).toEqual([
        ['a', T0],
        ['b', null],
      ])
    })
  })
}
