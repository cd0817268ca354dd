import type { Site } from '../features/sites/model.ts'
import type { AppContext, Parts } from '../http/env.ts'
import { Problem } from '../kernel/errors.ts'

/** `?site=` by key; an installation with one site needs none. @throws {Problem} `not-found` */
export async function askedSite({ services }: Parts, c: AppContext): Promise<Site> {
  const key = c.req.query('site')
  const site =
    key === undefined ? (await services.sites.list())[0] : await services.sites.byKey(key.slice(0, 40))
  if (!site) throw new Problem('not-found')
  return site
}
