import { parseArgs } from 'node:util'
import { untilStopped } from '../../cli/listen.ts'
import { printData, printError } from '../../cli/output.ts'
import { reasonsNotToStart } from '../locks.ts'
import { serveStates } from './server.ts'

process.exitCode = await main()

/** Serves the states until it is stopped. @returns the exit code */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8790' } } })
  const port = Number(values.port)
  const reasons = reasonsNotToStart({ 'The address to listen on': '127.0.0.1' })
  if (!Number.isInteger(port) || port < 1024 || port > 65_535)
    reasons.push('--port takes a number from 1024 to 65535.')
  if (reasons.length > 0) {
    printError(reasons.join('\n'))
    return 2
  }
  const server = await serveStates(port)
  printData(`States of the discussion: ${server.url}/states  (Ctrl-C stops)`)
  await untilStopped(() => server.close())
  return 0
}
