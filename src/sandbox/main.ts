import { parseArgs } from 'node:util'
import { printError } from '../cli/output.ts'
import { exitCode } from '../cli/program.ts'
import { runDemo } from './demo.ts'

process.exitCode = await main()

async function main(): Promise<number> {
  const values = flags()
  if (values === null) return 2
  const { port, data: dataDir, queue, json } = values
  let ended = 0
  const failed = await exitCode(async () => {
    ended = await runDemo({ port: Number(port), dataDir, queue: Number(queue), json })
  })
  return failed > 0 ? failed : ended
}

/** `null` for a flag that does not exist, such as an address to listen on. */
function flags() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8787' },
        data: { type: 'string', default: './data/demo' },
        queue: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    printError(error instanceof Error ? error.message : String(error))
    return null
  }
}
