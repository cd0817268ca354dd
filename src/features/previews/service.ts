import { type ByteCache, createByteCache } from '../../kernel/byte-cache.ts'
import { MINUTE } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import { parseHttpUrl } from '../../kernel/url.ts'
import { sha256Hex } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import { isOnSite } from '../articles/rules.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { createAsk, type OwnApp } from './ask.ts'
import { createFacts } from './facts.ts'
import { judgeAll } from './judge.ts'
import { type DrawnClient, type Preview, SHAPES } from './model.ts'

export interface PreviewService {
  /**
   * Asks for a page of the paper or of this service and says what every reader of links makes of it.
   * @throws {Problem} `not-allowed`; `invalid-field` for an address that is neither; `rate-limited`
   */
  look(actor: Actor, address: string, ownApp: OwnApp): Promise<Preview>
  /** A crop of a picture that was looked at lately, as JPEG. @throws {Problem} `not-allowed`, `not-found` */
  picture(actor: Actor, hash: string, shape: DrawnClient): Promise<Uint8Array>
}

const KEPT_BYTES = 16 * 1024 * 1024
/** Each look asks for a handful of addresses: enough for a person, too slow for a machine. */
export const LOOKS = { count: 20, perMs: MINUTE } as const

export function createPreviewService(ports: Ports): PreviewService {
  const { stores, clock, publicUrl, pictures } = ports
  const ask = createAsk(ports)
  const crops: ByteCache<Uint8Array> = createByteCache(KEPT_BYTES, (bytes) => bytes.length)
  const looks = new Map<string, number[]>()

  function count(who: string): void {
    const now = clock.now()
    for (const [other, times] of looks) if ((times.at(-1) ?? 0) <= now - LOOKS.perMs) looks.delete(other)
    const recent = (looks.get(who) ?? []).filter((time) => time > now - LOOKS.perMs)
    const [oldest = now] = recent
    if (recent.length >= LOOKS.count)
      throw new Problem('rate-limited', { retryAfter: Math.ceil((oldest + LOOKS.perMs - now) / 1_000) })
    looks.set(who, [...recent, now])
  }

  /** The crops are made at once: what is kept is small, and nothing is asked again when they are shown. */
  async function keep(site: Site, bytes: Uint8Array): Promise<string> {
    const hash = await sha256Hex(Buffer.from(bytes).toString('latin1'))
    const name = (shape: string) => `${site.id} ${hash} ${shape}`
    if (Object.keys(SHAPES).every((shape) => crops.get(name(shape)))) return hash
    const cut = await pictures.crop(bytes, Object.values(SHAPES))
    for (const [index, shape] of Object.keys(SHAPES).entries())
      await crops.getOrBuild(name(shape), async () => cut[index] ?? new Uint8Array())
    return hash
  }

  return {
    async look(actor, address, ownApp) {
      const site = await siteOf(actor)
      const url = parseHttpUrl(address.trim())
      const may = (to: URL) => to.origin === publicUrl || isOnSite(site, to)
      if (!url || !may(url)) throw new Problem('invalid-field', { field: 'url' })
      count(actor.type === 'staff' ? actor.accountId : actor.type)
      url.hash = ''
      const facts = createFacts({
        ask: (asked) => ask(asked, ownApp),
        pictures,
        keep: (bytes) => keep(site, bytes),
        may,
        isOwn: (to) => to.origin === publicUrl,
      })
      const page = await facts(url)
      return { page, verdicts: judgeAll(page) }
    },

    async picture(actor, hash, shape) {
      const { id } = await siteOf(actor)
      const bytes = crops.get(`${id} ${hash} ${shape}`)
      if (!bytes) throw new Problem('not-found')
      return bytes
    },
  }

  async function siteOf(actor: Actor): Promise<Site> {
    if (actor.type !== 'staff' && actor.type !== 'system') throw new Problem('not-allowed')
    const site = await stores.sites.byId(actor.siteId)
    if (!site) throw new Problem('not-found')
    return site
  }
}
