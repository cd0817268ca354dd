import { isProductionEnvironment, readEnv } from '../config/env.ts'
import type { Served } from '../http/env.ts'
import { isLoopbackUrl, parseHttpUrl } from '../kernel/url.ts'

const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
]

/**
 * Lock 3: the sandbox answers this machine alone. A forwarding header means that a proxy makes it public; a
 * foreign `Host`, that a name on the internet points here (DNS rebinding).
 */
export function onlyThisMachine(app: Served, host: string): Served {
  return {
    // What stands before the app looks at `Host` itself.
    hot: (incoming, outgoing) =>
      !FORWARDED.some((name) => name in incoming.headers) && app.hot?.(incoming, outgoing) === true,
    fetch: (request, ...rest) => {
      const foreign = request.headers.get('host')?.toLowerCase() !== host
      if (foreign || FORWARDED.some((name) => request.headers.has(name))) {
        return new Response('The sandbox answers only browsers on this machine.\n', { status: 421 })
      }
      return app.fetch(request, ...rest)
    },
  }
}

/** Settings of a real installation that say where it is reached. */
const ADDRESSES = ['PUBLIC_URL', 'HOST'] as const

/**
 * Lock 3: every reason why the sandbox does not start here, each as a sentence. An address that is not this
 * machine's means that somebody took it for the real service.
 *
 * @param own addresses that the sandbox is about to use, by what they are for
 */
export function reasonsNotToStart(own: Readonly<Record<string, string>>, env?: NodeJS.ProcessEnv): string[] {
  const reasons: string[] = []
  if (isProductionEnvironment(env)) {
    reasons.push('The demo uses a sandbox X and Facebook and does not run with NODE_ENV=production.')
  }
  const { values } = readEnv(env)
  const addresses = [
    ...Object.entries(own),
    ...ADDRESSES.flatMap((name): [string, string][] => {
      const value = values.get(name)
      return value === undefined ? [] : [[`BREVIER_${name}`, value]]
    }),
  ]
  for (const [name, address] of addresses) {
    if (!isLoopbackAddress(address)) {
      reasons.push(`${name} is ${address}: the sandbox runs on addresses of this machine alone.`)
    }
  }
  return reasons
}

/** An origin or the name of a host. */
function isLoopbackAddress(text: string): boolean {
  const host = text.includes(':') ? `[${text}]` : text
  const url = parseHttpUrl(text.includes('://') ? text : `http://${host}`)
  return url !== null && isLoopbackUrl(url)
}

/** One listener under several names; every app of it checks its own. */
export function byHost(apps: Readonly<Record<string, Served>>, other: Served): Pick<Served, 'fetch'> {
  return {
    fetch: (request, ...rest) =>
      (apps[request.headers.get('host')?.toLowerCase() ?? ''] ?? other).fetch(request, ...rest),
  }
}
