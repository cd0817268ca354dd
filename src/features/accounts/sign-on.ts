import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { base64url, parseSignedToken, verifyHmacSha256 } from './crypto.ts'
import type { SignOnKey } from './model.ts'
import { LoginError } from './providers/provider.ts'
import { checkClaims, keyIdOf, type SignOnClaims } from './sign-on-token.ts'

/** One in use and its successor. */
const LIVE_KEYS = 2

/** The keys of a paper's own sign-on. */
export interface SignOnKeys {
  /** Makes a key and shows it, the only time. @throws {Problem} `sign-on-keys-full` beside two live ones */
  addSignOnKey(siteId: string): Promise<{ id: string; key: string }>
  /** Tokens of this key are refused from now on. @throws {Problem} `not-found` */
  endSignOnKey(siteId: string, id: string): Promise<void>
  /** Oldest first, ended ones too. */
  signOnKeys(siteId: string): Promise<SignOnKey[]>
}

export function createSignOnKeys({ stores, clock, ids, vault }: Ports): SignOnKeys {
  const store = stores.accounts
  return {
    async addSignOnKey(siteId) {
      const id = ids.next()
      const made = { id, siteId, createdAt: clock.now(), endedAt: null }
      if ((await store.addSignOnKey(made, LIVE_KEYS)) === 'full') throw new Problem('sign-on-keys-full')
      return { id, key: base64url.encode(await vault.derive(`sign-on ${id}`)) }
    },

    async endSignOnKey(siteId, id) {
      if ((await store.endSignOnKey(siteId, id, clock.now())) === 'missing') throw new Problem('not-found')
    },

    signOnKeys: (siteId) => store.signOnKeys(siteId),
  }
}

/** Reads a token that a paper's page posted: who it vouches for, or why it is refused. */
export function createTokenReader({ stores, clock, vault, publicUrl }: Ports) {
  async function read(token: string, site: Site): Promise<SignOnClaims> {
    const parts = parseSignedToken(token)
    if (!parts) throw new LoginError('config', 'sign-on token: not a JWT')
    const id = keyIdOf(parts.header)
    const key = (await stores.accounts.signOnKeys(site.id)).find((own) => own.id === id)
    if (!key || key.endedAt !== null) throw new LoginError('config', 'sign-on token: kid is no live key')
    const secret = await vault.derive(`sign-on ${id}`)
    if (!(await verifyHmacSha256(secret, parts.signed, parts.signature)))
      throw new LoginError('config', 'sign-on token: signature')
    return checkClaims(parts.payload, { issuer: site.key, audience: publicUrl, now: clock.now() })
  }

  return async (token: string, site: Site): Promise<SignOnClaims | LoginError> => {
    try {
      return await read(token, site)
    } catch (error) {
      if (error instanceof LoginError) return error
      throw error
    }
  }
}
