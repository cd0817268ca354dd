import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { offeredLanguages } from '../sites/model.ts'

/** In which a policy of this site is written: those that its readers are offered. */
export async function siteLanguages({ stores }: Ports, siteId: string): Promise<readonly Language[]> {
  const site = await stores.sites.byId(siteId)
  return site ? offeredLanguages(site) : []
}
