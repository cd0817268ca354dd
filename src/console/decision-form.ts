import { DECISION_ACTIONS, type DecisionAction } from '../features/moderation/model.ts'
import { Problem } from '../kernel/errors.ts'

/**
 * What a button says: `approve`, `keep`, `reject:SB-01`, or `reject` beside a chosen clause.
 * @throws {Problem} `invalid-field`
 */
export function decisionOf(
  button: string,
  clause: string | undefined,
): { action: DecisionAction; clauses: string[] } {
  const [name = '', own] = button.split(':')
  const action = DECISION_ACTIONS.find((known) => known === name)
  if (!action) throw new Problem('invalid-field', { field: 'decision' })
  return { action, clauses: [own ?? clause].filter((id) => id !== undefined) }
}
