import { commentCards, compareDrawing, memory, stall } from './card-drawing.ts'
import { CONNECTIONS, duelWithBare } from './duel.ts'
import { makeInstallation, serve } from './installation.ts'

/**
 * Share cards. `overFloor`: an article's card with a photo never seen before ÷ decoding, cropping and encoding alone;
 * `fasterThanSatori`: satori and resvg drawing the same card ÷ ours. `ratio`: a bare `node:http` server sending the same
 * bytes and headers ÷ a card that was asked for before, in CPU time per request.
 */
export async function card(): Promise<Record<string, unknown>> {
  const rss = await memory()
  const stalled = await stall()
  // Before satori, which leaves so much to collect that it slows what is drawn between its own.
  const comments = await commentCards()
  return { ...(await compareDrawing()), ...comments, ...stalled, rssMegabytes: rss, ...(await serving()) }
}

async function serving(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(1)
  const ours = await serve(installation)
  try {
    const page = await (await fetch(`${installation.url}/a/${installation.articleId}`)).text()
    const url = new URL(/<meta property="og:image" content="([^"]+)"/.exec(page)?.[1] ?? '')
    const dir = installation.env['BREVIER_DATA'] ?? ''
    const { ratio, rateRatio, bytes, ...sides } = await duelWithBare(dir, { url, pid: ours.child.pid })
    return { ratio, rateRatio, bytes, connections: CONNECTIONS, ...sides }
  } finally {
    await ours.kill('SIGTERM')
    installation.remove()
  }
}
