import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import type { IdentityKey, LinkedIdentity, Viewer } from './model.ts'
import { createNaming } from './naming.ts'
import { ERASURE_WAIT_MS, isFresh, isStaff, RENAME_WAIT_MS } from './rules.ts'

/** What a reader may do with the own account, on the own page. */
export interface OwnPage {
  setLanguage(viewer: Viewer, language: Language): Promise<void>
  /** @throws {Problem} `name-invalid`, `name-taken-by-staff`, `name-reserved`, `name-changed-lately` */
  rename(viewer: Viewer, name: string): Promise<void>
  /** In the order in which they were linked. */
  identitiesOf(viewer: Viewer): Promise<LinkedIdentity[]>
  /** @throws {Problem} `login-not-fresh`, `last-identity`, `not-found` */
  unlink(viewer: Viewer, identity: IdentityKey): Promise<void>
  /**
   * The account and everything that names the person go in 24 hours; other sessions end now.
   * @throws {Problem} `login-not-fresh`, `not-allowed` for staff, who give up their role first
   */
  requestErasure(viewer: Viewer): Promise<{ erasureAt: number }>
  /** @throws {Problem} `not-found` when nothing was asked for, or it is done */
  cancelErasure(viewer: Viewer): Promise<void>
  /**
   * Carries out what has waited long enough; answers how many accounts went. One that fails is tried again at the next
   * turn and does not keep the others from theirs. @throws what the first one failed by
   */
  eraseDue(): Promise<number>
}

/** Accounts erased in one turn: each is one write that may touch a thousand comments. */
const BATCH = 20

export function createOwnPage({ stores, clock, events }: Ports): OwnPage {
  const store = stores.accounts
  const chooseName = createNaming({ stores })

  function requireFresh({ session }: Viewer): void {
    if (!isFresh(session, clock.now())) throw new Problem('login-not-fresh')
  }

  return {
    async setLanguage({ account }, language) {
      if (account.language !== language) await store.setLanguage(account.siteId, account.id, language)
    },

    async rename({ account }, raw) {
      const { siteId, id: accountId } = account
      const displayName = await chooseName(raw, { siteId, accountId, isStaff: isStaff(account) })
      if (displayName === account.displayName) return
      const now = clock.now()
      const change = { displayName, now, unchangedSince: now - RENAME_WAIT_MS }
      if ((await store.rename(siteId, accountId, change)) === 'stale')
        throw new Problem('name-changed-lately')
      events.emit('account.renamed', { siteId, accountId })
    },

    identitiesOf: ({ account }) => store.identities(account.siteId, account.id),

    async unlink(viewer, identity) {
      requireFresh(viewer)
      const { siteId, id } = viewer.account
      const outcome = await store.unlinkIdentity(siteId, id, identity)
      if (outcome === 'missing') throw new Problem('not-found')
      if (outcome === 'last') throw new Problem('last-identity')
    },

    async requestErasure(viewer) {
      requireFresh(viewer)
      const { siteId, id } = viewer.account
      const erasureAt = clock.now() + ERASURE_WAIT_MS
      const wish = { erasureAt, keepSessionId: viewer.session.id }
      if ((await store.requestErasure(siteId, id, wish)) === 'stale') throw new Problem('not-allowed')
      return { erasureAt }
    },

    async cancelErasure({ account }) {
      if ((await store.cancelErasure(account.siteId, account.id, clock.now())) === 'stale')
        throw new Problem('not-found')
    },

    async eraseDue() {
      const now = clock.now()
      await store.shortenErasures(now, ERASURE_WAIT_MS)
      const due = await store.dueErasures(now, BATCH)
      const faults: unknown[] = []
      for (const { siteId, accountId } of due) {
        try {
          const erased = await store.erase(siteId, accountId, now)
          if (erased) events.emit('account.erased', { siteId, articleIds: erased.articleIds })
        } catch (error) {
          faults.push(error)
        }
      }
      if (faults.length > 0) throw faults[0]
      return due.length
    },
  }
}
