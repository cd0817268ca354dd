import type { Site } from '../sites/model.ts'

/** Whether the page lies on one of the site's registered origins: exact, never by suffix. */
export function isOnSite(site: Pick<Site, 'origins'>, url: URL): boolean {
  return site.origins.includes(url.origin)
}
