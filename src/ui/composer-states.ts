import type { ProblemType } from '../kernel/errors.ts'

/** Every state of the box to write in, by the name that its form carries as `data-state`. */
export const COMPOSER_STATES = [
  'idle',
  'typing',
  'near',
  'over',
  'composing-IME',
  'nudge',
  'sending',
  'failed-kept',
  'rate-limited',
  'duplicate',
  'locked',
  'login-window-open',
  'login-cancelled',
  'login-failed',
  'provider-out-of-credit',
  'in-app-browser',
  'session-expired',
  'muted-until',
  'banned',
  'offline',
  'closed-while-typing',
] as const
export type ComposerState = (typeof COMPOSER_STATES)[number]

/** Whatever is not named here leaves the text where it is, to be sent again. */
const PROBLEM_STATES: Partial<Record<ProblemType, ComposerState>> = {
  'sign-in-required': 'session-expired',
  restricted: 'muted-until',
  banned: 'banned',
  'discussion-closed': 'closed-while-typing',
  'discussion-paused': 'closed-while-typing',
  'duplicate-comment': 'duplicate',
  'rate-limited': 'rate-limited',
  'article-limit': 'rate-limited',
  overloaded: 'rate-limited',
  'storage-full': 'rate-limited',
  'storage-unavailable': 'rate-limited',
  'wording-held': 'nudge',
  'text-too-long': 'over',
  'text-too-complex': 'over',
  'text-empty': 'idle',
  'text-malformed': 'typing',
  'text-bidi': 'typing',
}

/** The state that a refused comment leaves the box in; total over all problem types. */
export function stateAfter(type: ProblemType): ComposerState {
  return PROBLEM_STATES[type] ?? 'failed-kept'
}

/** For the page's script, by problem type or by how a login failed. What is missing there is its own default. */
export const STATES_BY_NAME: Readonly<Record<string, ComposerState>> = {
  ...PROBLEM_STATES,
  denied: 'login-cancelled',
  'out-of-credit': 'provider-out-of-credit',
  capped: 'provider-out-of-credit',
}
