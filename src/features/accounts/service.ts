import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { randomToken, sha256Hex } from './crypto.ts'
import { createLogin, type Login } from './login.ts'
import type { Account, IdentityKey, Role } from './model.ts'
import { createOwnPage, type OwnPage } from './own-page.ts'
import { createProviderNotices, type ProviderNotices } from './provider-notices.ts'
import { createProviderStates, type ProviderStates } from './provider-states.ts'
import { CONSOLE_LINK_MS, checkDisplayName, newAccount } from './rules.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSignOnKeys, type SignOnKeys } from './sign-on.ts'
import { createWays } from './ways.ts'

export interface AccountService
  extends Login,
    OwnPage,
    ProviderNotices,
    ProviderStates,
    SignOnKeys,
    Omit<Sessions, 'newSession'> {
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
  enterConsole(token: string): Promise<{ token: string }>
  /** Removes expired attempts, links and sessions; answers how many. */
  purgeExpired(): Promise<number>
}

export function createAccountService(ports: Ports): AccountService {
  const { stores, clock, ids } = ports
  const { newSession, ...sessions } = createSessions(ports)
  const ways = createWays(ports)
  const { availability, ...states } = createProviderStates(ports, ways)

  return {
    ...createLogin(ports, { newSession, ...sessions }, ways, availability),
    ...createOwnPage(ports),
    ...createProviderNotices(ports),
    ...createSignOnKeys(ports),
    ...states,
    ...sessions,

    async register(siteId, identity, name, language) {
      const known = await stores.accounts.byIdentity(siteId, identity)
      if (known) return known
      const displayName = checkDisplayName(name)
      if (displayName === null) throw new Problem('name-invalid', { field: 'name' })
      const person = { id: ids.next(), siteId, displayName, language, createdAt: clock.now() }
      const account = newAccount({ ...person, role: 'reader' })
      await stores.accounts.insert(account, identity)
      return account
    },

    async createStaff(siteId, displayName, role) {
      const person = { id: ids.next(), siteId, displayName, role, createdAt: clock.now() }
      const account = newAccount({ ...person, language: 'en' })
      await stores.accounts.insert(account, null)
      return account
    },

    async createConsoleLink({ id: accountId, siteId, role }) {
      if (role === 'reader') throw new Problem('not-allowed')
      const token = randomToken()
      const now = clock.now()
      await stores.accounts.insertInvitation({
        id: ids.next(),
        tokenHash: await sha256Hex(token),
        siteId,
        role,
        accountId,
        invitedById: null,
        browserHash: null,
        createdAt: now,
        expiresAt: now + CONSOLE_LINK_MS,
        usedAt: null,
      })
      return token
    },

    async enterConsole(token) {
      if (!ports.consoleLinkOpensSession) throw new Problem('not-allowed')
      const nobody = { siteId: '', accountId: '', articleId: null, identity: null, agent: '' }
      const made = await newSession('staff', nobody)
      const entered = await stores.accounts.openConsole(await sha256Hex(token), clock.now(), (holder) => ({
        ...made.session,
        ...holder,
      }))
      if (!entered) throw new Problem('not-found')
      return { token: made.token }
    },

    purgeExpired: () => stores.accounts.purgeExpired(clock.now()),
  }
}
