import { describe, expect, it } from 'vitest'
import { nextId, submitted, T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

export function deliveryStoreContract(open: Open): void {
  describe('the outbox', () => {
    const world = freshWorld(open)

    it('hands out what is due, oldest first, until it is done', async () => {
      const { stores, site } = world()
      const entry = (notBefore: number) => ({
        ...{ id: nextId(), siteId: site.id, kind: 'card' as const, subjectId: nextId() },
        ...{ createdAt: T0, notBefore, attempts: 0 },
      })
      const [soon, now, later] = [entry(T0 + 5), entry(T0), entry(T0 + 9)]
      await submitted(world(), {}, { outbox: [soon, now, later] })
      expect(await stores.delivery.due(T0 + 5, 9)).toEqual([now, soon])
      expect(await stores.delivery.due(T0 + 5, 1)).toEqual([now])
      await stores.delivery.done(now.id)
      await stores.delivery.retry(soon.id, T0 + 20)
      expect(await stores.delivery.due(T0 + 9, 9)).toEqual([later])
      expect(await stores.delivery.due(T0 + 20, 9)).toEqual([
        later,
        { ...soon, notBefore: T0 + 20, attempts: 1 },
      ])
    })

    it('hands out the kinds that are asked for: a message does not wait behind a storm of cards', async () => {
      const { stores, site } = world()
      const entry = (kind: 'card' | 'statement', notBefore: number) => ({
        ...{ id: nextId(), siteId: site.id, kind, subjectId: nextId() },
        ...{ createdAt: T0, notBefore, attempts: 0 },
      })
      const cards = Array.from({ length: 20 }, (_, at) => entry('card', T0 + at))
      const message = entry('statement', T0 + 50)
      await submitted(world(), {}, { outbox: [...cards, message] })
      expect(await stores.delivery.due(T0 + 50, 9, ['statement', 'alert'])).toEqual([message])
      expect(await stores.delivery.due(T0 + 50, 99, ['card'])).toEqual(cards)
      expect(await stores.delivery.due(T0 + 50, 99)).toHaveLength(21)
    })

    it('says what waits, since its first time: a failed attempt does not make it younger', async () => {
      const { stores, site } = world()
      expect(await stores.delivery.lag(T0)).toEqual({ due: 0, oldestDueAt: null, attempts: 0 })
      const entry = (notBefore: number) => ({
        ...{ id: nextId(), siteId: site.id, kind: 'statement' as const, subjectId: nextId() },
        ...{ createdAt: T0, notBefore, attempts: 0 },
      })
      const [first, second] = [entry(T0 + 5), entry(T0 + 30)]
      await submitted(world(), {}, { outbox: [first, second] })
      expect(await stores.delivery.lag(T0 + 4)).toEqual({ due: 0, oldestDueAt: null, attempts: 0 })
      expect(await stores.delivery.lag(T0 + 9)).toEqual({ due: 1, oldestDueAt: T0 + 5, attempts: 0 })
      await stores.delivery.retry(first.id, T0 + 900)
      expect(await stores.delivery.lag(T0 + 10)).toEqual({ due: 1, oldestDueAt: T0, attempts: 1 })
      expect(await stores.delivery.lag(T0 + 30)).toEqual({ due: 2, oldestDueAt: T0, attempts: 1 })
    })

    it('does not call a card late that stands in line, but one that failed', async () => {
      const { stores, site } = world()
      const card = {
        ...{ id: nextId(), siteId: site.id, kind: 'card' as const, subjectId: nextId() },
        ...{ createdAt: T0, notBefore: T0, attempts: 0 },
      }
      await submitted(world(), {}, { outbox: [card] })
      expect(await stores.delivery.lag(T0 + 9)).toEqual({ due: 1, oldestDueAt: null, attempts: 0 })
      await stores.delivery.retry(card.id, T0 + 900)
      expect(await stores.delivery.lag(T0 + 10)).toEqual({ due: 1, oldestDueAt: T0, attempts: 1 })
    })

    it('forgets old idempotency keys', async () => {
      const { stores, site, reader } = world()
      const key = {
        siteId: site.id,
        accountId: reader.id,
        route: 'r',
        key: 'k'.repeat(8),
        bodyHash: 'h',
        createdAt: T0,
      }
      await submitted(world(), {}, { idempotency: key })
      expect(await stores.delivery.purgeKeys(T0)).toBe(0)
      expect(await stores.delivery.purgeKeys(T0 + 1)).toBe(1)
      expect(await stores.comments.replay(key)).toBeNull()
    })
  })
}
