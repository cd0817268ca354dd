import { type Outbound, OutboundError, type OutboundRequest, type OutboundResponse } from '../../ports.ts'
import type { LoginFailure } from '../model.ts'
import { LoginError } from './provider.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** What a provider's error answer means. `code` names it for the log: an identifier, never the provider's prose. */
export interface Explained {
  failure: LoginFailure
  code: string
  /** For `config`: the setting to look at. */
  check?: string
}

/** Reads an error answer (`{}` for a body that was no JSON object); `null` when it is of no known shape. */
export type Explain = (status: number, body: JsonObject) => Explained | null

export interface JsonRequest {
  outbound: Outbound
  /** For the log: `token` or `profile`. */
  step: string
  request: OutboundRequest
  explain: Explain
  /** When a rate limit ends (epoch ms), by the headers of the answer. */
  retryAt?: (headers: Headers) => number | null
}

/**
 * One request that must be answered by 200 and a JSON object. Never repeated: an authorization code works once.
 *
 * @throws {LoginError} for everything else. Provider prose stays out of it, because Facebook's quotes tokens.
 */
export async function requestJson(asked: JsonRequest): Promise<JsonObject> {
  const { outbound, step, request, explain } = asked
  const response = await send(outbound, step, request)
  const body = parse(response)
  const { status } = response
  const explained = explain(status, body ?? {}) ?? byStatus(status)
  if (explained) throw explainedError(asked, response, explained)
  if (!body) throw new LoginError('malformed', `${step} answered something else than a JSON object`)
  return body
}

/** What a status says by itself, for an answer of no known shape. */
function byStatus(status: number): Explained | null {
  if (status === 429) return { failure: 'throttled', code: '' }
  if (status >= 500) return { failure: 'outage', code: '' }
  return status === 200 ? null : { failure: 'malformed', code: '' }
}

function explainedError(asked: JsonRequest, response: OutboundResponse, explained: Explained): LoginError {
  const { failure, code, check } = explained
  const retryAt = failure === 'throttled' ? (asked.retryAt?.(response.headers) ?? null) : null
  const note = [`${asked.step} ${response.status} ${code}`.trim()]
  if (check) note.push(`check ${check}`)
  if (retryAt !== null) note.push(`until ${new Date(retryAt).toISOString()}`)
  return new LoginError(failure, note.join(', '), retryAt)
}

async function send(outbound: Outbound, step: string, request: OutboundRequest): Promise<OutboundResponse> {
  try {
    return await outbound.request(request)
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    throw new LoginError(error.reason === 'too-large' ? 'malformed' : 'outage', `${step} ${error.reason}`)
  }
}

function parse(response: OutboundResponse): JsonObject | null {
  if (!/^application\/([a-z]+\+)?json(\s*;|$)/i.test(response.headers.get('content-type') ?? '')) return null
  try {
    return asObject(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(response.body)))
  } catch {
    return null
  }
}

/** A JSON value as an object, or `null` for every other kind. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

/** A word of the provider's that may be logged, `fallback` when it is anything else. */
export function codeWord(value: unknown, fallback = 'unnamed'): string {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,60}$/.test(value) ? value : fallback
}
