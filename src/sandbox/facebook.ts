import { createHmac } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { GRAPH_VERSION } from '../features/accounts/providers/facebook.ts'
import { DAY, MINUTE } from '../kernel/clock.ts'
import { formBody, formTargets, type SandboxAction, type SandboxSettings, single } from './context.ts'
import { FACEBOOK_FAULTS, graphError } from './facebook-faults.ts'
import { faultAt, isCodeFault } from './faults.ts'
import { fitsChallenge, type Grant, type Grants } from './grants.ts'
import { allowFormTargets } from './headers.ts'
import { personaPage, refusedPage } from './pages.tsx'
import { personaByKey } from './personas.ts'

const CODE_MS = 10 * MINUTE
/** About 60 days, as seen on the web. */
const TOKEN_SECONDS = 5_183_944

/** Meta, "Manually build a login flow": the same parameters come from an app in development mode. */
const DENIAL = {
  error: 'access_denied',
  error_code: '200',
  error_description: 'Permissions error',
  error_reason: 'user_denied',
}

/** facebookarchive/php-graph-sdk#1124, overtrue/socialite#198, simi/omniauth-facebook#228. */
function refuseCode(context: Context, outcome: 'used' | 'expired' | 'unknown'): Response {
  if (outcome === 'used') return graphError(context, 100, 'This authorization code has been used.', 36009)
  if (outcome === 'expired') return graphError(context, 100, 'This authorization code has expired.', 36007)
  return graphError(context, 100, 'Invalid verification code format.')
}

interface DialogRequest {
  redirectUri: string
  state: string | null
  challenge: string | null
  scopes: readonly string[]
}

/** Facebook's dialog, token endpoint and `/me`, on their own paths. */
export function createSandboxFacebook(settings: SandboxSettings, grants: Grants): Hono {
  const client = settings.clients.facebook
  const app = new Hono()
  const report = (step: SandboxAction['step'], outcome: string) =>
    settings.onAction?.({ provider: 'facebook', step, outcome })

  function check(context: Context): DialogRequest | string {
    const query = new URL(context.req.url).searchParams
    const redirectUri = single(query, 'redirect_uri')
    const challenge = single(query, 'code_challenge') || null
    const scopes = (single(query, 'scope') ?? 'public_profile').split(/[ ,]+/)
    if (single(query, 'client_id') !== client.id) return 'The app id is not known.'
    if (!redirectUri || !client.redirectUris.includes(redirectUri)) {
      return 'URL blocked: the redirect URI is not one of the valid OAuth redirect URIs.'
    }
    if ((single(query, 'response_type') ?? 'code') !== 'code') return 'response_type must be code.'
    if (challenge && single(query, 'code_challenge_method') !== 'S256')
      return 'code_challenge_method must be S256.'
    if (scopes.some((scope) => scope !== 'public_profile' && scope !== 'email')) return 'Invalid scopes.'
    return { redirectUri, state: single(query, 'state'), challenge, scopes }
  }

  app.on(['GET', 'POST'], `/${GRAPH_VERSION}/dialog/oauth`, async (context) => {
    const request = check(context)
    if (typeof request === 'string') {
      report('authorize', request)
      return context.html(refusedPage('facebook', request), 400)
    }
    const form = context.req.method === 'POST' ? await formBody(context) : null
    const back = form && (form.has('deny') ? DENIAL : approve(form, request))
    if (!back) {
      allowFormTargets(context, formTargets(settings, client))
      const page = { clientId: client.id, scopes: request.scopes, faults: FACEBOOK_FAULTS }
      return context.html(personaPage({ provider: 'facebook', ...page }))
    }
    report('authorize', 'error' in back ? back.error : 'granted')
    const target = new URL(request.redirectUri)
    for (const [name, value] of Object.entries(back)) target.searchParams.set(name, value)
    if (request.state !== null) target.searchParams.set('state', request.state)
    // Facebook's own habit since 2011.
    target.hash = '#_=_'
    return context.redirect(target.href, 303)
  })

  function approve(form: URLSearchParams, request: DialogRequest): { code: string } | null {
    const persona = personaByKey(single(form, 'persona') ?? '')
    if (!persona) return null
    const fault = single(form, 'fault') ?? ''
    const isExpired = isCodeFault(FACEBOOK_FAULTS, fault)
    const { redirectUri, challenge, scopes } = request
    return {
      code: grants.issueCode({ persona, redirectUri, challenge, scopes, fault }, isExpired ? 0 : CODE_MS),
    }
  }

  app.post(`/${GRAPH_VERSION}/oauth/access_token`, async (context) => {
    const answer = await exchange(context)
    report('token', `answered ${answer.status}`)
    return answer
  })

  async function exchange(context: Context): Promise<Response> {
    const form = (await formBody(context)) ?? new URLSearchParams()
    if (single(form, 'client_id') !== client.id) {
      return graphError(context, 101, 'Error validating application. Cannot get application info.')
    }
    if (single(form, 'client_secret') !== client.secret) {
      return graphError(context, 1, 'Error validating client secret.')
    }
    const taken = grants.takeCode(single(form, 'code') ?? '')
    if (taken.outcome !== 'ok') return refuseCode(context, taken.outcome)
    return answerCode(context, form, taken.grant)
  }

  function answerCode(context: Context, form: URLSearchParams, grant: Grant): Response | Promise<Response> {
    if (single(form, 'redirect_uri') !== grant.redirectUri) {
      // freizl/hoauth2#19
      return graphError(
        context,
        100,
        'Error validating verification code. Please make sure your redirect_uri is identical',
      )
    }
    const verifier = single(form, 'code_verifier')
    // better-auth/better-auth#186
    if (grant.challenge === null && verifier !== null) {
      return graphError(
        context,
        1,
        'code_verifier param is provided without a code_challenge in authorization request.',
      )
    }
    if (grant.challenge !== null && !fitsChallenge(verifier ?? '', grant.challenge)) {
      return graphError(context, 1, 'Invalid code verifier.')
    }
    const token = grants.issueToken(grant, 60 * DAY)
    const answer = { access_token: token, token_type: 'bearer', expires_in: TOKEN_SECONDS }
    return faultAt(FACEBOOK_FAULTS, 'token', context, grant) ?? context.json(answer)
  }

  app.get(`/${GRAPH_VERSION}/me`, async (context) => {
    const answer = await profile(context)
    report('profile', `answered ${answer.status}`)
    return answer
  })

  async function profile(context: Context): Promise<Response> {
    const token = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1] ?? ''
    const grant = grants.byToken(token)
    if (!grant) return graphError(context, 190, 'Invalid OAuth access token.')
    const proof = context.req.query('appsecret_proof')
    if (!proof)
      return graphError(context, 100, 'API calls from the server require an appsecret_proof argument')
    if (proof !== createHmac('sha256', client.secret).update(token).digest('hex')) {
      return graphError(context, 100, 'Invalid appsecret_proof provided in the API argument')
    }
    const fields = context.req.query('fields') ?? 'id,name'
    return faultAt(FACEBOOK_FAULTS, 'profile', context, grant) ?? context.json(person(grant, fields))
  }

  function person({ persona, scopes, fault }: Grant, fields: string): Record<string, unknown> {
    const url = `${settings.publicUrl}/avatars/${persona.key}.svg`
    const picture = { data: { url, is_silhouette: !persona.hasAvatar } }
    return {
      id: persona.facebookId,
      ...(/\bname\b/.test(fields) ? { name: persona.name } : {}),
      ...(/\bpicture\b/.test(fields) ? { picture } : {}),
      ...(/\bemail\b/.test(fields) && scopes.includes('email') && fault !== 'no-email'
        ? { email: `${persona.key}@example.com` }
        : {}),
    }
  }

  return app
}
