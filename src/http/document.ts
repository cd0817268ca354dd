import { type Answer, answerOf, type BuiltPage, cachedPage } from './cached-page.ts'
import { type AppContext, rawHeader } from './env.ts'

/**
 * A document whose form a request header chooses, or whose addresses are too many to keep: made anew, with the tag and
 * the length that a kept one has.
 */
export function freshDocument(c: AppContext, built: BuiltPage): Response {
  return toResponse(c, answerOf(cachedPage(built), undefined, rawHeader(c, 'if-none-match')))
}

export function toResponse(c: AppContext, { status, headers, body }: Answer): Response {
  const pairs = headers.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : [],
  )
  const isBodiless = body === undefined || c.req.method === 'HEAD'
  return c.newResponse(isBodiless ? null : new Uint8Array(body), status, Object.fromEntries(pairs))
}
