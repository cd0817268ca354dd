import { Problem } from '../../kernel/errors.ts'
import type { Actor, StaffMember } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Appeal, Decision } from './model.ts'

type Staff = Extract<Actor, { type: 'staff' }>

/** Why a person cannot decide an appeal (domain, rules 5 and 10). */
export type Hindrance = 'own-appeal' | 'own-comment' | 'own-report' | 'earlier-decider'

export interface Disputed {
  appeal: Appeal
  comment: Comment | null
  /** Every decision on the subject. */
  history: readonly Decision[]
  /** Who reported the comment. */
  reporters: readonly string[]
  desk: readonly StaffMember[]
}

/**
 * Whether the person may decide it. A desk of one has nobody else: its admin may decide on an own decision, and that
 * is marked. Never on an own appeal, comment or report.
 */
export function bar(
  { accountId }: Staff,
  { appeal, comment, history, reporters, desk }: Disputed,
): { hindrance: Hindrance | null; onePersonDesk: boolean } {
  const barred = (hindrance: Hindrance) => ({ hindrance, onePersonDesk: false })
  if (appeal.appellantId === accountId) return barred('own-appeal')
  if (comment?.accountId === accountId) return barred('own-comment')
  if (reporters.includes(accountId)) return barred('own-report')
  const decidedBefore = history.some((one) => one.actorType === 'staff' && one.actorId === accountId)
  if (!decidedBefore) return { hindrance: null, onePersonDesk: false }
  const [only, another] = desk
  const isAlone = another === undefined && only?.account.id === accountId && only.account.role === 'admin'
  return isAlone ? { hindrance: null, onePersonDesk: true } : barred('earlier-decider')
}

/** Answers whether it is the desk of one. @throws {Problem} what bars the person */
export function requireOther(actor: Staff, disputed: Disputed): boolean {
  const { hindrance, onePersonDesk } = bar(actor, disputed)
  if (hindrance !== null) throw new Problem(hindrance)
  return onePersonDesk
}
