import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { randomToken, sha256Hex } from './crypto.ts'
import { newInvitation } from './enrolment.ts'
import { createLogin, type Login } from './login.ts'
import type { Account, IdentityKey, StaffRole } from './model.ts'
import { createOwnPage, type OwnPage } from './own-page.ts'
import { createProviderNotices, type ProviderNotices } from './provider-notices.ts'
import { createProviderStates, type ProviderStates } from './provider-states.ts'
import { CONSOLE_LINK_MS, checkDisplayName, newAccount } from './rules.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSignOnKeys, type SignOnKeys } from './sign-on.ts'
import { createStaff, type Staff } from './staff.ts'
import { createWays } from './ways.ts'

export interface AccountService
  extends Login,
    OwnPage,
    ProviderNotices,
    ProviderStates,
    SignOnKeys,
    Staff,
    Omit<Sessions, 'newSession'> {
  /**
   * A reader known from elsewhere, as an import or a seed brings them: the same identity signs in to it later.
   * Answers the account that the identity has already, where it has one.
   * @throws {Problem} `name-invalid`
   */
  register(siteId: string, identity: IdentityKey, name: string, language: Language): Promise<Account>
  /** A person of the sandbox's desk, without an identity: nobody else can sign in as that person. */
  createStaff(siteId: string, name: string, role: StaffRole): Promise<Account>
  /** The token of the sandbox's link: works once, for 30 minutes. */
  createConsoleLink(account: Account): Promise<string>
  /** Consumes the link. @throws {Problem} `not-found` when it is unknown, used or too old; `not-allowed` in production */
  enterConsole(token: string, agent: string): Promise<{ token: string }>
  /** Removes expired attempts, links and sessions; answers how many. */
  purgeExpired(): Promise<number>
}

export function createAccountService(ports: Ports): AccountService {
  const { stores, clock, ids } = ports
  const { newSession, ...sessions } = createSessions(ports)
  const ways = createWays(ports)
  const { availability, ...states } = createProviderStates(ports, ways)
  const { begin, ...login } = createLogin(ports, { newSession, ...sessions }, ways, availability)

  return {
    ...login,
    ...createStaff(ports, { newSession }, { begin, ...login }),
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
      const made = await newInvitation(token, ids.next(), clock.now(), CONSOLE_LINK_MS)
      await stores.accounts.insertInvitation({ ...made, siteId, role, accountId, invitedById: null })
      return token
    },

    async enterConsole(token, agent) {
      if (!ports.consoleLinkOpensSession) throw new Problem('not-allowed')
      const nobody = { siteId: '', accountId: '', articleId: null, identity: null, agent }
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
