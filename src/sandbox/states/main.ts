import { parseArgs } from 'node:util'
import { untilStopped } from '../../cli/listen.ts'
import { printData, printError } from '../../cli/output.ts'
import { reasonsNotToStart } from '../locks.ts'
import { serveStates } from './server.ts'

process.exitCode = await main()

/** Serves the states until it is stopped. @returns the exit code */
async function main(): Promise<number> {
  const reasons = reasonsNotToStart({ 'The address to listen on': '127.0.0.1' })
  const port = Number(flag())
  if (!Number.isInteger(port) || port < 1024 || port > 65_535)
    reasons.push('npm run states takes --port, a number from 1024 to 65535, and nothing else.')
  if (reasons.length > 0) {
    printError(reasons.join('\n'))
    return 2
  }
  try {
    const server = await serveStates(port)
    printData(`States of the discussion: ${server.url}/states  (Ctrl-C stops)`)
    await untilStopped(() => server.close())
    return 0
  } catch (error) {
    printError(error instanceof Error ? error.message : String(error))
    return 1
  }
}

/** `null` for a flag that does not exist. */
function flag(): string | null {
  try {
    return parseArgs({ options: { port: { type: 'string', default: '8790' } } }).values.port
  } catch {
    return null
  }
}
