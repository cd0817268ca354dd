import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Config } from '../config/config.ts'
import { commandAnswer, socketPath } from './command-words.ts'

/** What says that no process listens: there is no socket, nor a folder for it, or a killed one left it behind. */
const NOBODY = ['ENOENT', 'ENOTDIR', 'ECONNREFUSED']

/**
 * Lets the running service carry out a command and prints what it says. `null` when none runs.
 * @throws when it ends before it has answered
 */
export async function askService({ storage }: Config, args: readonly string[]): Promise<number | null> {
  const path = socketPath(storage.dataDir)
  const socket = path === null ? null : await reach(path)
  if (!socket) return null
  socket.write(`${JSON.stringify({ args, cwd: process.cwd() })}\n`)
  try {
    for await (const line of createInterface({ input: socket })) {
      const answer = commandAnswer.parse(JSON.parse(line))
      if ('out' in answer) process.stdout.write(answer.out)
      else if ('err' in answer) process.stderr.write(answer.err)
      else return answer.code
    }
  } finally {
    socket.destroy()
  }
  throw new Error('the service ended before it had answered: look whether it was done, and try again')
}

/** Whether a service works on what lies in the folder. */
export async function isServed(dataDir: string): Promise<boolean> {
  const path = socketPath(dataDir)
  const socket = path === null ? null : await reach(path)
  socket?.destroy()
  return socket !== null
}

function reach(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => {
      // A service that is killed ends the lines; that is what counts.
      socket.off('error', refused).on('error', () => {})
      resolve(socket)
    })
    const refused = (error: NodeJS.ErrnoException) => {
      if (NOBODY.includes(error.code ?? '')) resolve(null)
      else reject(new Error(`the running service cannot be reached at ${path}: ${error.message}`))
    }
    socket.once('error', refused)
  })
}
