import type { LoginFailure } from '../model.ts'

/**
 * What the `error` parameter of a callback means (RFC 6749 §4.1.2.1). Facebook answers `access_denied` for a
 * person who cancels and for an app that is still in development mode alike.
 */
export function callbackFailure(error: string): LoginFailure {
  if (error === 'access_denied') return 'denied'
  if (error === 'server_error' || error === 'temporarily_unavailable') return 'outage'
  return 'config'
}
