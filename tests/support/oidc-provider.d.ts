/** The few types of oidc-provider 9 that the tests use; the package has none. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export interface Grant {
    addOIDCScope(scope: string): void
    /** Answers the grant's id. */
    save(): Promise<string>
  }

  export interface AccessToken {
    accountId: string
    isExpired: boolean
    scopes: ReadonlySet<string>
  }

  export interface InteractionDetails {
    prompt: { name: string }
    params: { client_id: string; scope: string }
    session?: { accountId: string }
  }

  export type InteractionResult =
    | { error: string }
    | { login: { accountId: string }; consent?: { grantId: string } }
    | { consent: { grantId: string } }

  export default class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>)
    readonly Grant: new (of: {
      accountId: string
      clientId: string
    }) => Grant
    readonly AccessToken: { find(token: string): Promise<AccessToken | undefined> }
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<InteractionDetails>
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: InteractionResult,
    ): Promise<void>
  }
}
