import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { renderDocument } from '../ui/render.ts'
import type { AppContext } from './env.ts'
import { PRIVATE, pageHeaders } from './security.ts'

/** A page for one person: never kept by anybody. */
export function privatePage(
  c: AppContext,
  page: Child,
  headers: Readonly<Record<string, string>>,
  status: ContentfulStatusCode = 200,
): Response {
  return c.newResponse(renderDocument(page), status, { ...headers, ...PRIVATE })
}

/** After a form: the browser fetches the next page by GET. Only addresses of our own get here. */
export function seeOther(c: AppContext, path: `/${string}`): Response {
  const { 'content-security-policy': policy = '' } = pageHeaders()
  return c.newResponse(null, 303, { location: path, 'content-security-policy': policy, ...PRIVATE })
}
