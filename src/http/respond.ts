import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { renderDocument } from '../ui/render.ts'
import type { AppContext } from './env.ts'
import { dataHeaders, PRIVATE, pageHeaders } from './security.ts'

/** A page for one person: never kept by anybody. It says its length to `HEAD` as well, which no socket can count. */
export function privatePage(
  c: AppContext,
  page: Child,
  headers: Readonly<Record<string, string>>,
  status: ContentfulStatusCode = 200,
): Response {
  const html = renderDocument(page)
  const length = { 'content-length': String(Buffer.byteLength(html)) }
  return c.newResponse(html, status, { ...headers, ...PRIVATE, ...length })
}

/** After a form: the browser fetches the next page by GET. Only addresses of our own get here. */
export function seeOther(c: AppContext, path: `/${string}`): Response {
  const { 'content-type': _none, ...headers } = pageHeaders()
  return c.newResponse(null, 303, { location: path, ...headers, ...PRIVATE })
}

/**
 * Data for a program, as JSON. Not made by the request's context, which would make a `Headers` of its headers; what was
 * set there before, such as a cookie, is not on it.
 */
export function dataAnswer(status: 200 | 201 | 202, data: unknown): Response {
  const headers = { ...dataHeaders('application/json; charset=utf-8'), ...PRIVATE }
  return new Response(JSON.stringify(data), { status, headers })
}
