import { startBare } from './bare.ts'
import { answerTo, CONNECTIONS, duel, ROUNDS } from './duel.ts'
import { makeInstallation, serve } from './installation.ts'

const COMMENTS = 50

/**
 * The hot discussion page against a bare `node:http` server sending the same bytes and headers, alternating in
 * one run, to readers who have nothing and (`304`) to readers who have the page already. `ratio` and `ratio304` =
 * bare CPU time per request ÷ ours, median of the rounds.
 */
export async function read(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(COMMENTS)
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
    return {
      ratio: full.ratio,
      ratio304: known.ratio,
      rateRatio: full.rateRatio,
      rateRatio304: known.rateRatio,
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
