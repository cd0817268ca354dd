import { residentMegabytes, startProgram, untilAnswering } from '../tests/support/process.ts'
import { startBare } from './bare.ts'
import { median } from './duel.ts'
import { makeInstallation, serve } from './installation.ts'

const RUNS = 7
/** Half a minute without a request: by then the engine has given back what the start alone needed. */
const IDLE_MS = 30_000
const LIMITS = { nodeStartMs: 350, overBareMemory: 1.8 } as const

/**
 * From the program's start to the first 200, through npm and without it, medians; and the memory of a server that nobody
 * asks for half a minute ÷ that of a bare `node:http` server beside it.
 */
export async function start(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(50)
  const runs: { npmMs: number; nodeMs: number }[] = []
  try {
    for (let run = 0; run < RUNS; run += 1) {
      const npm = startProgram('npm', ['start'], { ...installation.env, npm_config_update_notifier: 'false' })
      const npmMs = await untilAnswering(`${installation.url}/healthz`, npm)
      await npm.kill('SIGTERM')
      const node = startProgram(process.execPath, ['dist/main.js', 'start'], installation.env)
      runs.push({ npmMs, nodeMs: await untilAnswering(`${installation.url}/healthz`, node) })
      await node.kill('SIGTERM')
    }
    const idle = await idleMemory(installation)
    const [npmStartMs, nodeStartMs] = [
      median(runs.map(({ npmMs }) => npmMs)),
      median(runs.map(({ nodeMs }) => nodeMs)),
    ]
    const ok = nodeStartMs <= LIMITS.nodeStartMs && idle.overBareMemory <= LIMITS.overBareMemory
    return { npmStartMs, nodeStartMs, ...idle, runs: RUNS, limits: LIMITS, ok }
  } finally {
    installation.remove()
  }
}

async function idleMemory(installation: Awaited<ReturnType<typeof makeInstallation>>) {
  const ours = await serve(installation)
  const bare = await startBare(installation.env['BREVIER_DATA'] ?? '', {
    status: 200,
    headers: [],
    body: Buffer.from('ok'),
  })
  try {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
    const idleMegabytes = Math.round(residentMegabytes(ours.child.pid ?? 0))
    const bareMegabytes = Math.round(residentMegabytes(bare.pid ?? 0))
    return {
      idleMegabytes,
      bareMegabytes,
      overBareMemory: Number((idleMegabytes / bareMegabytes).toFixed(2)),
    }
  } finally {
    bare.stop()
    await ours.kill('SIGTERM')
  }
}
