import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compose } from '../../src/compose.ts'
import { LOGIN_FAILURES, type LoginFailure, PROVIDER_NAMES } from '../../src/features/accounts/model.ts'
import { graphVersionWarning } from '../../src/features/accounts/providers/facebook.ts'
import { operatorLine } from '../../src/features/accounts/providers/operator.ts'
import type { OutboundResponse } from '../../src/features/ports.ts'
import { DAY, MINUTE } from '../../src/kernel/clock.ts'
import { browserWords } from '../../src/locales/browser-words.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { loginError, type Name, signIn, startSandbox } from './sandbox-login.ts'
import { goodToken, json, NOW, request, scripted } from './scripted.ts'

const problem = (name: string) => ({ type: `https://api.twitter.com/2/problems/${name}`, title: 'A title' })
const graph = (code: number, subcode?: number) => ({
  error: { message: 'Prose', type: 'OAuthException', code, error_subcode: subcode, fbtrace_id: 'Trace' },
})
const invalid = (sentence: string) => ({ error: 'invalid_request', error_description: sentence })

type Row = [string, Name, 'token' | 'profile', OutboundResponse, LoginFailure, string]

test.each<Row>([
  [
    'a used code',
    'x',
    'token',
    json(invalid('Value passed for the authorization code was invalid.'), 400),
    'expired',
    'token 400 invalid_request',
  ],
  [
    'another redirect URI',
    'x',
    'token',
    json(invalid('Value passed for the redirect uri did not match the uri of the authorization code.'), 400),
    'config',
    'token 400 invalid_request, check the callback URLs of the app',
  ],
  [
    'a client without Basic',
    'x',
    'token',
    json({ error: 'unauthorized_client' }, 401),
    'config',
    'token 401 unauthorized_client, check x_client_id, x_client_secret and the app type “Web App”',
  ],
  ['402', 'x', 'profile', json(problem('credits'), 402), 'out-of-credit', 'profile 402 credits'],
  [
    'no credits as 403',
    'x',
    'profile',
    json(problem('credits'), 403),
    'out-of-credit',
    'profile 403 credits',
  ],
  [
    'no project',
    'x',
    'profile',
    json(problem('client-forbidden'), 403),
    'config',
    'profile 403 client-forbidden, check that the app belongs to a project',
  ],
  [
    'a missing scope',
    'x',
    'profile',
    json({ type: 'about:blank', title: 'Forbidden' }, 403),
    'config',
    'profile 403 Forbidden, check the app’s access and its scopes users.read and tweet.read',
  ],
  ['the cap', 'x', 'profile', json(problem('usage-capped'), 429), 'capped', 'profile 429 usage-capped'],
  ['a bare 429', 'x', 'token', json('wait', 429, 'text/plain'), 'throttled', 'token 429'],
  [
    'errors only',
    'x',
    'profile',
    json({ errors: [problem('resource-not-found')] }),
    'outage',
    'profile 200 resource-not-found',
  ],
  ['503', 'x', 'token', json('sorry', 503, 'text/html'), 'outage', 'token 503'],
  ['1', 'facebook', 'token', json(graph(1), 400), 'config', 'token 400 1/- Trace, check facebook_app_secret'],
  ['100/36009', 'facebook', 'token', json(graph(100, 36009), 400), 'expired', 'token 400 100/36009 Trace'],
  [
    '101',
    'facebook',
    'token',
    json(graph(101), 400),
    'config',
    'token 400 101/- Trace, check facebook_app_id',
  ],
  ['190', 'facebook', 'profile', json(graph(190), 400), 'outage', 'profile 400 190/- Trace'],
  ['4', 'facebook', 'profile', json(graph(4), 400), 'throttled', 'profile 400 4/- Trace'],
  ['17', 'facebook', 'profile', json(graph(17), 400), 'throttled', 'profile 400 17/- Trace'],
  ['32', 'facebook', 'profile', json(graph(32), 400), 'throttled', 'profile 400 32/- Trace'],
  ['613', 'facebook', 'token', json(graph(613), 400), 'throttled', 'token 400 613/- Trace'],
  ['a bare 429 of Facebook', 'facebook', 'token', json('wait', 429, 'text/plain'), 'throttled', 'token 429'],
])(
  '%s (%s, %s) is told apart, and the note names what to look at',
  async (_what, name, step, answer, failure, note) => {
    const peer = step === 'token' ? scripted(() => answer) : scripted(goodToken, () => answer)
    const error = await loginError(peer[name].identify(request))
    expect({ failure: error.failure, note: error.note }).toEqual({ failure, note })
  },
)

const limited = (reset: string) =>
  scripted(goodToken, () =>
    json(problem('rate-limit-exceeded'), 429, 'application/problem+json', { 'x-rate-limit-reset': reset }),
  )

test.each<[string, number | null]>([
  [String(NOW / 1000 + 900), NOW + 15 * MINUTE],
  [String(NOW / 1000), null],
  ['0', null],
  [String(NOW / 1000 + 90_000_000), NOW + DAY],
  ['999999999999', NOW + DAY],
  ['9'.repeat(40), null],
  ['-5', null],
  ['1e12', null],
  ['soon', null],
])('a rate limit that ends at %s (seconds)', async (reset, retryAt) => {
  const error = await loginError(limited(reset).x.identify(request))
  expect(error).toMatchObject({ failure: 'throttled', retryAt })
  expect(error.note).toBe(
    `profile 429 rate-limit-exceeded${retryAt === null ? '' : `, until ${new Date(retryAt).toISOString()}`}`,
  )
})

test('only a rate limit has an end that is worth naming', async () => {
  const { x } = scripted(goodToken, () =>
    json(problem('usage-capped'), 429, 'application/json', { 'x-rate-limit-reset': String(NOW / 1000 + 60) }),
  )
  expect(await loginError(x.identify(request))).toMatchObject({ failure: 'capped', retryAt: null })
})

test('the stand-in’s rate limit says when it ends, as X’s does', async () => {
  const sandbox = await startSandbox()
  try {
    const { provider, request: made } = await signIn(sandbox, 'x', 'maya', 'rate-limited')
    expect((await loginError(provider.identify(made))).retryAt).toBe(sandbox.now + 15 * MINUTE)
  } finally {
    await sandbox.close()
  }
})

test.each(LANGUAGES)('a reader can tell every failure from the others (%s)', (language) => {
  const { login } = catalogue(language).reader
  const sentences = LOGIN_FAILURES.map((failure) => login.failures[failure]('X'))
  expect(new Set(sentences).size).toBe(LOGIN_FAILURES.length)
  for (const sentence of Object.values(browserWords(catalogue(language)).failures))
    expect(sentence).toContain(login.textKept)
})

test.each(PROVIDER_NAMES)('the operator reads what to do about each failure of %s', (name) => {
  const lines = LOGIN_FAILURES.map((failure) => operatorLine(name, failure))
  expect(new Set(lines.map(({ message }) => message)).size).toBe(LOGIN_FAILURES.length)
  expect(operatorLine(name, 'config').message).toContain(`PUBLIC_URL/login/${name}/callback`)
  for (const failure of ['config', 'out-of-credit', 'capped'] as const) {
    expect(operatorLine(name, failure).level).toBe('error')
  }
  expect(operatorLine(name, 'denied').level).toBe('info')
})

test('each failed login is one line of the log, as loud as it must be, with the provider’s answer beside it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'brevier-log-'))
  const lines: [string, unknown, string][] = []
  const at = (level: string) => (fields: unknown, message: string) => lines.push([level, fields, message])
  const { services, close } = await compose({
    publicUrl: 'http://localhost:4000',
    dataDir,
    database: `sqlite:${join(dataDir, 'brevier.sqlite')}`,
    kind: 'sandbox',
    providers: [],
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
  })
  try {
    const failed = { provider: 'x', failure: 'out-of-credit', note: 'profile 402 credits' } as const
    services.events.emit('login.failed', failed)
    services.events.emit('login.failed', { provider: 'x', failure: 'denied', note: 'access_denied' })
    expect(lines.map(([level, , message]) => [level, message.split(/[.,]/)[0]])).toEqual([
      ['error', 'sign-in with X failed: buy credits in the provider’s console'],
      ['info', 'sign-in with X failed: the person cancelled'],
    ])
    expect(lines[0]?.[1]).toEqual(failed)
  } finally {
    await close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('a denial at Facebook has two causes, and the operator reads both', () => {
  const { message } = operatorLine('facebook', 'denied')
  expect(message).toContain('cancelled')
  expect(message).toContain('Development mode')
  expect(operatorLine('x', 'denied').message).not.toContain('Development')
})

test('a start within 180 days of the Graph version’s earliest end warns, and not before', () => {
  const end = Date.UTC(2028, 6, 29)
  expect(graphVersionWarning(Date.UTC(2026, 10, 23))).toBeNull()
  expect(graphVersionWarning(end - 180 * DAY - 1)).toBeNull()
  expect(graphVersionWarning(end - 180 * DAY)).toContain('may end as early as 2028-07-29, 180 days from now')
  expect(graphVersionWarning(end - 1)).toContain('1 days from now')
  expect(graphVersionWarning(end)).toContain('may have ended on 2028-07-29')
})
