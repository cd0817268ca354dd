import { Problem } from '../../kernel/errors.ts'
import { parseExplained } from '../../kernel/parse.ts'
import type { Ports } from '../ports.ts'
import { createSiteDesk, type SiteDesk } from './desk.ts'
import { createSiteKeys, type SiteKeys } from './keys.ts'
import { lists, type Site, type SiteInput, siteInput } from './model.ts'

export interface SiteService extends SiteDesk, SiteKeys {
  /** @throws {Problem} `invalid-field`; an Error when the key is taken. */
  create(input: SiteInput): Promise<Site>
  /** Everything but the key may change. @throws {Problem} `not-found`, `invalid-field` */
  update(key: string, change: Partial<Omit<SiteInput, 'key'>>): Promise<Site>
  /** The paper's logo as PNG, drawn on its cards; `null` takes it away. @throws on anything but a PNG */
  setLogo(key: string, png: Uint8Array | null): Promise<Site>
  byKey(key: string): Promise<Site | null>
  byId(id: string): Promise<Site | null>
  list(): Promise<Site[]>
}

export function createSiteService(ports: Ports): SiteService {
  const { stores, clock, ids, events, photos } = ports
  const service: SiteService = {
    ...createSiteDesk(ports),
    ...createSiteKeys(ports),

    async create(input) {
      const site: Site = {
        ...parseExplained(siteInput, input),
        id: ids.next(),
        revision: 1,
        createdAt: clock.now(),
      }
      if ((await stores.sites.insert(site)) === 'duplicate')
        throw new Error(`site "${site.key}" exists already`)
      return site
    },

    async update(key, change) {
      for (;;) {
        const site = await stores.sites.byKey(key)
        if (!site) throw new Problem('not-found')
        const { id, revision, createdAt, ...current } = site
        const next: Site = {
          ...parseExplained(siteInput, { ...current, ...lists(current), ...change }),
          id,
          revision,
          createdAt,
        }
        // What somebody else has changed in between, such as the pause, stays: this comes on top of it.
        if ((await stores.sites.update(next, revision)) !== 'applied') continue
        events.emit('site.changed', { siteId: id })
        return { ...next, revision: revision + 1 }
      }
    },

    async setLogo(key, png) {
      return service.update(key, { logo: png && (await photos.putLogo(png)) })
    },

    byKey: (key) => stores.sites.byKey(key),
    byId: (id) => stores.sites.byId(id),
    list: () => stores.sites.list(),
  }
  return service
}
