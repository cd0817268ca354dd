import type { IncomingMessage } from 'node:http'
import type { RateLimits } from '../features/ports.ts'
import type { PageCache } from './cache.ts'
import type { AppContext, Parts } from './env.ts'
import { createNetworkRates } from './network-rates.ts'
import { type RouteClass, routeClass } from './route-class.ts'
import { hasStaffSession } from './session.ts'

/** Requests that a place was asked for on their socket, in this same turn of the event loop, and the class of each. */
export type LetIn = WeakMap<IncomingMessage, RouteClass>

interface Gate {
  /** The way in for whatever is guarded. @throws {Problem} `overloaded`, `rate-limited` */
  enter(c: AppContext, work: () => Response | Promise<Response>): Promise<Response>
  /** The same cache, whose missing pages come the same way. What it has, it always answers. */
  admitted(pages: PageCache): PageCache
}

const UNNAMED_PROXY =
  'requests come through a proxy that no setting names, so there are no limits by network: set trusted_proxies to the number of your own proxies'

/**
 * The one way in for all that no cached page answers: whether there is a place for it, then whether its network has
 * had its share. Both are known before anything is read or looked up.
 */
export function createGate(
  { admission, settings, log }: Pick<Parts, 'admission' | 'settings' | 'log'>,
  rates: RateLimits | undefined,
  letIn: LetIn,
): Gate {
  const networks = rates
    ? createNetworkRates({
        rates,
        trustedProxies: settings.trustedProxies ?? 0,
        onUnnamedProxy: () => log.warn({}, UNNAMED_PROXY),
      })
    : null

  return {
    async enter(c, work) {
      const asked = c.env?.incoming && letIn.get(c.env.incoming)
      const name = asked ?? routeClass(c.req.method, c.req.path, hasStaffSession(c))
      const inside = async () => {
        await networks?.take(c, name)
        const response = await work()
        await networks?.noteRefusal(c, response.status)
        return response
      }
      return admission.run(name, inside, { asked: asked !== undefined })
    },

    admitted: (pages) => ({
      ...pages,
      serve(c, key, build) {
        const name = routeClass(c.req.method, c.req.path, false)
        const inside = async () => {
          await networks?.take(c, name)
          return build()
        }
        return pages.serve(c, key, () => admission.run(name, inside))
      },
    }),
  }
}
