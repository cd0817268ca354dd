import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Comment, SORTS, type Sort } from '../../../src/features/comments/model.ts'
import type { Cursor } from '../../../src/kernel/cursor.ts'
import { anArticle, submitted, T0, type World } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

/** A top-level comment: when it was written, and how many published replies it has. */
interface Top {
  at: number
  replies: number
}

const tops = fc.array(fc.record({ at: fc.nat(3), replies: fc.nat(2) }), { minLength: 1, maxLength: 8 })
const limits = fc.integer({ min: 1, max: 9 })

/** As `Sort` promises it; ids decide between equals. */
function inOrder(made: readonly (Top & { id: string })[], sort: Sort): string[] {
  const byTime = [...made].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  if (sort === 'oldest') byTime.reverse()
  const sorted = sort === 'replied' ? byTime.sort((a, b) => b.replies - a.replies) : byTime
  return sorted.map(({ id }) => id)
}

export function threadStoreContract(open: Open): void {
  describe('the pages of a thread', () => {
    const fresh = freshWorld(open)

    /** The same world with an empty article: a property runs many times. */
    async function emptyWorld(): Promise<World> {
      const world = fresh()
      const article = anArticle(world.site.id)
      await world.stores.articles.put(article)
      return { ...world, article }
    }

    async function write(world: World, { at, replies }: Top): Promise<Top & { id: string }> {
      const { id } = await submitted(world, { createdAt: T0 + at })
      for (let n = 0; n < replies; n += 1) await submitted(world, { parentId: id, createdAt: T0 + n })
      return { at, replies, id }
    }

    /** Every page in turn; `between` runs before each but the first. */
    async function walk(
      { stores, article }: World,
      sort: Sort,
      limit: number,
      between: () => Promise<void> = async () => {},
    ): Promise<string[]> {
      const seen: string[] = []
      let after: Cursor | null = null
      do {
        if (after) await between()
        const { items, next } = await stores.comments.page(article.id, { sort, after, limit })
        seen.push(...items.map(({ comment }) => comment.id))
        after = next
      } while (after)
      return seen
    }

    it.each(SORTS)('give every listed comment once and in order, by %s, whatever the page', async (sort) => {
      await fc.assert(
        fc.asyncProperty(tops, limits, async (wanted, limit) => {
          const world = await emptyWorld()
          const made = []
          for (const top of wanted) made.push(await write(world, top))
          expect(await walk(world, sort, limit)).toEqual(inOrder(made, sort))
        }),
        { numRuns: 25 },
      )
    })

    it.each(SORTS)('miss nothing and repeat nothing, by %s, when comments arrive meanwhile', async (sort) => {
      await fc.assert(
        fc.asyncProperty(tops, fc.array(tops, { maxLength: 3 }), limits, async (wanted, later, limit) => {
          const world = await emptyWorld()
          const made: (Top & { id: string })[] = []
          for (const top of wanted) made.push(await write(world, top))
          const before = made.map(({ id }) => id)
          const arriving = [...later]
          const seen = await walk(world, sort, limit, async () => {
            for (const top of arriving.pop() ?? []) made.push(await write(world, top))
          })
          expect(new Set(seen).size).toBe(seen.length)
          expect(seen).toEqual(inOrder(made, sort).filter((id) => seen.includes(id)))
          expect(before.filter((id) => !seen.includes(id))).toEqual([])
        }),
        { numRuns: 25 },
      )
    })

    it('by replies meet a comment where its count has brought it', async () => {
      const world = await emptyWorld()
      const top = (at: number, replies: number) => write(world, { at, replies })
      const [three, two, one] = [await top(3, 3), await top(2, 2), await top(1, 1)]
      const { stores, article } = world
      const page = (after: Cursor | null) =>
        stores.comments.page(article.id, { sort: 'replied', after, limit: 1 })
      const first = await page(null)
      await submitted(world, { parentId: one.id })
      await submitted(world, { parentId: one.id })
      await submitted(world, { parentId: one.id })
      const ids = (items: readonly { comment: Comment }[]) => items.map(({ comment }) => comment.id)
      expect(ids(first.items)).toEqual([three.id])
      // It has overtaken the place where the reader was; the rest is as promised.
      const second = await page(first.next)
      expect([ids(second.items), second.next]).toEqual([[two.id], null])
      expect(ids((await page(null)).items)).toEqual([one.id])
    })

    it('count published replies alone', async () => {
      const world = await emptyWorld()
      const { id } = await write(world, { at: 0, replies: 2 })
      await submitted(world, { parentId: id, state: 'pending' })
      const { stores, article } = world
      const { items } = await stores.comments.page(article.id, { sort: 'replied', after: null, limit: 5 })
      expect(items).toMatchObject([{ replyCount: 2, replies: [{}, {}] }])
    })
  })

  describe('what has been published last', () => {
    const fresh = freshWorld(open)

    it('is told by its times, newest first, of this article and of what everybody reads', async () => {
      const world = fresh()
      const { stores, site, article } = world
      const other = anArticle(site.id)
      await stores.articles.put(other)
      const top = await submitted(world, { createdAt: T0 + 5 })
      // Waited for a moderator, so that it came after what was written later.
      await submitted(world, { createdAt: T0 + 6, publishedAt: T0 + 9, parentId: top.id })
      await submitted(world, { createdAt: T0 + 7 })
      await submitted(world, { createdAt: T0 + 8, state: 'pending' })
      await submitted(world, { createdAt: T0 + 8, articleId: other.id })
      const last = [
        [T0 + 9, T0 + 6],
        [T0 + 7, T0 + 7],
        [T0 + 5, T0 + 5],
      ]
      expect(await stores.comments.publishedTimes(article.id, 9)).toEqual(last)
      expect(await stores.comments.publishedTimes(article.id, 2)).toEqual(last.slice(0, 2))
    })
  })
}
