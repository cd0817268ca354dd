import type { RateLimits } from '../features/ports.ts'
import { uuidv7 } from '../kernel/ids.ts'
import type { Admission } from './admission.ts'
import type { PageCache } from './cache.ts'
import type { AppContext, Parts } from './env.ts'
import { createNetworkRates } from './network-rates.ts'
import { routeClass } from './route-class.ts'
import { hasStaffSession } from './session.ts'

type Enter = (c: AppContext, work: () => Response | Promise<Response>) => Promise<Response>

const UNNAMED_PROXY =
  'requests come through a proxy that no setting names, so there are no limits by network: set trusted_proxies to the number of your own proxies'

/** The same cache, whose missing pages are built as far as there is a place for that. What it has, it always answers. */
export function admittedPages(pages: PageCache, admission: Admission): PageCache {
  return {
    ...pages,
    serve(c, key, build) {
      const name = routeClass(c.req.method, c.req.path, false)
      return pages.serve(c, key, () => admission.run(name, build))
    },
  }
}

/**
 * The one way in for all that no cached page answers: whether there is a place for it, then whether its network has
 * had its share. Both are known before anything is read or looked up.
 */
export function createGate(
  { admission, settings, log, now }: Pick<Parts, 'admission' | 'settings' | 'log' | 'now'>,
  rates: RateLimits | undefined,
): Enter {
  const networks = rates
    ? createNetworkRates({
        rates,
        trustedProxies: settings.trustedProxies ?? 0,
        onUnnamedProxy: () => log.warn({}, UNNAMED_PROXY),
      })
    : null

  return async function enter(c, work) {
    const name = routeClass(c.req.method, c.req.path, hasStaffSession(c))
    // A refusal from here on is told with a number as well; further in, the app gives its own.
    c.set('requestId', uuidv7(now()))
    return admission.run(name, async () => {
      await networks?.take(c, name)
      const response = await work()
      await networks?.noteRefusal(c, response.status)
      return response
    })
  }
}
