import {
  AuthorizationResponseError,
  OperationProcessingError,
  ResponseBodyError,
  UnsupportedOperationError,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import { OutboundError } from '../../ports.ts'
import type { LoginFailure } from '../model.ts'
import { codeWord } from './json.ts'
import { LoginError } from './provider.ts'

export type OidcStep = 'discovery' | 'token' | 'keys'

/**
 * Runs one step; whatever goes wrong in it becomes a `LoginError`, whose note names the step and a code. The library's
 * own errors hold answers and claims, which belong in no log.
 *
 * @throws {LoginError}
 */
export async function oidcStep<Answer>(step: OidcStep, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LoginError) throw error
    const [failure, code] = explain(error, step)
    throw new LoginError(failure, `${step} ${code}`.trim())
  }
}

function explain(error: unknown, step: OidcStep): [LoginFailure, string] {
  if (error instanceof OutboundError) return [outboundFailure(error, step), error.reason]
  if (error instanceof ResponseBodyError) {
    const { error: word, status } = error
    return [word === 'invalid_grant' ? 'expired' : statusFailure(status, 'config'), codeWord(word)]
  }
  if (error instanceof WWWAuthenticateChallengeError) return ['config', String(error.status)]
  if (error instanceof AuthorizationResponseError) return ['malformed', 'callback']
  if (error instanceof OperationProcessingError) return [processingFailure(error, step), wordsOf(error)]
  if (
    error instanceof UnsupportedOperationError ||
    error instanceof TypeError ||
    error instanceof DOMException
  )
    return [step === 'discovery' ? 'config' : 'malformed', 'unsupported']
  throw error
}

/** A provider that is configured wrongly is reached at a wrong address, or says too much. */
function outboundFailure({ reason }: OutboundError, step: OidcStep): LoginFailure {
  if (reason === 'address') return 'config'
  if (reason === 'too-large') return step === 'discovery' ? 'config' : 'malformed'
  return 'outage'
}

function processingFailure({ cause }: OperationProcessingError, step: OidcStep): LoginFailure {
  if (cause instanceof Response && cause.status !== 200) {
    return statusFailure(cause.status, step === 'discovery' ? 'config' : 'malformed')
  }
  return step === 'discovery' ? 'config' : 'malformed'
}

function statusFailure(status: number, other: LoginFailure): LoginFailure {
  if (status === 429) return 'throttled'
  return status >= 500 ? 'outage' : other
}

/** The library's code, and the claim or the status where it names one. */
function wordsOf({ code, cause }: OperationProcessingError): string {
  const detail =
    cause instanceof Response
      ? String(cause.status)
      : typeof cause === 'object' && cause !== null && 'claim' in cause
        ? codeWord(cause.claim, '')
        : ''
  return `${codeWord(code?.replace(/^OAUTH_/, ''), '')} ${detail}`.trim()
}
