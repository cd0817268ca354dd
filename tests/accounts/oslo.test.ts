import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { serialize } from 'hono/utils/cookie'
import { parseCookies, serializeCookie } from 'oslo/cookie'
import { constantTimeEqual as osloEqual } from 'oslo/crypto'
import { encodeBase64url, base64url as osloBase64url } from 'oslo/encoding'
import { OAuth2Client } from 'oslo/oauth2'
import { verifyRequestOrigin } from 'oslo/request'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { base64url, constantTimeEqual } from '../../src/features/accounts/crypto.ts'
import { exchangeCode } from '../../src/features/accounts/providers/exchange.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

/**
 * One question per defect of the library, put to what we use and to the library's own function: ours must pass
 * and the library's must not. Whoever swaps one for the other sees the first half fail; a library that mended
 * its own, the second.
 */

const attempt = <Value>(work: () => Value): Value | 'threw' => {
  try {
    return work()
  } catch {
    return 'threw'
  }
}

describe('comparing', () => {
  const tellsTextsApart = (equal: (a: never, b: never) => boolean) =>
    attempt(() => Reflect.apply(equal, undefined, ['secret-a', 'secret-b'])) !== true

  it('two different texts are not the same secret', () => {
    expect(tellsTextsApart(constantTimeEqual)).toBe(true)
    expect(tellsTextsApart(osloEqual)).toBe(false)
  })
})

describe('base64url', () => {
  const bytes = new Uint8Array([0xfb, 0xff, 0xfe])
  const isUrlSafe = (encode: (bytes: Uint8Array) => string) => /^[\w-]+$/.test(encode(bytes))

  it('has an alphabet that fits a URL', () => {
    expect(isUrlSafe(base64url.encode)).toBe(true)
    expect(isUrlSafe(encodeBase64url)).toBe(false)
  })

  /** Reads what PKCE and Facebook write, and one spelling of it only. */
  const readsOneSpelling = (decode: (text: string) => Uint8Array) =>
    attempt(() => decode('AA').length) === 1 && attempt(() => decode('AB')) === 'threw'

  it('takes unpadded text, and no second spelling of the same bytes', () => {
    expect(readsOneSpelling(base64url.decode)).toBe(true)
    expect(readsOneSpelling((text) => osloBase64url.decode(text))).toBe(false)
    expect(readsOneSpelling((text) => osloBase64url.decode(text, { strict: false }))).toBe(false)
  })
})

describe('cookies', () => {
  let world: World
  let reader: Person
  beforeAll(async () => {
    world = await createWorld()
    reader = await world.reader()
  })
  afterAll(() => world.close())

  const name = '__Host-brevier_reader'
  /** Whether somebody with this header is signed in, at the service and by the library's reading. */
  async function isSignedIn(cookie: string): Promise<{ here: unknown; oslo: unknown }> {
    const answer = await world.request('/login/session', { headers: { cookie } })
    return {
      here: answer.status === 200 ? (await answer.json()).signedIn : answer.status,
      oslo: attempt(() => parseCookies(cookie).get(name) === reader.token),
    }
  }

  it('a broken cookie of another script locks nobody out', async () => {
    expect(await isSignedIn(`paper=%zz; ${reader.cookie}`)).toEqual({ here: true, oslo: 'threw' })
  })

  it('a missing space between two cookies is read as browsers and proxies mean it', async () => {
    expect(await isSignedIn(`paper=1;${reader.cookie}`)).toEqual({ here: true, oslo: false })
  })

  it('a session tossed in behind one’s own is not taken for it', async () => {
    const other = await world.reader('Mallory')
    const cookie = `${name}=${reader.token}; ${name}=${other.token}`
    expect(parseCookies(cookie).get(name)).toBe(other.token)
    expect(await isSignedIn(cookie)).toEqual({ here: false, oslo: false })
  })

  it('a value with an equals sign is not cut to one that fits', async () => {
    expect(await isSignedIn(`${reader.cookie}=`)).toEqual({ here: false, oslo: true })
  })

  it('what is written can be partitioned, keeps the rules of __Host-, and takes no line break', () => {
    const host = { secure: true, path: '/' }
    // What a caller without types would do.
    const write = (options: object) => String(Reflect.apply(serialize, undefined, [name, 'v', options]))
    expect(write({ ...host, partitioned: true })).toContain('; Partitioned')
    expect(serializeCookie(name, 'v', Object.assign({ partitioned: true }, host))).not.toContain(
      'Partitioned',
    )
    for (const broken of [
      { secure: true, path: '/a' },
      { path: '/' },
      { ...host, domain: 'paper.example' },
      { ...host, domain: 'a\r\nSet-Cookie: b=c' },
    ]) {
      expect(attempt(() => write(broken))).toBe('threw')
      expect(attempt(() => serializeCookie(name, 'v', broken))).not.toBe('threw')
    }
  })

  it.each(['http', 'ftp', 'chrome-extension'])(
    'an origin of %s is not ours, whatever its host',
    async (scheme) => {
      const { host } = new URL(world.publicUrl)
      const origin = `${scheme}://${host}`
      const answer = await world.request('/login/poll', { method: 'POST', headers: { origin }, body: '{}' })
      expect(answer.status).toBe(403)
      expect(verifyRequestOrigin(origin, [world.publicUrl])).toBe(true)
    },
  )
})

describe('exchanging a code', () => {
  type Answer = (response: ServerResponse, origin: string) => void
  const json =
    (body: unknown, status = 200): Answer =>
    (response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }

  /** A token endpoint, and beside it a place of somebody else's that keeps what it is sent. */
  async function withPeer<Value>(answer: Answer, work: (origin: string) => Promise<Value>) {
    const stolen: string[] = []
    const elsewhere = createServer(async (request, response) => {
      for await (const chunk of request) stolen.push(String(chunk))
      response.end('{}')
    })
    const peer = createServer((_request, response) => answer(response, address(elsewhere)))
    for (const server of [elsewhere, peer]) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
    try {
      return { outcome: await work(address(peer)), stolen: stolen.join() }
    } finally {
      for (const server of [elsewhere, peer]) {
        server.close()
        server.closeAllConnections()
      }
    }
  }

  const address = (server: ReturnType<typeof createServer>) => {
    const found = server.address()
    return `http://127.0.0.1:${found && typeof found === 'object' ? found.port : 0}`
  }

  const ours = (origin: string) =>
    settled(
      exchangeCode({
        outbound: {
          request: (request) =>
            createOutbound({ allow: [new URL(origin).host] }).request({ ...request, timeoutMs: 200 }),
        },
        tokenUrl: `${origin}/token`,
        clientId: 'id',
        clientSecret: { reveal: () => 'the-secret' },
        authentication: 'body',
        code: 'the-code',
        verifier: 'the-verifier',
        redirectUri: 'http://127.0.0.1:4000/callback',
        explain: () => null,
      }),
    )

  const oslos = (origin: string) =>
    settled(
      new OAuth2Client('id', `${origin}/authorize`, `${origin}/token`).validateAuthorizationCode('the-code', {
        codeVerifier: 'the-verifier',
        credentials: 'the-secret',
        authenticateWith: 'request_body',
      }),
    )

  /** How it ended: with a value, or as one of our own errors, or as something else; half a second is too long. */
  async function settled(exchanged: Promise<unknown>) {
    const late = new Promise<'hangs'>((resolve) => {
      setTimeout(resolve, 500, 'hangs').unref()
    })
    const end = exchanged.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    return Promise.race([end, late])
  }

  const errorName = (end: Awaited<ReturnType<typeof settled>>) =>
    end !== 'hangs' && 'error' in end && end.error instanceof Error ? end.error.name : end

  it.each<[string, Answer, unknown]>([
    ['no answer', () => {}, 'hangs'],
    ['HTML', (response) => response.end('<p>'), 'SyntaxError'],
    ['null', json(null), 'TypeError'],
    ['a 200 without a token', json({ token_type: 'bearer' }), { value: { token_type: 'bearer' } }],
  ])('%s is an error of ours, in time', async (_what, answer, theirs) => {
    expect(errorName((await withPeer(answer, ours)).outcome)).toBe('LoginError')
    expect(errorName((await withPeer(answer, oslos)).outcome)).toEqual(theirs)
  })

  it('a redirect to another place takes neither code nor secret there', async () => {
    const away: Answer = (response, origin) => response.writeHead(307, { location: `${origin}/steal` }).end()
    expect((await withPeer(away, ours)).stolen).toBe('')
    expect((await withPeer(away, oslos)).stolen).toMatch(/the-code.*the-verifier.*the-secret/)
  })

  it('a logged error prints no secret, and says what the provider said', async () => {
    const refused = json({ error: { message: 'Prose', type: 'OAuthException', code: 1 } }, 400)
    const own = (await withPeer(refused, ours)).outcome
    expect(inspect(own, { depth: 9, showHidden: true })).not.toMatch(/the-(secret|code|verifier)/)
    expect(errorName(own)).toBe('LoginError')
    const theirs = (await withPeer(refused, oslos)).outcome
    expect(theirs !== 'hangs' && 'error' in theirs && String(theirs.error)).toContain('[object Object]')
    // With Basic, the request that it keeps prints the secret itself.
    const basic = await withPeer(refused, (origin) =>
      settled(
        new OAuth2Client('id', origin, origin).validateAuthorizationCode('the-code', {
          credentials: 'the-secret',
        }),
      ),
    )
    const secret = Buffer.from('id:the-secret').toString('base64')
    expect(inspect(basic.outcome, { depth: 9, showHidden: true })).toContain(secret)
  })
})
