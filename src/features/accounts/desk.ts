import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import { randomToken } from './crypto.ts'
import { newInvitation } from './enrolment.ts'
import type { Actor, Role, StaffInvitation, StaffMember, StaffRole } from './model.ts'
import { INVITATION_MS, isStaff } from './rules.ts'

/** What an admin does about the people of the own site's desk. Every verb throws `not-allowed`. */
export interface Desk {
  /** Oldest first. The operator (`system`) may look too. */
  people(actor: Actor): Promise<StaffMember[]>
  /** Open ones, newest first. */
  invitations(actor: Actor): Promise<StaffInvitation[]>
  /** A link's token: works once, for 48 hours, and opens enrolment only. */
  invite(actor: Actor, role: StaffRole): Promise<{ token: string; expiresAt: number }>
  /** @throws {Problem} `not-found` */
  withdrawInvitation(actor: Actor, id: string): Promise<void>
  /**
   * `reader` removes the person from the desk. All sessions of the person end.
   * @throws {Problem} `not-found`, `own-role`, `last-admin`
   */
  changeRole(actor: Actor, accountId: string, role: Role): Promise<void>
  /**
   * Takes the second factor, the recovery codes and all sessions; answers the token of a link by which the person, and
   * nobody else, enrols again while of the desk. @throws {Problem} `not-found`, `own-role`
   */
  resetFactor(actor: Actor, accountId: string): Promise<{ token: string; role: StaffRole; expiresAt: number }>
  /** Of any account of the site; answers how many ended. @throws {Problem} `not-found` */
  endAllSessions(actor: Actor, accountId: string): Promise<number>
}

type Admin = Extract<Actor, { type: 'staff' }>

export function createDesk({ stores, clock, ids, events }: Ports): Desk {
  const store = stores.accounts

  function requireAdmin(actor: Actor): Admin {
    if (actor.type !== 'staff' || actor.role !== 'admin') throw new Problem('not-allowed')
    return actor
  }

  function requireOther({ accountId }: Admin, other: string): void {
    if (accountId === other) throw new Problem('own-role')
  }

  return {
    async people(actor) {
      const { siteId } = actor.type === 'system' ? actor : requireAdmin(actor)
      return store.desk(siteId)
    },

    async invitations(actor) {
      return store.openInvitations(requireAdmin(actor).siteId, clock.now())
    },

    async invite(actor, role) {
      const { siteId, accountId: invitedById } = requireAdmin(actor)
      const token = randomToken()
      const made = await newInvitation(token, ids.next(), clock.now(), INVITATION_MS)
      const outcome = await store.invite({ ...made, siteId, role, invitedById })
      if (outcome === 'stale') throw new Problem('not-allowed')
      events.emit('staff.acted', { siteId, act: 'invited', byId: invitedById, accountId: null, role })
      return { token, expiresAt: made.expiresAt }
    },

    async withdrawInvitation(actor, id) {
      const { siteId, accountId: byId } = requireAdmin(actor)
      if ((await store.withdrawInvitation(siteId, id, clock.now())) === 'stale')
        throw new Problem('not-found')
      events.emit('staff.acted', { siteId, act: 'invitation-withdrawn', byId, accountId: null, role: null })
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

    async resetFactor(actor, accountId) {
      const admin = requireAdmin(actor)
      requireOther(admin, accountId)
      const { siteId, accountId: byId } = admin
      const person = await store.byId(siteId, accountId)
      if (!person || !isStaff(person)) throw new Problem('not-found')
      const token = randomToken()
      const made = await newInvitation(token, ids.next(), clock.now(), INVITATION_MS)
      const invitation = { ...made, siteId, role: person.role, invitedById: byId, renewsId: accountId }
      const outcome = await store.resetFactor(siteId, accountId, invitation)
      if (outcome === 'missing') throw new Problem('not-found')
      if (outcome === 'not-allowed') throw new Problem('not-allowed')
      events.emit('staff.acted', { siteId, act: 'factor-reset', byId, accountId, role: person.role })
      return { token, role: person.role, expiresAt: made.expiresAt }
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
