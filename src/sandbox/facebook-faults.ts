import type { Context } from 'hono'
import { type Fault, ON_A_BAD_DAY, PROFILE_ON_A_BAD_DAY } from './faults.ts'

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
  {
    key: 'token-refused',
    label: 'Token: invalid (190)',
    at: 'token',
    answer: (c) => graphError(c, 190, 'Invalid OAuth access token.'),
  },
  {
    key: 'token-throttled',
    label: 'Token: too many calls (613)',
    at: 'token',
    answer: (c) => graphError(c, 613, 'Calls to this api have exceeded the rate limit.'),
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
    key: 'person-throttled',
    label: 'Profile: too many calls of this person (17)',
    at: 'profile',
    answer: (c) => graphError(c, 17, '(#17) User request limit reached'),
  },
  ...PROFILE_ON_A_BAD_DAY,
  {
    key: 'no-picture',
    label: 'Profile: without a picture',
    at: 'profile',
    answer: (c, { persona }) => c.json({ id: persona.facebookId, name: persona.name }),
  },
  // People who registered by telephone (supabase/auth#936).
  { key: 'no-email', label: 'Profile: without the e-mail that was asked for', at: 'email' },
]
