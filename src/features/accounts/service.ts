import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { randomToken, sha256Hex } from './crypto.ts'
import { createLogin, type Login } from './login.ts'
import type { Account, IdentityKey, ProviderName, Role, Session, SessionKind, Viewer } from './model.ts'
import {
  CONSOLE_LINK_MS,
  checkDisplayName,
  isSessionLive,
  isStaff,
  mustRenew,
  newAccount,
  sessionEnd,
} from './rules.ts'

export interface AccountService extends Login {
  /** Providers that are set up, in the order in which they are offered. */
  readonly providers: readonly ProviderName[]
  /**
   * The live session behind a token, with its account. Renews it at most once a day (staff: five minutes).
   * A `page` token answers as `reader`, for its own article only: see `Viewer.session.articleId`.
   */
  viewer(token: string, kind: 'reader' | 'staff'): Promise<Viewer | null>
  signOut(token: string): Promise<void>
  setLanguage(viewer: Viewer, language: Language): Promise<void>
  /**
   * A reader known from elsewhere, as an import or a seed brings them: the same identity signs in to it later.
   * Answers the account that the identity has already, where it has one.
   * @throws {Problem} `name-invalid`
   */
  register(siteId: string, identity: IdentityKey, name: string, language: Language): Promise<Account>
  /** A person of the desk. Staff accounts have no reader's identity: nobody signs in to the console by name. */
  createStaff(siteId: string, name: string, role: Exclude<Role, 'reader'>): Promise<Account>
  /** A link's token: works once, for 30 minutes. */
  createConsoleLink(account: Account): Promise<string>
  /** Consumes the link. @throws {Problem} `not-found` when it is unknown, used or too old; `not-allowed` in production */
  enterConsole(token: string): Promise<{ token: string; viewer: Viewer }>
  /** Removes expired attempts, links and sessions; answers how many. */
  purgeExpired(): Promise<number>
}

export function createAccountService(ports: Ports): AccountService {
  const { stores, clock, ids, providers } = ports

  async function viewer(token: string, kind: 'reader' | 'staff'): Promise<Viewer | null> {
    if (token.length < 20 || token.length > 100) return null
    const found = await stores.accounts.session(await sha256Hex(token))
    const now = clock.now()
    if (!found || !isSessionLive(found.session, now)) return null
    if ((found.session.kind === 'staff') !== (kind === 'staff')) return null
    if (kind === 'staff' && !isStaff(found.account)) return null
    if (found.session.kind !== 'page' && mustRenew(found.session, now)) {
      await stores.accounts.touchSession(found.session.id, now)
    }
    return found
  }

  return {
    ...createLogin(ports, newSession),
    providers: [...providers.keys()],
    viewer,

    async signOut(token) {
      await stores.accounts.endSession(await sha256Hex(token))
    },

    async setLanguage({ account }, language) {
      if (account.language !== language)
        await stores.accounts.setLanguage(account.siteId, account.id, language)
    },

    async register(siteId, identity, name, language) {
      const known = await stores.accounts.byIdentity(siteId, identity)
      if (known) return known
      const displayName = checkDisplayName(name)
      if (displayName === null) throw new Problem('name-invalid', { field: 'name' })
      const account = newAccount({
        id: ids.next(),
        siteId,
        displayName,
        role: 'reader',
        language,
        createdAt: clock.now(),
      })
      await stores.accounts.insert(account, identity)
      return account
    },

    async createStaff(siteId, displayName, role) {
      const account = newAccount({
        id: ids.next(),
        siteId,
        displayName,
        role,
        language: 'en',
        createdAt: clock.now(),
      })
      await stores.accounts.insert(account, null)
      return account
    },

    async createConsoleLink(account) {
      const token = randomToken()
      const now = clock.now()
      await stores.accounts.insertConsoleLink({
        tokenHash: await sha256Hex(token),
        siteId: account.siteId,
        accountId: account.id,
        createdAt: now,
        expiresAt: now + CONSOLE_LINK_MS,
      })
      return token
    },

    async enterConsole(token) {
      if (!ports.consoleLinkOpensSession) throw new Problem('not-allowed')
      const made = await newSession('staff', { accountId: '', siteId: '', articleId: null })
      const entered = await stores.accounts.consumeConsoleLink(
        await sha256Hex(token),
        clock.now(),
        (link) => ({
          ...made.session,
          accountId: link.accountId,
          siteId: link.siteId,
        }),
      )
      if (!entered) throw new Problem('not-found')
      return { token: made.token, viewer: entered }
    },

    purgeExpired: () => stores.accounts.purgeExpired(clock.now()),
  }

  async function newSession(
    kind: SessionKind,
    of: { accountId: string; siteId: string; articleId: string | null },
  ): Promise<{ token: string; session: Session }> {
    const token = randomToken()
    const now = clock.now()
    return {
      token,
      session: {
        ...of,
        id: ids.next(),
        kind,
        tokenHash: await sha256Hex(token),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: sessionEnd(kind, now),
      },
    }
  }
}
