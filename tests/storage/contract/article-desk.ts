import { describe, expect, it } from 'vitest'
import { DISCUSSION_STATES } from '../../../src/features/articles/model.ts'
import { DAY } from '../../../src/kernel/clock.ts'
import { aComment, anArticle, aSubmission, T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

const SITE = { closeAfterDays: null }

export function articleDeskContract(open: Open): void {
  describe('articles at the desk', () => {
    const world = freshWorld(open)

    it('changes what is named, bumps the revision, and refuses from a state that may not be left', async () => {
      const { stores, article } = world()
      const { id, siteId, revision } = article
      const change = { discussion: 'off', closeAfterDays: 3 } as const
      expect(await stores.articles.change(siteId, id, change, ['open'])).toBe('applied')
      expect(await stores.articles.byId(id)).toEqual({ ...article, ...change, revision: revision + 1 })
      expect(await stores.articles.change(siteId, id, { discussion: 'open' }, ['open', 'closed'])).toBe(
        'refused',
      )
      expect(await stores.articles.change('elsewhere', id, change, DISCUSSION_STATES)).toBe('missing')
    })

    it('keeps what the desk has set when the description comes again without it', async () => {
      const { stores, article } = world()
      const { id, siteId } = article
      await stores.articles.change(siteId, id, { discussion: 'closed', premoderated: true }, ['open'])
      await stores.articles.put({ ...article, headline: 'Again' }, ['discussion', 'premoderated'])
      const kept = { headline: 'Again', discussion: 'closed', premoderated: true }
      expect(await stores.articles.byId(id)).toMatchObject(kept)
      await stores.articles.put(article)
      expect(await stores.articles.byId(id)).toMatchObject({ discussion: 'open', premoderated: false })
    })

    it('pins only a published top-level comment of the article', async () => {
      const { stores, article, reader, site } = world()
      const add = async (change: Partial<ReturnType<typeof aComment>>, of = article) => {
        const comment = aComment({ article: of, account: reader }, change)
        const seen = await stores.comments.writerFacts(site.id, reader.id, of.id, T0)
        const submission = aSubmission(comment, seen.submissions)
        expect((await stores.comments.submit(submission)).outcome).toBe('applied')
        return comment.id
      }
      const other = anArticle(site.id)
      await stores.articles.put(other)
      const top = await add({})
      const bad = [
        await add({ parentId: top }),
        await add({ state: 'pending' }),
        await add({}, other),
        'nobody',
      ]
      for (const id of bad) expect(await stores.articles.pin(site.id, article.id, id)).toBe('refused')
      expect(await stores.articles.pin('elsewhere', article.id, top)).toBe('missing')
      expect(await stores.articles.pin(site.id, article.id, top)).toBe('applied')
      expect((await stores.articles.byId(article.id))?.pinnedCommentId).toBe(top)
      expect(await stores.articles.pin(site.id, article.id, null)).toBe('applied')
      expect((await stores.articles.byId(article.id))?.pinnedCommentId).toBeNull()
    })

    it('finds by headline, address and key, character by character, newest first in pages', async () => {
      const { stores, site, article } = world()
      const two = anArticle(site.id, { headline: '100% of_it', publishedAt: T0 + 1 })
      const three = anArticle(site.id, { headline: '항구 준설', key: 'Port-7', publishedAt: T0 + 2 })
      for (const each of [two, three]) await stores.articles.put(each)
      const find = async (search: string, after: { at: number; id: string } | null = null, limit = 9) =>
        stores.articles.search({ id: site.id, ...SITE }, { search, state: null, after, limit }, T0)
      const ids = async (search: string) => (await find(search)).articles.map(({ id }) => id)
      expect(await ids('')).toEqual([three.id, two.id, article.id])
      expect(await ids('%')).toEqual([two.id])
      expect(await ids('f_i')).toEqual([two.id])
      expect(await ids('\\')).toEqual([])
      expect(await ids('준설')).toEqual([three.id])
      expect(await ids('port-7')).toEqual([three.id])
      expect(await ids(article.url)).toEqual([article.id])
      const first = await find('', null, 2)
      expect(first.next).toEqual({ at: two.publishedAt, id: two.id })
      expect((await find('', first.next, 2)).articles.map(({ id }) => id)).toEqual([article.id])
      expect(
        (
          await stores.articles.search(
            { id: 'elsewhere', ...SITE },
            { search: '', state: null, after: null, limit: 9 },
            T0,
          )
        ).articles,
      ).toEqual([])
    })

    it('counts and finds by the state that counts at that time', async () => {
      const { stores, site, article } = world()
      await stores.articles.put(anArticle(site.id, { discussion: 'off' }))
      await stores.articles.put(anArticle(site.id, { discussion: 'closed' }))
      const here = { id: site.id, closeAfterDays: 2 }
      const end = article.publishedAt + 2 * DAY
      expect(await stores.articles.counts(here, end - 1)).toEqual({ open: 1, closed: 1, off: 1 })
      expect(await stores.articles.counts(here, end)).toEqual({ open: 0, closed: 2, off: 1 })
      expect(await stores.articles.counts({ ...here, ...SITE }, end)).toEqual({ open: 1, closed: 1, off: 1 })
      const open = { search: '', state: 'open', after: null, limit: 9 } as const
      expect((await stores.articles.search(here, open, end - 1)).articles).toHaveLength(1)
      expect((await stores.articles.search(here, open, end)).articles).toEqual([])
    })

    it('refuses a submission at the moment the discussion closes, and while the site is paused', async () => {
      const { stores, site, article, reader } = world()
      await stores.articles.change(site.id, article.id, { closeAfterDays: 1 }, ['open'])
      const at = article.publishedAt + DAY
      const late = (createdAt: number) =>
        stores.comments.submit(aSubmission(aComment({ article, account: reader }, { createdAt }), 0))
      expect(await late(at)).toEqual({ outcome: 'closed' })
      await stores.sites.update({ ...site, paused: true })
      expect(await late(at - 1)).toEqual({ outcome: 'closed' })
      await stores.sites.update({ ...site, paused: false })
      expect(await late(at - 1)).toEqual({ outcome: 'applied' })
    })
  })
}
