import type { Provider } from '../../../src/features/accounts/providers/provider.ts'
import type { Outbound, OutboundRequest, OutboundResponse } from '../../../src/features/ports.ts'

/** A provider to sign in at, whoever wrote it. */
export interface Peer {
  /** Registered at the peer, to the character. */
  redirectUri: string
  /** The person who agrees. */
  subject: string
  /** How long a code lives there. */
  codeMs: number
  /** Whether a request without a challenge is refused at once, or only an exchange with a verifier is. */
  pkce: 'required' | 'offered'
  /** Our own client for it, with another secret where a case asks for one. */
  client(secret?: string): Provider
  /**
   * What a browser does: opens the page, presses a button and follows to the callback. `null` when the peer
   * refuses the request and sends nobody anywhere.
   */
  browse(url: URL, choice: 'agree' | 'cancel'): Promise<URL | null>
  /** The requests that our client made, oldest first. */
  readonly sent: readonly OutboundRequest[]
  /** Sends a request of our client's again, as whoever copied it could. */
  repeat(request: OutboundRequest): Promise<OutboundResponse>
  passTime(ms: number): void
  close(): Promise<void>
}

/** Keeps what goes out. */
export function recording(outbound: Outbound): { outbound: Outbound; sent: OutboundRequest[] } {
  const sent: OutboundRequest[] = []
  return {
    sent,
    outbound: {
      request(request) {
        sent.push(request)
        return outbound.request(request)
      },
    },
  }
}
