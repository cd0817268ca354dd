import type { Hono, MiddlewareHandler } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import { faulty, Problem } from '../kernel/errors.ts'
import type { AppContext, AppEnv } from './env.ts'

type Routes = Pick<Hono<AppEnv>, 'routes'>['routes']

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface Methods {
  /** Before anything else is asked of what wants to change something: by another method it is nothing that we know. */
  guard: MiddlewareHandler<AppEnv>
  /** What to say where nothing answers. */
  nothingHere(c: AppContext): Problem
}

/** Which methods an address takes (RFC 9110 §15.5.6). `routes`: asked for once, when all of them are there. */
export function createMethods(routes: () => Routes): Methods {
  let known: { router: TrieRouter<string>; all: readonly string[] } | undefined

  function read() {
    const router = new TrieRouter<string>()
    const found = routes().filter(({ method }) => method !== 'ALL')
    for (const { method, path } of found) router.add(method, path, method)
    return { router, all: [...new Set(found.map(({ method }) => method))].sort() }
  }

  function refusal(c: AppContext): Problem | null {
    known ??= read()
    const { router, all } = known
    const taken = all.filter((method) => router.match(method, c.req.path)[0].length > 0)
    const own = c.req.method === 'HEAD' ? 'GET' : c.req.method
    if (taken.length === 0 || taken.includes(own)) return null
    c.header('allow', taken.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '))
    return faulty('method-not-allowed', 'method', `must be ${taken.join(' or ')}`)
  }

  return {
    async guard(c, next) {
      const refused = SAFE.has(c.req.method) ? null : refusal(c)
      if (refused) throw refused
      await next()
    },
    nothingHere: (c) => refusal(c) ?? new Problem('not-found'),
  }
}
