import type { Hono } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import { faulty, type Problem } from '../kernel/errors.ts'
import type { AppContext, AppEnv } from './env.ts'

type Routes = Pick<Hono<AppEnv>, 'routes'>['routes']

/** The refusal of an address that is known by other methods alone, which are said in `Allow`; else `null`. */
export type OtherMethod = (c: AppContext) => Problem | null

/**
 * Which methods an address takes (RFC 9110 §15.5.6): for what is refused anyway, so that it costs the others nothing.
 * `routes`: asked for once, when all of them are there.
 */
export function createOtherMethod(routes: () => Routes): OtherMethod {
  let known: { router: TrieRouter<string>; all: readonly string[] } | undefined

  function read() {
    const router = new TrieRouter<string>()
    const found = routes().filter(({ method }) => method !== 'ALL')
    for (const { method, path } of found) router.add(method, path, method)
    return { router, all: [...new Set(found.map(({ method }) => method))].sort() }
  }

  return (c) => {
    known ??= read()
    const { router, all } = known
    const taken = all.filter((method) => router.match(method, c.req.path)[0].length > 0)
    const own = c.req.method === 'HEAD' ? 'GET' : c.req.method
    if (taken.length === 0 || taken.includes(own)) return null
    c.header('allow', taken.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '))
    return faulty('method-not-allowed', 'method', `must be ${taken.join(' or ')}`)
  }
}
