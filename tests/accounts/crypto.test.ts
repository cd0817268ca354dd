import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import {
  authorizationUrl,
  base32Text,
  base64url,
  basicAuthorization,
  constantTimeEqual,
  hmacSha256Hex,
  oneTimeCode,
  otpAuthUri,
  randomToken,
  sha256Hex,
} from '../../src/features/accounts/crypto.ts'
import { otp } from '../support/staff.ts'

test('a token is 32 bytes as base64url, and no two are alike', () => {
  const tokens = Array.from({ length: 200 }, () => randomToken())
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(base64url.decode(token)).toHaveLength(32)
  }
  expect(new Set(tokens).size).toBe(tokens.length)
})

test('hashes agree with the platform for any text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(await sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'))
    }),
  )
})

test('signatures agree with the platform, for text and byte keys', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.string(), async (key, message) => {
      expect(await hmacSha256Hex(key, message)).toBe(createHmac('sha256', key).update(message).digest('hex'))
    }),
  )
  expect(await hmacSha256Hex('비밀', 'token')).toBe(
    createHmac('sha256', '비밀').update('token').digest('hex'),
  )
})

test('an empty key signs nothing', async () => {
  await expect(hmacSha256Hex('', 'message')).rejects.toThrow(RangeError)
  await expect(hmacSha256Hex(new Uint8Array(), 'message')).rejects.toThrow(RangeError)
})

test('two different texts are refused instead of being called equal', () => {
  // What a caller without types, or with a value from JSON, would do.
  const call = (a: unknown, b: unknown) => Reflect.apply(constantTimeEqual, undefined, [a, b])
  for (const [a, b] of [
    ['secret-a', 'secret-b'],
    [null, undefined],
    [{}, {}],
    [7, 7],
    [new Uint16Array([256]), new Uint16Array([0])],
    [new Uint8Array([1]), 'x'],
  ]) {
    expect(() => call(a, b)).toThrow(TypeError)
  }
})

test('bytes are equal exactly when they are the same', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect(constantTimeEqual(a, b)).toBe(Buffer.from(a).equals(b))
      expect(constantTimeEqual(a, Uint8Array.from(a))).toBe(true)
    }),
  )
})

test('base64url uses its own alphabet and comes back as the same bytes', () => {
  expect(base64url.encode(new Uint8Array([0xfb, 0xff, 0xfe]))).toBe('-__-')
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = base64url.encode(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(base64url.decode(text)).toEqual(Uint8Array.from(bytes))
    }),
  )
})

test.each([
  ['padding', 'AA=='],
  ['a lone character', 'A'],
  ['another spelling of the same byte', 'AB'],
  ['the ordinary alphabet', '+/+/'],
  ['white space', 'AA AA'],
])('base64url with %s is refused', (_what, text) => {
  expect(() => base64url.decode(text)).toThrow(RangeError)
})

test('Basic credentials are the plain pair, dashes and underscores untouched', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (id, secret) => {
      const header = basicAuthorization(`${id}-_`, secret)
      expect(header).toBe(`Basic ${Buffer.from(`${id}-_:${secret}`).toString('base64')}`)
    }),
  )
})

test('the authorization URL carries the S256 challenge and never the verifier', async () => {
  const verifier = randomToken()
  const url = await authorizationUrl({
    endpoint: 'https://provider.example/authorize?tenant=1',
    clientId: 'client',
    redirectUri: 'https://paper.example/login/x/callback',
    state: 'st&te=1',
    verifier,
    scopes: ['one', 'two'],
  })
  expect(Object.fromEntries(url.searchParams)).toEqual({
    tenant: '1',
    response_type: 'code',
    client_id: 'client',
    redirect_uri: 'https://paper.example/login/x/callback',
    state: 'st&te=1',
    scope: 'one two',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  expect(url.href).not.toContain(verifier)
})

test('one-time codes are those of RFC 4226, appendix D, and of RFC 6238, appendix B', async () => {
  const secret = new TextEncoder().encode('12345678901234567890')
  const codes = await Promise.all(Array.from({ length: 10 }, (_, counter) => oneTimeCode(secret, counter)))
  expect(codes.join(' ')).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489')
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ] as const)
    expect(await oneTimeCode(secret, Math.floor(seconds / 30))).toBe(code)
})

test('one-time codes agree with the platform for any secret and counter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 16, maxLength: 64 }),
      fc.integer({ min: 0, max: 2 ** 38 }),
      async (secret, counter) => {
        expect(await oneTimeCode(secret, counter)).toBe(otp(base32Text(secret), counter * 30_000))
      },
    ),
  )
})

test('no code is made of a short secret or of something that is no counter', () => {
  const secret = new Uint8Array(20)
  expect(() => oneTimeCode(new Uint8Array(15), 1)).toThrow(RangeError)
  for (const counter of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => oneTimeCode(secret, counter)).toThrow(RangeError)
})

test('an app reads issuer and name as they were, spaces, plus signs and Hangul included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (issuer, name) => {
      const text = otpAuthUri(issuer, name, new Uint8Array(20))
      const uri = new URL(text)
      const plain = (part: string) => part.replaceAll(':', ' ')
      const label = /^otpauth:\/\/totp\/([^?]*)\?/.exec(text)?.[1] ?? ''
      expect(decodeURIComponent(label)).toBe(`${plain(issuer)}:${plain(name)}`)
      expect(uri.search).not.toContain('+')
      expect(uri.searchParams.get('issuer')).toBe(plain(issuer))
      expect(uri.searchParams.get('secret')).toBe('A'.repeat(32))
      expect(uri.searchParams.get('digits')).toBe('6')
    }),
  )
})

test('nothing is written to the console', async () => {
  const spies = (['log', 'warn', 'error', 'info'] as const).map((name) => vi.spyOn(console, name))
  randomToken()
  await sha256Hex('text')
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled()
    spy.mockRestore()
  }
})
