import { describe, expect, it } from 'vitest'
import type { QueueAlert } from '../../../src/features/moderation/alert-model.ts'
import { aSite, nextId, openCaseOf, submitted, T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

export function alertStoreContract(open: Open): void {
  describe('messages about a queue', () => {
    const world = freshWorld(open)
    const alert = (change: Partial<QueueAlert> = {}): QueueAlert => ({
      ...{ id: nextId(), siteId: world().site.id, kind: 'late', count: 2, oldestAt: T0, at: T0 },
      ...change,
    })
    const raise = (made: QueueAlert, seen: string | null) =>
      world().stores.moderation.raiseAlert(
        made,
        {
          ...{ id: nextId(), siteId: made.siteId, kind: 'alert' as const, subjectId: made.id },
          ...{ createdAt: made.at, notBefore: made.at, attempts: 0 },
        },
        seen,
      )

    it('are kept with what sends them, and only after the one that was seen', async () => {
      const { stores, site } = world()
      const store = stores.moderation
      const [first, second, rival] = [alert(), alert({ kind: 'over', at: T0 - 5 }), alert()]
      expect(await store.lastAlert(site.id)).toBeNull()
      expect(await raise(first, null)).toBe('applied')
      expect(await raise(rival, null)).toBe('stale')
      expect(await raise(second, first.id)).toBe('applied')
      // The newest is the last that was made, whatever its clock said.
      expect(await store.lastAlert(site.id)).toMatchObject({ alert: second, lateAt: T0 })
      expect((await stores.delivery.due(T0, 9)).map(({ kind, subjectId }) => [kind, subjectId])).toEqual([
        ['alert', second.id],
        ['alert', first.id],
      ])
      const late = alert({ at: T0 - 3 })
      expect(await raise(late, second.id)).toBe('applied')
      expect(await store.lastAlert(site.id)).toMatchObject({ alert: late, lateAt: T0 - 3 })
    })

    it('are of one site, and go when they are old', async () => {
      const { stores, site } = world()
      const other = aSite()
      await stores.sites.insert(other)
      const made = alert()
      await raise(made, null)
      expect(await stores.moderation.lastAlert(other.id)).toBeNull()
      expect(await stores.moderation.dropAlerts(T0)).toBe(0)
      expect(await stores.moderation.dropAlerts(T0 + 1)).toBe(1)
      expect(await stores.moderation.lastAlert(site.id)).toBeNull()
    })

    it('rest on the open reviews of a site and the oldest of them', async () => {
      const { stores, site } = world()
      expect(await stores.moderation.waiting(site.id)).toEqual({ count: 0, oldestAt: null })
      const made = { kind: 'premoderation' as const, risk: 1, factors: [] }
      for (const openedAt of [T0 + 9, T0 + 5]) {
        const newCase = { ...made, id: nextId(), openedAt }
        const comment = await submitted(world(), { state: 'pending' }, { newCase })
        expect(await openCaseOf(world(), comment)).toBe(newCase.id)
      }
      expect(await stores.moderation.waiting(site.id)).toEqual({ count: 2, oldestAt: T0 + 5 })
      expect(await stores.moderation.waiting(nextId())).toEqual({ count: 0, oldestAt: null })
    })
  })
}
