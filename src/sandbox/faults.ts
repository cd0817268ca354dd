import type { Context } from 'hono'
import type { Grant } from './grants.ts'

type Answer = (context: Context, grant: Grant) => Response | Promise<Response>

/** Something that goes wrong on demand. Each answer has a source: the provider's pages or a public report. */
export type Fault = { key: string; label: string } & (
  | { at: 'code' }
  | { at: 'token' | 'profile'; answer: Answer }
)

const htmlPage = '<!doctype html><title>Sorry</title><p>Something went wrong.</p>'

/** What any server does on a bad day, whichever provider it stands for. */
const ON_A_BAD_DAY: readonly Fault[] = [
  { key: 'outage', label: 'Token: 503', at: 'token', answer: (c) => c.html(htmlPage, 503) },
  { key: 'html', label: 'Token: HTML instead of JSON', at: 'token', answer: (c) => c.html(htmlPage) },
  {
    key: 'redirect',
    label: 'Token: redirect to another place',
    at: 'token',
    answer: (c) => c.redirect('/elsewhere', 307),
  },
  { key: 'null', label: 'Token: null', at: 'token', answer: (c) => c.json(null) },
  {
    key: 'no-token',
    label: 'Token: answer without a token',
    at: 'token',
    answer: (c) => c.json({ token_type: 'bearer', expires_in: 7200 }),
  },
  { key: 'hang', label: 'Token: no answer at all', at: 'token', answer: untilTheClientLeaves },
]

async function untilTheClientLeaves(context: Context): Promise<Response> {
  const { signal } = context.req.raw
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  return context.body(null, 204)
}

/** A problem of X's API v2 (docs.x.com, "Response codes and errors"). */
export function xProblem(
  context: Context,
  status: 401 | 402 | 403 | 429,
  type: string,
  title: string,
  detail: string,
): Response {
  const named = type === 'about:blank' ? type : `https://api.twitter.com/2/problems/${type}`
  const body = { type: named, title, detail, status }
  return context.json(body, status, { 'Content-Type': 'application/problem+json' })
}

/** The object of X's token endpoint; the sentences are those of public reports. */
export function xTokenError(
  context: Context,
  status: 400 | 401,
  error: string,
  description: string,
): Response {
  return context.json({ error, error_description: description }, status)
}

/** `tweepy/tweepy#2035`, `r-lib/httr2#122`. */
export function xClientRefused(context: Context): Response {
  return xTokenError(context, 401, 'unauthorized_client', 'Missing valid authorization header')
}

export const X_FAULTS: readonly Fault[] = [
  { key: 'code-expired', label: 'Code: older than 30 seconds', at: 'code' },
  {
    key: 'client-refused',
    label: 'Token: client id or secret refused',
    at: 'token',
    answer: (c) => xClientRefused(c),
  },
  ...ON_A_BAD_DAY,
  {
    key: 'unauthorized',
    label: 'Profile: 401',
    at: 'profile',
    answer: (c) => xProblem(c, 401, 'about:blank', 'Unauthorized', 'Unauthorized'),
  },
  {
    key: 'credits',
    label: 'Profile: 402, out of credits',
    at: 'profile',
    answer: (c) =>
      xProblem(c, 402, 'credits', 'CreditsDepleted', 'Your enrolled account does not have any credits'),
  },
  {
    key: 'client-forbidden',
    label: 'Profile: 403, app without a project',
    at: 'profile',
    answer: (c) => xProblem(c, 403, 'client-forbidden', 'Client Forbidden', 'The app is not enrolled'),
  },
  {
    key: 'rate-limited',
    label: 'Profile: 429, too many requests',
    at: 'profile',
    answer: (c) => xProblem(c, 429, 'rate-limit-exceeded', 'Too Many Requests', 'Too Many Requests'),
  },
  {
    key: 'usage-capped',
    label: 'Profile: 429, monthly cap reached',
    at: 'profile',
    answer: (c) =>
      xProblem(c, 429, 'usage-capped', 'UsageCapExceeded', 'Usage cap exceeded: Monthly product cap'),
  },
  {
    key: 'errors-only',
    label: 'Profile: 200 with errors only',
    at: 'profile',
    answer: (c) =>
      c.json({
        errors: [
          {
            title: 'Not Found Error',
            detail: 'Could not find user',
            type: 'https://api.twitter.com/2/problems/resource-not-found',
          },
        ],
      }),
  },
]

/** Graph's error object (Meta, "Handling errors"). */
export function graphError(context: Context, code: number, message: string, subcode?: number): Response {
  const type = message.includes('appsecret_proof') ? 'GraphMethodException' : 'OAuthException'
  const error = {
    message,
    type,
    code,
    ...(subcode ? { error_subcode: subcode } : {}),
    fbtrace_id: 'Sandbox0Trace',
  }
  return context.json({ error }, 400)
}

export const FACEBOOK_FAULTS: readonly Fault[] = [
  { key: 'code-expired', label: 'Code: expired (100/36007)', at: 'code' },
  {
    key: 'bad-secret',
    label: 'Token: wrong app secret (1)',
    at: 'token',
    answer: (c) => graphError(c, 1, 'Error validating client secret.'),
  },
  {
    key: 'code-used',
    label: 'Token: code already used (100/36009)',
    at: 'token',
    answer: (c) => graphError(c, 100, 'This authorization code has been used.', 36009),
  },
  ...ON_A_BAD_DAY,
  {
    key: 'bad-token',
    label: 'Profile: invalid token (190)',
    at: 'profile',
    answer: (c) => graphError(c, 190, 'Invalid OAuth access token.'),
  },
  {
    key: 'throttled',
    label: 'Profile: too many calls (4)',
    at: 'profile',
    answer: (c) => graphError(c, 4, '(#4) Application request limit reached'),
  },
  {
    key: 'no-picture',
    label: 'Profile: without a picture',
    at: 'profile',
    answer: (c, { persona }) => c.json({ id: persona.facebookId, name: persona.name }),
  },
]
