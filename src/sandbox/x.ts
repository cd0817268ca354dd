import { type Context, Hono } from 'hono'
import { MINUTE, SECOND } from '../kernel/clock.ts'
import { formBody, formTargets, type SandboxAction, type SandboxSettings, single } from './context.ts'
import { faultAt, isCodeFault } from './faults.ts'
import { fitsChallenge, type Grants } from './grants.ts'
import { allowFormTargets } from './headers.ts'
import { personaPage, refusedPage } from './pages.tsx'
import { type Persona, personaByKey } from './personas.ts'
import { X_FAULTS, xClientRefused, xProblem, xTokenError } from './x-faults.ts'

const CODE_MS = 30 * SECOND
const TOKEN_MS = 120 * MINUTE
/** Per person and 15 minutes (docs.x.com, "Rate limits"). */
const PROFILE_LIMIT = 75
const KNOWN_SCOPES = new Set(['tweet.read', 'users.read', 'users.email', 'offline.access'])

interface XRequest {
  redirectUri: string
  state: string
  challenge: string
  scopes: readonly string[]
}

/** X's authorize page, token endpoint and profile, on their own paths. */
export function createSandboxX(settings: SandboxSettings, grants: Grants): Hono {
  const { clock, clients } = settings
  const client = clients.x
  const app = new Hono()
  const report = (step: SandboxAction['step'], outcome: string) =>
    settings.onAction?.({ provider: 'x', step, outcome })

  /** X shows an error page and sends nobody back when the request itself is wrong. */
  function check(context: Context): XRequest | string {
    const query = new URL(context.req.url).searchParams
    const redirectUri = single(query, 'redirect_uri')
    const state = single(query, 'state')
    const challenge = single(query, 'code_challenge')
    const scopes = (single(query, 'scope') ?? '').split(' ').filter((scope) => scope !== '')
    if (single(query, 'response_type') !== 'code') return 'response_type must be code.'
    if (single(query, 'client_id') !== client.id) return 'The client id is not known.'
    if (!redirectUri || !client.redirectUris.includes(redirectUri))
      return 'The redirect URI is not registered.'
    if (!state || state.length > 500) return 'state must have 1 to 500 characters.'
    if (single(query, 'code_challenge_method') !== 'S256') return 'code_challenge_method must be S256.'
    if (!challenge || !/^[\w-]{43}$/.test(challenge)) return 'code_challenge must be a SHA-256 in base64url.'
    if (scopes.length === 0 || scopes.some((scope) => !KNOWN_SCOPES.has(scope)))
      return 'A scope is not known.'
    return { redirectUri, state, challenge, scopes }
  }

  app.on(['GET', 'POST'], '/i/oauth2/authorize', async (context) => {
    const request = check(context)
    if (typeof request === 'string') {
      report('authorize', request)
      return context.html(refusedPage('x', request), 400)
    }
    const form = context.req.method === 'POST' ? await formBody(context) : null
    const back = form && (form.has('deny') ? { error: 'access_denied' } : approve(form, request))
    if (!back) {
      allowFormTargets(context, formTargets(settings, client))
      return context.html(
        personaPage({ provider: 'x', clientId: client.id, scopes: request.scopes, faults: X_FAULTS }),
      )
    }
    report('authorize', 'error' in back ? back.error : 'granted')
    const target = new URL(request.redirectUri)
    for (const [name, value] of Object.entries({ state: request.state, ...back })) {
      target.searchParams.set(name, value)
    }
    return context.redirect(target.href, 303)
  })

  function approve(form: URLSearchParams, request: XRequest): { code: string } | null {
    const persona = personaByKey(single(form, 'persona') ?? '')
    if (!persona) return null
    const fault = single(form, 'fault') ?? ''
    const isExpired = isCodeFault(X_FAULTS, fault)
    return { code: grants.issueCode({ ...request, persona, fault }, isExpired ? 0 : CODE_MS) }
  }

  app.post('/2/oauth2/token', async (context) => {
    const answer = await exchange(context)
    report('token', `answered ${answer.status}`)
    return answer
  })

  async function exchange(context: Context): Promise<Response> {
    const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`
    if (context.req.header('authorization') !== basic) return xClientRefused(context)
    const form = await formBody(context)
    if (!form || single(form, 'grant_type') !== 'authorization_code') return refuse(context, 'grant type')
    const taken = grants.takeCode(single(form, 'code') ?? '')
    if (taken.outcome !== 'ok') return refuse(context, 'authorization code')
    const { grant } = taken
    if (single(form, 'redirect_uri') !== grant.redirectUri) return refuse(context, 'redirect uri')
    if (!fitsChallenge(single(form, 'code_verifier') ?? '', grant.challenge ?? '')) {
      return refuse(context, 'code verifier')
    }
    return (
      faultAt(X_FAULTS, 'token', context, grant) ??
      context.json({
        token_type: 'bearer',
        expires_in: TOKEN_MS / SECOND,
        access_token: grants.issueToken(grant, TOKEN_MS),
        scope: grant.scopes.join(' '),
      })
    )
  }

  app.get('/2/users/me', async (context) => {
    const answer = await profile(context)
    report('profile', `answered ${answer.status}`)
    return answer
  })

  async function profile(context: Context): Promise<Response> {
    const token = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1] ?? ''
    const grant = grants.byToken(token)
    if (!grant) return xProblem(context, 401, 'about:blank', 'Unauthorized', 'Unauthorized')
    if (!grant.scopes.includes('users.read') || !grant.scopes.includes('tweet.read')) {
      return xProblem(context, 403, 'about:blank', 'Forbidden', 'Forbidden')
    }
    context.header('x-rate-limit-limit', String(PROFILE_LIMIT))
    context.header('x-rate-limit-remaining', String(PROFILE_LIMIT - 1))
    context.header('x-rate-limit-reset', String(Math.ceil((clock.now() + 15 * MINUTE) / SECOND)))
    const fields = (context.req.query('user.fields') ?? '').split(',')
    return faultAt(X_FAULTS, 'profile', context, grant) ?? context.json({ data: user(grant.persona, fields) })
  }

  function user(persona: Persona, fields: readonly string[]): Record<string, unknown> {
    const extra: Record<string, unknown> = {
      profile_image_url: persona.hasAvatar
        ? `${settings.publicUrl}/avatars/${persona.key}.svg`
        : 'https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png',
      verified: persona.isVerified,
      verified_type: persona.isVerified ? 'blue' : 'none',
      protected: persona.isProtected,
    }
    const asked = Object.entries(extra).filter(([name]) => fields.includes(name))
    return { id: persona.xId, name: persona.name, username: persona.xHandle, ...Object.fromEntries(asked) }
  }

  return app
}

/**
 * The sentences of X's token endpoint: plhery/node-twitter-api-v2#496 (code),
 * xdevplatform/twitter-api-typescript-sdk#26 (verifier); the redirect URI's is widely quoted.
 */
const REFUSALS = {
  'grant type': 'Missing required parameter [grant_type].',
  'authorization code': 'Value passed for the authorization code was invalid.',
  'redirect uri': 'Value passed for the redirect uri did not match the uri of the authorization code.',
  'code verifier': 'Value passed for the code verifier did not match the code challenge.',
} as const

function refuse(context: Context, what: keyof typeof REFUSALS): Response {
  return xTokenError(context, 400, 'invalid_request', REFUSALS[what])
}
