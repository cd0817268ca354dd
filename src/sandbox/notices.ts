import { type Outbound, OutboundError } from '../features/ports.ts'
import { isLoopbackUrl, parseHttpUrl } from '../kernel/url.ts'
import type { SandboxSettings } from './context.ts'
import type { Persona } from './personas.ts'
import { type NoticeFault, signedRequest } from './signed-request.ts'

/** What Facebook tells an app about a person, and where. */
export const NOTICES = {
  deauthorize: { path: 'deauthorize', label: 'Remove app' },
  deletion: { path: 'data-deletion', label: 'Delete my data' },
} as const
export type NoticeKind = keyof typeof NOTICES

/** The service to tell: its own origin, and the way to it. */
export interface NoticeTarget {
  /** Origin of the service on this machine. */
  serviceUrl: string
  outbound: Pick<Outbound, 'request'>
}

export interface NoticeAnswer {
  kind: NoticeKind
  /** Where it went. */
  url: string
  /** `null` when no answer came. */
  status: number | null
  /** The answer as it came, at most 2 000 characters; for no answer, why. */
  body: string
  /** What a deletion must be answered with (Meta, "Data Deletion Callback"); `null` for anything else. */
  confirmation: { url: string; code: string } | null
}

export interface Notices {
  /** @returns `null` when the fault asks for the previous one and there is none */
  send(kind: NoticeKind, persona: Persona, fault: NoticeFault | null): Promise<NoticeAnswer | null>
}

/** @throws {RangeError} for a service that is not on this machine */
export function createNotices(settings: SandboxSettings, target: NoticeTarget): Notices {
  const service = parseHttpUrl(target.serviceUrl)
  if (!service || !isLoopbackUrl(service))
    throw new RangeError('the sandbox sends notices to this machine only')
  const { id: appId, secret: appSecret } = settings.clients.facebook
  const previous = new Map<NoticeKind, string>()

  return {
    async send(kind, persona, fault) {
      const now = settings.clock.now()
      const text =
        fault === 'replay'
          ? previous.get(kind)
          : signedRequest({ userId: persona.facebookId, appSecret, now, fault })
      if (text === undefined) return null
      // A replay is that of a good one, so that nothing but its age speaks against it.
      if (fault === null) previous.set(kind, text)
      const url = new URL(`/facebook/${encodeURIComponent(appId)}/${NOTICES[kind].path}`, service)
      return { kind, url: url.href, ...(await post(target.outbound, url, text)) }
    },
  }
}

async function post(outbound: NoticeTarget['outbound'], url: URL, signed: string) {
  try {
    const response = await outbound.request({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ signed_request: signed }).toString(),
    })
    const body = new TextDecoder().decode(response.body).slice(0, 2_000)
    return {
      status: response.status,
      body,
      confirmation: response.status === 200 ? confirmationIn(body) : null,
    }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return { status: null, body: error.reason, confirmation: null }
  }
}

function confirmationIn(body: string): { url: string; code: string } | null {
  let answer: unknown
  try {
    answer = JSON.parse(body)
  } catch {
    return null
  }
  if (typeof answer !== 'object' || answer === null) return null
  const { url, confirmation_code: code } = { url: null, confirmation_code: null, ...answer }
  if (typeof url !== 'string' || typeof code !== 'string' || !parseHttpUrl(url)) return null
  return { url, code }
}
