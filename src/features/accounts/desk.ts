import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import { base64url, randomToken } from './crypto.ts'
import { newInvitation } from './enrolment.ts'
import type { Actor, Role, StaffInvitation, StaffMember, StaffRole } from './model.ts'
import { INVITATION_MS, isStaff } from './rules.ts'

/** What an admin does about the people of the own site's desk. Every verb throws `not-allowed`. */
export interface Desk {
  /** Oldest first. The operator (`system`) may look too. */
  people(actor: Actor): Promise<StaffMember[]>
  /** Open ones, newest first. */
  invitations(actor: Actor): Promise<StaffInvitation[]>
  /**
   * A link's token: works once, for 48 hours, and opens enrolment only. The same form (`key`) gets the same one.
   * @throws {Problem} `invitation-expired` when that one is not open any more
   */
  invite(actor: Actor, role: StaffRole, key?: string): Promise<{ token: string; expiresAt: number }>
  /** `false` when it was used, withdrawn or over before. @throws {Problem} `not-found` */
  withdrawInvitation(actor: Actor, id: string): Promise<boolean>
  /**
   * `reader` removes the person from the desk. All sessions of the person end.
   * @throws {Problem} `not-found`, `own-role`, `last-admin`
   */
  changeRole(actor: Actor, accountId: string, role: Role): Promise<void>
  /**
   * Takes the second factor, the recovery codes and all sessions; answers the token of a link by which the person, and
   * nobody else, enrols again while of the desk. The same form (`key`) takes nothing twice and gets the same token.
   * @throws {Problem} `not-found`, `own-role`, `invitation-expired`
   */
  resetFactor(
    actor: Actor,
    accountId: string,
    key?: string,
  ): Promise<{ token: string; role: StaffRole; expiresAt: number }>
  /** Of any account of the site; answers how many ended. @throws {Problem} `not-found` */
  endAllSessions(actor: Actor, accountId: string): Promise<number>
}

type Admin = Extract<Actor, { type: 'staff' }>

export function createDesk({ stores, clock, ids, events, vault }: Ports): Desk {
  const store = stores.accounts

  function requireAdmin(actor: Actor): Admin {
    if (actor.type !== 'staff' || actor.role !== 'admin') throw new Problem('not-allowed')
    return actor
  }

  function requireOther({ accountId }: Admin, other: string): void {
    if (accountId === other) throw new Problem('own-role')
  }

  /** Nowhere kept, and yet the same for every sending of one form. */
  async function tokenFor(purpose: string, key: string | undefined): Promise<string> {
    return key === undefined ? randomToken() : base64url.encode(await vault.derive(`${purpose} ${key}`))
  }

  /** Whether this sending of the form made it. @throws {Problem} `invitation-expired` */
  function isNew(made: Pick<StaffInvitation, 'id'>, kept: StaffInvitation): boolean {
    if (kept.usedAt !== null || kept.expiresAt <= clock.now()) throw new Problem('invitation-expired')
    return kept.id === made.id
  }

  return {
    async people(actor) {
      const { siteId } = actor.type === 'system' ? actor : requireAdmin(actor)
      return store.desk(siteId)
    },

    async invitations(actor) {
      return store.openInvitations(requireAdmin(actor).siteId, clock.now())
    },

    async invite(actor, role, key) {
      const { siteId, accountId: invitedById } = requireAdmin(actor)
      const token = await tokenFor(`invitation ${siteId} ${invitedById} ${role}`, key)
      const made = await newInvitation(token, ids.next(), clock.now(), INVITATION_MS)
      const kept = await store.invite({ ...made, siteId, role, invitedById })
      if (!kept) throw new Problem('not-allowed')
      if (isNew(made, kept))
        events.emit('staff.acted', { siteId, act: 'invited', byId: invitedById, accountId: null, role })
      return { token, expiresAt: kept.expiresAt }
    },

    async withdrawInvitation(actor, id) {
      const { siteId, accountId: byId } = requireAdmin(actor)
      const outcome = await store.withdrawInvitation(siteId, id, clock.now())
      if (outcome === 'missing') throw new Problem('not-found')
      if (outcome === 'stale') return false
      events.emit('staff.acted', { siteId, act: 'invitation-withdrawn', byId, accountId: null, role: null })
      return true
    },

    async changeRole(actor, accountId, role) {
      const admin = requireAdmin(actor)
      requireOther(admin, accountId)
      const { siteId, accountId: byId } = admin
      const outcome = await store.setRole(siteId, accountId, { role, byId })
      if (outcome === 'missing') throw new Problem('not-found')
      if (outcome !== 'applied') throw new Problem(outcome)
      const act = role === 'reader' ? 'removed' : 'role-changed'
      events.emit('staff.acted', { siteId, act, byId, accountId, role })
    },

    async resetFactor(actor, accountId, key) {
      const admin = requireAdmin(actor)
      requireOther(admin, accountId)
      const { siteId, accountId: byId } = admin
      const person = await store.byId(siteId, accountId)
      if (!person || !isStaff(person)) throw new Problem('not-found')
      const token = await tokenFor(`renewal ${siteId} ${byId} ${accountId}`, key)
      const made = await newInvitation(token, ids.next(), clock.now(), INVITATION_MS)
      const invitation = { ...made, siteId, role: person.role, invitedById: byId, renewsId: accountId }
      const kept = await store.resetFactor(siteId, accountId, invitation)
      if (kept === 'missing') throw new Problem('not-found')
      if (kept === 'not-allowed') throw new Problem('not-allowed')
      if (isNew(made, kept))
        events.emit('staff.acted', { siteId, act: 'factor-reset', byId, accountId, role: person.role })
      return { token, role: kept.role, expiresAt: kept.expiresAt }
    },

    async endAllSessions(actor, accountId) {
      const { siteId, accountId: byId } = requireAdmin(actor)
      if (!(await store.byId(siteId, accountId))) throw new Problem('not-found')
      const ended = await store.endSessionsOf(siteId, accountId, null)
      events.emit('staff.acted', { siteId, act: 'sessions-ended', byId, accountId, role: null })
      return ended
    },
  }
}
