import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomToken } from '../../../src/features/accounts/crypto.ts'
import { callbackFailure } from '../../../src/features/accounts/providers/callback.ts'
import { loginError } from '../sandbox-login.ts'
import type { Peer } from './peer.ts'

/**
 * What our client needs of a provider and what a provider must refuse. Written once and run against our own
 * stand-ins and against a server that is not ours, so that a fake cannot agree with our own mistake.
 */
export function providerContract(name: string, start: () => Promise<Peer>): void {
  describe(name, () => {
    let peer: Peer
    beforeAll(async () => {
      peer = await start()
    })
    afterAll(() => peer.close())

    /** A fresh attempt, with the address changed on its way as a case asks. */
    async function leave(change: (url: URL) => void = () => {}, choice: 'agree' | 'cancel' = 'agree') {
      const attempt = { state: randomToken(), verifier: randomToken(), redirectUri: peer.redirectUri }
      const url = await peer.client().authorizationUrl(attempt)
      change(url)
      return { ...attempt, callback: await peer.browse(url, choice) }
    }

    async function agree() {
      const { state, verifier, redirectUri, callback } = await leave()
      expect(callback?.searchParams.get('state')).toBe(state)
      expect(`${callback?.origin}${callback?.pathname}`).toBe(redirectUri)
      return { code: callback?.searchParams.get('code') ?? '', verifier, redirectUri }
    }

    const failure = async (identified: Promise<unknown>) => (await loginError(identified)).failure

    it('signs a person in, with two requests', async () => {
      const request = await agree()
      const before = peer.sent.length
      expect((await peer.client().identify(request)).subject).toBe(peer.subject)
      expect(peer.sent.slice(before).map(({ method }) => method)).toEqual(['POST', 'GET'])
    })

    it('sends a cancellation back with the state and without a code', async () => {
      const { state, callback } = await leave(undefined, 'cancel')
      expect(callback?.searchParams.get('state')).toBe(state)
      expect(callback?.searchParams.has('code')).toBe(false)
      expect(callbackFailure(callback?.searchParams.get('error') ?? '')).toBe('denied')
    })

    it('refuses the verifier of another attempt', async () => {
      const request = await agree()
      expect(await failure(peer.client().identify({ ...request, verifier: randomToken() }))).toBe('expired')
    })

    it('refuses a used code, and ends the token that it bought', async () => {
      const request = await agree()
      await peer.client().identify(request)
      const read = peer.sent.at(-1)
      if (!read) throw new Error('nothing was sent')
      expect((await peer.repeat(read)).status).toBe(200)
      expect(await failure(peer.client().identify(request))).toBe('expired')
      expect((await peer.repeat(read)).status).toBeGreaterThanOrEqual(400)
    })

    it('refuses a code that is too old, and takes one that is not', async () => {
      const inTime = await agree()
      peer.passTime(peer.codeMs - 2_000)
      expect((await peer.client().identify(inTime)).subject).toBe(peer.subject)
      const tooLate = await agree()
      peer.passTime(peer.codeMs + 1_000)
      expect(await failure(peer.client().identify(tooLate))).toBe('expired')
    })

    it('sends nobody to an address that differs by a slash', async () => {
      const { callback } = await leave((url) => url.searchParams.set('redirect_uri', `${peer.redirectUri}/`))
      expect(callback).toBeNull()
    })

    it('gives no token for an address that differs by a slash', async () => {
      const request = await agree()
      const elsewhere = { ...request, redirectUri: `${peer.redirectUri}/` }
      // An authorization server may call this a bad grant (RFC 6749 §5.2); X and Facebook name the address.
      expect(['config', 'expired']).toContain(await failure(peer.client().identify(elsewhere)))
    })

    it('signs nobody in whose challenge was cut from the address', async () => {
      const { callback, verifier, redirectUri } = await leave((url) => {
        url.searchParams.delete('code_challenge')
        url.searchParams.delete('code_challenge_method')
      })
      const code = callback?.searchParams.get('code') ?? null
      if (peer.pkce === 'required') expect(code).toBeNull()
      else
        expect(await failure(peer.client().identify({ code: code ?? '', verifier, redirectUri }))).toBe(
          'expired',
        )
    })

    it('refuses a wrong secret, which is the operator’s business', async () => {
      const request = await agree()
      expect(await failure(peer.client('sandbox-wrong-secret').identify(request))).toBe('config')
    })
  })
}
