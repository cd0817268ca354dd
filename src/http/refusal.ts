import { Problem } from '../kernel/errors.ts'

/**
 * For a page that says a refusal where the form was sent from. What is not there has no such page, and a fault is none:
 * both go on to the error handler.
 * @throws the error itself, unless it is such a refusal
 */
export function requireRefusal(error: unknown): asserts error is Problem {
  if (!(error instanceof Problem) || error.type === 'not-found') throw error
}
