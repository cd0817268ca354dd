/** Response headers per kind of route. Library defaults break the embed (see `docs/decisions`). */

interface Policy {
  /** Who may frame the page. */
  ancestors?: readonly string[]
  /** The demo article holds our own frame. */
  frames?: boolean
  referrer?: 'same-origin' | 'no-referrer'
}

/**
 * Headers of an HTML page. Forms need `Referrer-Policy: same-origin`: under `no-referrer` a plain form post says
 * `Origin: null`.
 */
export function pageHeaders({
  ancestors = [],
  frames = false,
  referrer = 'same-origin',
}: Policy = {}): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      ...(frames ? ["frame-src 'self'"] : []),
      `frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`,
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': referrer,
  }
}

/** Answers that are data: never a page, whatever their bytes say. */
export function dataHeaders(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
}

export const PRIVATE = { 'cache-control': 'private, no-store' } as const
