import type { Context } from 'hono'
import type { Grant } from './grants.ts'

type Answer = (context: Context, grant: Grant) => Response | Promise<Response>

/** Something that goes wrong on demand. Each answer has a source: the provider's pages or a public report. */
export type Fault = { key: string; label: string } & ( // Known to the code that would otherwise do it right.
  | { at: 'code' | 'email' }
  | { at: 'token' | 'profile'; answer: Answer }
)

const HTML_PAGE = '<!doctype html><title>Sorry</title><p>Something went wrong.</p>'

/** What any server does on a bad day, whichever provider it stands for. */
export const ON_A_BAD_DAY: readonly Fault[] = [
  { key: 'outage', label: 'Token: 503', at: 'token', answer: (c) => c.html(HTML_PAGE, 503) },
  { key: 'html', label: 'Token: HTML instead of JSON', at: 'token', answer: (c) => c.html(HTML_PAGE) },
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

/** The same of the profile, which X had on 30 June 2026 for some hours. */
export const PROFILE_ON_A_BAD_DAY: readonly Fault[] = [
  {
    key: 'profile-outage',
    label: 'Profile: 503',
    at: 'profile',
    answer: (c) => c.html(HTML_PAGE, 503),
  },
  { key: 'profile-hang', label: 'Profile: no answer at all', at: 'profile', answer: untilTheClientLeaves },
]

/** The fault chosen for this grant, when its time has come. */
export function faultAt(
  faults: readonly Fault[],
  step: 'token' | 'profile',
  context: Context,
  grant: Grant,
): Response | Promise<Response> | null {
  const fault = faults.find(({ key }) => key === grant.fault)
  return fault && fault.at === step ? fault.answer(context, grant) : null
}

/** Whether the code of a grant with this fault is dead at birth. */
export function isCodeFault(faults: readonly Fault[], chosen: string): boolean {
  return faults.some(({ key, at }) => key === chosen && at === 'code')
}
