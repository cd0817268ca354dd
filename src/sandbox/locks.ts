import type { App } from '../http/env.ts'

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
export function onlyThisMachine(app: Pick<App, 'fetch'>, host: string): Pick<App, 'fetch'> {
  return {
    fetch: (request, ...rest) => {
      const foreign = request.headers.get('host')?.toLowerCase() !== host
      if (foreign || FORWARDED.some((name) => request.headers.has(name))) {
        return new Response('The sandbox answers only browsers on this machine.\n', { status: 421 })
      }
      return app.fetch(request, ...rest)
    },
  }
}

/** One listener under several names; every app of it checks its own. */
export function byHost(
  apps: Readonly<Record<string, Pick<App, 'fetch'>>>,
  other: Pick<App, 'fetch'>,
): Pick<App, 'fetch'> {
  return {
    fetch: (request, ...rest) =>
      (apps[request.headers.get('host')?.toLowerCase() ?? ''] ?? other).fetch(request, ...rest),
  }
}
