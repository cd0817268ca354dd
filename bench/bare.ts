import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../tests/support/process.ts'

/** What the bare server sends, whatever is asked. */
export interface Fixed {
  status: number
  headers: readonly (readonly [string, string])[]
  body: Buffer
}

/** Node writes these by itself. */
const OWN = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])

/** `node:http` alone, with one fixed answer; in a process of its own, so that its CPU time can be read like ours. */
export async function startBare(dir: string, { status, headers, body }: Fixed) {
  const port = await freePort()
  const file = join(dir, `body-${status}`)
  writeFileSync(file, body)
  const sent = Object.fromEntries(headers.filter(([name]) => !OWN.has(name)))
  const program = `
    const body = require('node:fs').readFileSync(${JSON.stringify(file)})
    const headers = ${JSON.stringify(sent)}
    const server = require('node:http').createServer((request, response) => {
      response.writeHead(${status}, headers)
      response.end(${status === 304 ? '' : 'body'})
    })
    server.listen(${port}, '127.0.0.1')
  `
  const child = spawn(process.execPath, ['-e', program], { stdio: 'inherit' })
  const url = new URL(`http://127.0.0.1:${port}/`)
  while (!(await fetch(url).catch(() => null))) await new Promise((resolve) => setTimeout(resolve, 20))
  return { url, pid: child.pid, stop: () => child.kill() }
}
