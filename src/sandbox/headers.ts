import type { Context, MiddlewareHandler } from 'hono'
import type { SandboxState } from './context.ts'

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** No script at all, no frame, and a form may end only where `allowFormTargets` says. */
export function sandboxHeaders(state: SandboxState): MiddlewareHandler {
  return async (context, next) => {
    await next()
    const { headers } = context.res
    if (!headers.has('content-security-policy')) {
      headers.set('content-security-policy', `${POLICY}; form-action 'self'`)
    }
    headers.set('cross-origin-opener-policy', state.coop)
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
    headers.set('referrer-policy', 'same-origin')
    headers.set('x-content-type-options', 'nosniff')
    headers.set('x-robots-tag', 'noindex')
  }
}

/** Chromium holds `form-action` against every redirect that follows the form, so the callback must be named. */
export function allowFormTargets(context: Context, origins: readonly string[]): void {
  context.header('content-security-policy', `${POLICY}; form-action 'self' ${origins.join(' ')}`.trim())
}

/** A page elsewhere must not press the buttons of this one. Calls of the service carry no `Origin`. */
export function onlyOwnForms(publicUrl: string): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('origin')
    if (context.req.method === 'POST' && origin !== undefined && origin !== publicUrl) {
      return context.text('This form is not of the sandbox.\n', 403)
    }
    return next()
  }
}
