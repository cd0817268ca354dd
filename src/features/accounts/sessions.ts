import type { Ports } from '../ports.ts'
import { randomToken, sha256Hex } from './crypto.ts'
import type { Session, SessionKind, Viewer } from './model.ts'
import { isSessionLive, isStaff, mustRenew, sessionEnd } from './rules.ts'

export type SessionOf = Pick<Session, 'siteId' | 'accountId' | 'articleId' | 'identity' | 'agent'>

/** A token and the row that keeps its hash. */
export interface NewSession {
  token: string
  session: Session
}

export interface Sessions {
  /** Makes a session without keeping it: the store writes it in the step that earns it. */
  newSession(kind: SessionKind, of: SessionOf): Promise<NewSession>
  /**
   * The live session behind a token, with its account. Renews it at most once a day (staff: five minutes).
   * A `page` token answers as `reader`, for its own article only: see `Viewer.session.articleId`.
   */
  viewer(token: string, kind: 'reader' | 'staff'): Promise<Viewer | null>
  signOut(token: string): Promise<void>
  /** The viewer's live sessions of the same kind, newest first. */
  sessionsOf(viewer: Viewer): Promise<Session[]>
  /** Ends one of the viewer's own sessions. */
  endSession(viewer: Viewer, id: string): Promise<void>
  /** Ends all of the viewer's sessions but this one; answers how many. */
  endOtherSessions(viewer: Viewer): Promise<number>
}

export function createSessions({ stores, clock, ids }: Ports): Sessions {
  const store = stores.accounts
  return {
    async newSession(kind, of) {
      const token = randomToken()
      const now = clock.now()
      const times = { createdAt: now, lastSeenAt: now, expiresAt: sessionEnd(kind, now) }
      return { token, session: { ...of, ...times, id: ids.next(), kind, tokenHash: await sha256Hex(token) } }
    },

    async viewer(token, kind) {
      if (token.length < 20 || token.length > 100) return null
      const found = await store.session(await sha256Hex(token))
      const now = clock.now()
      if (!found || !isSessionLive(found.session, now)) return null
      if ((found.session.kind === 'staff') !== (kind === 'staff')) return null
      if (kind === 'staff' && !isStaff(found.account)) return null
      if (found.session.kind !== 'page' && mustRenew(found.session, now)) {
        await store.touchSession(found.session.id, now)
      }
      return found
    },

    async signOut(token) {
      await store.endSession(await sha256Hex(token))
    },

    async sessionsOf({ session, account }) {
      const all = await store.sessions(account.siteId, account.id)
      const now = clock.now()
      return all.filter(
        (one) => isSessionLive(one, now) && (one.kind === 'staff') === (session.kind === 'staff'),
      )
    },

    async endSession({ account }, id) {
      await store.endSessionById(account.siteId, account.id, id)
    },

    endOtherSessions: ({ session, account }) => store.endSessionsOf(account.siteId, account.id, session.id),
  }
}
