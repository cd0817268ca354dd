import { Problem } from '../../kernel/errors.ts'
import { catalogue } from '../../locales/index.ts'
import { inEvery, wordsIn } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { PROVIDER_NAMES, type ProviderName } from './model.ts'
import type { Provider } from './providers/provider.ts'

/** Where a login leaves to, and whose its identities are. */
export type Way = Pick<Provider, 'name' | 'identityProvider' | 'appId' | 'label' | 'authorizationUrl'>

/** The ways in at a site: the installation's providers, and the paper's own sign-on where it has one. */
export interface Ways {
  /** In the order in which they are offered. */
  at(siteId: string): Promise<Way[]>
  /** @throws {Problem} `not-found` when the site has no such way */
  find(siteId: string, name: ProviderName): Promise<Way>
}

export function createWays({ stores, providers, publicUrl, signOnIdentity }: Ports): Ways {
  /** Without a live key nobody could vouch, and the button would lead nowhere. */
  async function paperOf(siteId: string): Promise<Way | null> {
    const site = await stores.sites.byId(siteId)
    if (!site?.signOn) return null
    const keys = await stores.accounts.signOnKeys(siteId)
    return keys.some(({ endedAt }) => endedAt === null) ? paperWay(site, signOnIdentity) : null
  }

  async function find(siteId: string, name: ProviderName): Promise<Way | null> {
    return name === 'paper' ? paperOf(siteId) : (providers.get(name) ?? null)
  }

  /** The paper's page reads both from its query and posts the token to the second. */
  function paperWay({ id, title, signOn }: Site, identityProvider: string): Way {
    return {
      name: 'paper',
      identityProvider,
      appId: id,
      label: inEvery((language) => catalogue(language).common.paperAccount(wordsIn(title, language))),
      async authorizationUrl({ state }) {
        const url = new URL(signOn?.url ?? '')
        url.searchParams.set('state', state)
        url.searchParams.set('callback', `${publicUrl}/login/paper/callback`)
        return url
      },
    }
  }

  return {
    async at(siteId) {
      const found = await Promise.all(PROVIDER_NAMES.map((name) => find(siteId, name)))
      return found.filter((way) => way !== null)
    },

    async find(siteId, name) {
      const way = await find(siteId, name)
      if (!way) throw new Problem('not-found')
      return way
    },
  }
}
