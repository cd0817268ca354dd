import { Problem } from '../kernel/errors.ts'

const REVIEW_ACTIONS = ['approve', 'keep', 'reject'] as const

/**
 * What a button says: `approve`, `keep`, `reject:SB-01`, or `reject` beside a chosen clause.
 * @throws {Problem} `invalid-field`
 */
export function decisionOf(
  button: string,
  clause: string | undefined,
): { action: (typeof REVIEW_ACTIONS)[number]; clauses: string[]; lawReference: null } {
  const [name = '', own] = button.split(':')
  const action = REVIEW_ACTIONS.find((known) => known === name)
  if (!action) throw new Problem('invalid-field', { field: 'decision' })
  return { action, clauses: [own ?? clause].filter((id) => id !== undefined), lawReference: null }
}
