import { startBare } from './bare.ts'
import { answerTo, CONNECTIONS, duel, median, ROUNDS } from './duel.ts'
import { type Installation, makeInstallation, serve } from './installation.ts'
import { load } from './load.ts'
import { percentile } from './posting.ts'
import { startPosting } from './posting-process.ts'

const COMMENTS = 50

/** What comes in on the same article while it is read, and for how long. */
const STORM = { perSecond: 200, ms: 3_000, rounds: 5, warmMs: 4_000 } as const

/**
 * The hot discussion page against a bare `node:http` server sending the same bytes and headers, alternating in
 * one run, to readers who have nothing and (`304`) to readers who have the page already. `ratio` and `ratio304` =
 * bare CPU time per request ÷ ours, median of the rounds. `storm`: the same readers while comments come in on that
 * article, after some that are not counted; `rateRatio` = requests a second then ÷ without, `p99OverP50` = their p99
 * then ÷ the p50 without, in turn; median of the `rateRatios`.
 */
export async function read(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(COMMENTS, 300)
  const dir = installation.env['BREVIER_DATA'] ?? ''
  const ours = await serve(installation)
  const url = new URL(`${installation.url}/a/${installation.articleId}`)
  const page = await answerTo(url)
  const held = page.headers.find(([name]) => name === 'etag')?.[1]
  const [bare, bare304] = [await startBare(dir, page), await startBare(dir, await answerTo(url, held))]
  try {
    const { pid } = ours.child
    const full = await duel({ url, pid }, bare)
    const known = await duel({ url, held, pid }, { ...bare304, held })
    const storm = await underStorm(installation, url)
    return {
      ratio: full.ratio,
      ratio304: known.ratio,
      rateRatio: full.rateRatio,
      rateRatio304: known.rateRatio,
      storm,
      bytes: page.body.length,
      comments: COMMENTS,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      ours: full.ours,
      bare: full.bare,
      ours304: known.ours,
      bare304: known.bare,
    }
  } finally {
    await ours.kill('SIGTERM')
    bare.stop()
    bare304.stop()
    installation.remove()
  }
}

async function underStorm(target: Installation, url: URL) {
  const rounds: { rateRatio: number; p99OverP50: number; p99: number; posts: number; errors: number }[] = []
  // As the pages were before their rounds: at its first hundreds, whatever a comment runs is still being compiled.
  await startPosting({ ...target, perSecond: STORM.perSecond, ms: STORM.warmMs }).ended
  for (let round = 0; round < STORM.rounds; round += 1) {
    const quiet = await load({ url }, CONNECTIONS, STORM.ms)
    const posting = startPosting({ ...target, perSecond: STORM.perSecond, ms: STORM.ms + 1_000 })
    await posting.started
    const stormy = await load({ url }, CONNECTIONS, STORM.ms)
    const { posts, errors } = await posting.ended
    const p99 = percentile(stormy.latencies, 0.99)
    rounds.push({
      rateRatio: stormy.requests / stormy.seconds / (quiet.requests / quiet.seconds),
      p99OverP50: p99 / percentile(quiet.latencies, 0.5),
      p99,
      posts: posts / (STORM.ms / 1_000 + 1),
      errors,
    })
  }
  return {
    rateRatio: median(rounds.map((round) => round.rateRatio)),
    p99OverP50: median(rounds.map((round) => round.p99OverP50)),
    p99Ms: median(rounds.map((round) => round.p99)),
    postsPerSecond: median(rounds.map(({ posts }) => posts)),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
    rateRatios: rounds.map(({ rateRatio }) => Number(rateRatio.toFixed(3))),
  }
}
