import { Problem } from '../../kernel/errors.ts'
import { base64Text, constantTimeEqual, hmacSha256, randomToken, sha256Hex } from '../accounts/crypto.ts'
import type { Ports } from '../ports.ts'
import { LIVE_KEYS, type SiteKey } from './keys-model.ts'
import type { Site } from './model.ts'

/** So that a scanner of leaked secrets can know one when it sees it. */
const PREFIX = 'brevier_'
const KEY = /^brevier_[A-Za-z0-9_-]{20,80}$/

/** A key and its successor sign both, for a while. */
const SIGNATURES = 5
const encoder = new TextEncoder()

export interface SiteKeys {
  /** Makes a key and shows it, the only time. @throws {Problem} `site-keys-full` beside two live ones */
  addKey(siteId: string): Promise<{ id: string; key: string }>
  /** Refused from now on. @throws {Problem} `not-found` */
  endKey(siteId: string, id: string): Promise<void>
  /** Oldest first, ended ones too. */
  keys(siteId: string): Promise<SiteKey[]>
  /** Whose key it is. Names no reason: an ended key is as good as none. */
  byApiKey(key: string): Promise<Site | null>
  /** What the paper signs its pings with: `whsec_` and 32 bytes in base64, always the same for a site. */
  pingKey(siteId: string): Promise<string>
  /** Whether one of the `v1,` signatures, as Standard Webhooks lists them, is the site's. */
  isPingSigned(siteId: string, signed: string, signatures: string): Promise<boolean>
}

export function createSiteKeys({ stores, clock, ids, vault }: Ports): SiteKeys {
  const store = stores.sites
  const pingSecret = (siteId: string) => vault.derive(`ping:${siteId}`)
  return {
    async addKey(siteId) {
      const id = ids.next()
      const key = `${PREFIX}${randomToken()}`
      const made = { id, siteId, createdAt: clock.now(), endedAt: null, hash: await sha256Hex(key) }
      if ((await store.addKey(made, LIVE_KEYS)) === 'full') throw new Problem('site-keys-full')
      return { id, key }
    },

    async endKey(siteId, id) {
      if ((await store.endKey(siteId, id, clock.now())) === 'missing') throw new Problem('not-found')
    },

    keys: (siteId) => store.keys(siteId),

    async byApiKey(key) {
      if (!KEY.test(key)) return null
      const siteId = await store.siteOfKey(await sha256Hex(key))
      return siteId === null ? null : store.byId(siteId)
    },

    pingKey: async (siteId) => `whsec_${base64Text(await pingSecret(siteId))}`,

    async isPingSigned(siteId, signed, signatures) {
      const own = encoder.encode(`v1,${base64Text(await hmacSha256(await pingSecret(siteId), signed))}`)
      const sent = signatures.split(' ').slice(0, SIGNATURES)
      return sent.some((signature) => constantTimeEqual(own, encoder.encode(signature)))
    },
  }
}
