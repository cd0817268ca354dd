import { residentMegabytes, startProgram, untilAnswering } from '../tests/support/process.ts'
import { makeInstallation } from './installation.ts'

const RUNS = 7

/** From `npm start` to the first 200, and the memory of the idle server half a second later. */
export async function start(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(50)
  const runs: { npmMs: number; nodeMs: number; idleMegabytes: number }[] = []
  try {
    for (let run = 0; run < RUNS; run += 1) {
      const npm = startProgram('npm', ['start'], { ...installation.env, npm_config_update_notifier: 'false' })
      const npmMs = await untilAnswering(`${installation.url}/healthz`, npm)
      await npm.kill('SIGTERM')
      const node = startProgram(process.execPath, ['dist/main.js', 'start'], installation.env)
      const nodeMs = await untilAnswering(`${installation.url}/healthz`, node)
      await new Promise((resolve) => setTimeout(resolve, 500))
      runs.push({ npmMs, nodeMs, idleMegabytes: residentMegabytes(node.child.pid ?? 0) })
      await node.kill('SIGTERM')
    }
  } finally {
    installation.remove()
  }
  return {
    npmStartMs: middle(runs.map(({ npmMs }) => npmMs)),
    nodeStartMs: middle(runs.map(({ nodeMs }) => nodeMs)),
    idleMegabytes: middle(runs.map(({ idleMegabytes }) => idleMegabytes)),
    runs: RUNS,
  }
}

function middle(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN)
}
