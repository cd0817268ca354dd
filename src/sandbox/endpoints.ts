import { type FacebookEndpoints, GRAPH_VERSION } from '../features/accounts/providers/facebook.ts'
import type { XEndpoints } from '../features/accounts/providers/x.ts'

/** On every page of the sandbox. Whoever searches a production bundle for this text must find nothing. */
export const SANDBOX_SENTINEL = 'Sandbox: nobody here is real, and nothing you do leaves this machine.'

/** Begins every client id and secret of the sandbox, so that a production start can refuse them. */
export const SANDBOX_CLIENT_PREFIX = 'sandbox-'

/** The providers' own paths on the sandbox listener, e.g. `http://127.0.0.1:4010`. */
export function sandboxEndpoints(origin: string): { x: XEndpoints; facebook: FacebookEndpoints } {
  return {
    x: {
      authorize: `${origin}/i/oauth2/authorize`,
      token: `${origin}/2/oauth2/token`,
      profile: `${origin}/2/users/me`,
    },
    facebook: {
      authorize: `${origin}/${GRAPH_VERSION}/dialog/oauth`,
      token: `${origin}/${GRAPH_VERSION}/oauth/access_token`,
      profile: `${origin}/${GRAPH_VERSION}/me`,
    },
  }
}
