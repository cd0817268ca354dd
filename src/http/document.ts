import { toResponse } from './cache.ts'
import { answerOf, type BuiltPage, cachedPage } from './cached-page.ts'
import { type AppContext, rawHeader } from './env.ts'

/**
 * A document whose form a request header chooses, or whose addresses are too many to keep: made anew, with the tag and
 * the length that a kept one has.
 */
export function freshDocument(c: AppContext, built: BuiltPage): Response {
  return toResponse(c, answerOf(cachedPage(built), undefined, rawHeader(c, 'if-none-match')))
}
