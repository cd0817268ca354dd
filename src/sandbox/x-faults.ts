import type { Context } from 'hono'
import { type Fault, ON_A_BAD_DAY, PROFILE_ON_A_BAD_DAY } from './faults.ts'

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
  {
    key: 'client-unknown',
    label: 'Token: invalid_client',
    at: 'token',
    // RFC 6749 §5.2; X answers it beside `unauthorized_client`.
    answer: (c) => xTokenError(c, 401, 'invalid_client', 'Invalid client'),
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
    key: 'scope-missing',
    label: 'Profile: 403, a scope is missing',
    at: 'profile',
    // pilcrowonpaper/arctic#44
    answer: (c) => xProblem(c, 403, 'about:blank', 'Forbidden', 'Forbidden'),
  },
  {
    key: 'rate-limited',
    label: 'Profile: 429, too many requests',
    at: 'profile',
    answer: (c) => {
      c.header('x-rate-limit-remaining', '0')
      return xProblem(c, 429, 'rate-limit-exceeded', 'Too Many Requests', 'Too Many Requests')
    },
  },
  {
    key: 'rate-limited-older',
    label: 'Profile: 429 in the older shape (88)',
    at: 'profile',
    answer: (c) => {
      c.header('x-rate-limit-remaining', '0')
      return c.json({ errors: [{ code: 88, message: 'Rate limit exceeded' }] }, 429)
    },
  },
  {
    key: 'usage-capped',
    label: 'Profile: 429, monthly cap reached',
    at: 'profile',
    answer: (c) =>
      xProblem(c, 429, 'usage-capped', 'UsageCapExceeded', 'Usage cap exceeded: Monthly product cap'),
  },
  ...PROFILE_ON_A_BAD_DAY,
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
