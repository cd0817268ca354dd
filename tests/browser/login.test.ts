import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { awaitLogin, failureSentence, handshakeOf, redeem } from '../../src/browser/discussion/login-steps.ts'
import { newSecret, sha256Hex } from '../../src/browser/secret.ts'
import { browserWords } from '../../src/locales/browser-words.ts'
import { catalogue } from '../../src/locales/index.ts'

const words = browserWords(catalogue('en'))
const popup = { name: 'popup' } as unknown as Window
const own = { origin: 'https://c.example', popup }
const message = {
  origin: own.origin,
  source: popup,
  data: { type: 'brevier:login', attempt: 'a1', secret: 's1' },
}
const handshake = { attempt: 'a1', secret: 's1' }
const asked: { path: string; body: string }[] = []

/** Answers by path, in order; the last answer of a path is given for ever. */
function service(answers: Record<string, readonly (readonly [number, unknown] | 'down')[]>): void {
  const left = new Map(Object.entries(answers).map(([path, list]) => [path, [...list]]))
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, body: String(init.body ?? '') })
    const list = left.get(path) ?? []
    const answer = list.length > 1 ? list.shift() : list[0]
    if (!answer || answer === 'down') throw new TypeError('network')
    return new Response(JSON.stringify(answer[1]), { status: answer[0] })
  })
}

beforeEach(() => {
  asked.length = 0
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the message from the popup', () => {
  it('is taken from our own window and origin', () => {
    expect(handshakeOf(message, own)).toEqual(handshake)
  })

  it.each([
    ['another origin', { ...message, origin: 'https://evil.example' }],
    ['another window', { ...message, source: { name: 'other' } as unknown as Window }],
    ['no window', { ...message, source: null }],
    ['another type', { ...message, data: { ...message.data, type: 'hello' } }],
    ['no secret', { ...message, data: { type: 'brevier:login', attempt: 'a1' } }],
    ['a secret that is no text', { ...message, data: { ...message.data, secret: ['x'] } }],
    ['nothing', { ...message, data: null }],
  ])('is ignored: %s', (_why, event) => {
    expect(handshakeOf(event, own)).toBeNull()
  })
})

describe('waiting for a sign-in', () => {
  const hooks = () => ({ words, provider: 'X', isOver: () => false, onNameNeeded: vi.fn() })

  it('asks on while the reader is busy, says when a name is needed, and ends when it is done', async () => {
    service({
      '/login/poll': [
        [200, { status: 'waiting' }],
        'down',
        [503, {}],
        [200, { status: 'name-needed' }],
        [200, { status: 'done' }],
      ],
    })
    const given = hooks()
    const end = awaitLogin(handshake, given)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await end).toBe('done')
    expect(given.onNameNeeded).toHaveBeenCalledTimes(1)
    expect(asked).toHaveLength(5)
  })

  it('tells why it failed', async () => {
    service({ '/login/poll': [[200, { status: 'failed', failure: 'out-of-credit' }]] })
    const end = awaitLogin(handshake, hooks())
    await vi.advanceTimersByTimeAsync(2_000)
    const { login } = catalogue('en').reader
    expect(await end).toEqual({
      sentence: `${login.failures['out-of-credit']('X')} ${login.textKept}`,
      failure: 'out-of-credit',
    })
  })

  it('stops after ten minutes and says so', async () => {
    service({ '/login/poll': [[200, { status: 'waiting' }]] })
    const end = awaitLogin(handshake, hooks())
    await vi.advanceTimersByTimeAsync(601_000)
    expect(await end).toEqual({ sentence: words.expired, failure: 'expired' })
  })

  it('asks no more after it was cancelled', async () => {
    service({ '/login/poll': [[200, { status: 'waiting' }]] })
    let over = false
    const end = awaitLogin(handshake, { ...hooks(), isOver: () => over })
    await vi.advanceTimersByTimeAsync(4_000)
    over = true
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await end).toBeNull()
    expect(asked).toHaveLength(2)
  })

  it('has a sentence for a failure that it does not know', () => {
    expect(failureSentence('constructor', 'X', words)).toBe(words.unknown)
  })
})

describe('redeeming', () => {
  it('ends signed in where the browser kept the cookie, and asks for no token', async () => {
    service({ '/login/redeem': [[200, {}]], '/login/session': [[200, { signedIn: true }]] })
    expect(await redeem(handshake, words)).toBe('signed-in')
    expect(asked.map(({ path }) => path)).toEqual(['/login/redeem', '/login/session'])
  })

  it('gets a token for this page where the cookie was refused', async () => {
    service({
      '/login/redeem': [[200, {}]],
      '/login/session': [[200, { signedIn: false }]],
      '/login/page-token': [[200, { token: 'tok', displayName: 'Ada' }]],
    })
    expect(await redeem(handshake, words)).toEqual({ token: 'tok', displayName: 'Ada' })
  })

  it('keeps the secret out of every address', async () => {
    service({
      '/login/redeem': [[200, {}]],
      '/login/session': [[200, {}]],
      '/login/page-token': [[410, { detail: 'Late.' }]],
    })
    expect(await redeem(handshake, words)).toEqual({ sentence: 'Late.' })
    expect(asked.filter(({ path }) => path.includes('s1'))).toEqual([])
    expect(asked.filter(({ body }) => body.includes('s1'))).toHaveLength(2)
  })

  it('says so when the service does not answer', async () => {
    service({})
    expect(await redeem(handshake, words)).toEqual({ sentence: words.unknown })
  })
})

describe('a secret', () => {
  it('is 43 characters that an address may hold, new each time', () => {
    const secrets = Array.from({ length: 50 }, newSecret)
    expect(new Set(secrets).size).toBe(50)
    expect(secrets.filter((secret) => !/^[A-Za-z0-9_-]{43}$/.test(secret))).toEqual([])
  })

  it('is hashed as the server hashes it', async () => {
    // FIPS 180-2, appendix B.1.
    expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
