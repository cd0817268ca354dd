import { parseArgs } from 'node:util'
import { printError } from '../cli/output.ts'
import { runDemo } from './demo.ts'

process.exitCode = await main()

async function main(): Promise<number> {
  const values = flags()
  if (values === null) return 2
  return runDemo({
    port: Number(values.port),
    dataDir: values.data,
    queue: Number(values.queue),
    json: values.json,
  })
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
