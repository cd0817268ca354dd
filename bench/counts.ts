import { startBare } from './bare.ts'
import { answerTo, CONNECTIONS, duel, ROUNDS } from './duel.ts'
import { makeInstallation, serve } from './installation.ts'

/** Of a front page. */
const ARTICLES = 20

/**
 * How many comments twenty articles have, as a front page asks, against a bare `node:http` server sending the same bytes
 * and headers, alternating in one run. `countsRatio` = bare CPU time per request ÷ ours; `uncachedRatio`: of lists that
 * are asked for the first time, nineteen articles and a name that no article has, so that each is read anew.
 */
export async function counts(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(20, 1, ARTICLES)
  const ours = await serve(installation)
  const { url: origin, siteKey, keys } = installation
  const list = (names: readonly string[]) =>
    `/v1/counts?${new URLSearchParams([['site', siteKey], ...names.map((name) => ['article', name])])}`
  const url = new URL(list(keys), origin)
  const answer = await answerTo(url)
  const bare = await startBare(installation.env['BREVIER_DATA'] ?? '', answer)
  let made = 0
  const next = () => {
    made += 1
    return list([...keys.slice(1), `made-up-${made}`])
  }
  try {
    const { pid } = ours.child
    const cached = await duel({ url, pid }, bare)
    const uncached = await duel({ url, pid, next }, bare)
    return {
      countsRatio: cached.ratio,
      rateRatio: cached.rateRatio,
      uncachedRatio: uncached.ratio,
      uncachedMicros: uncached.ours.cpuMicrosPerRequest,
      articles: ARTICLES,
      bytes: answer.body.length,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      ours: cached.ours,
      bare: cached.bare,
      uncached: uncached.ours,
    }
  } finally {
    await ours.kill('SIGTERM')
    bare.stop()
    installation.remove()
  }
}
