import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import type { Composition } from '../compose.ts'
import { SECOND } from '../kernel/clock.ts'
import { type CommandAnswer, commandRequest, LARGEST_REQUEST } from './command-words.ts'
import { BESIDE, runProgram } from './program.ts'
import { duringVisit } from './visit.ts'

const CALLERS = 8
const REQUEST_MS = 10 * SECOND

/**
 * Carries out commands of the same user in the process that serves, so that its caches and its one writer know of them.
 * Nothing that comes from outside reaches the socket: it is a file that nobody else may open. What lies there already was
 * left behind by a killed process: the installation's lock is ours. Where there can be none, the service runs without.
 */
export async function serveCommands(
  path: string | null,
  composition: Composition,
): Promise<{ close(): Promise<void> }> {
  if (path === null) {
    composition.log.warn({}, 'no commands beside this process: the path of its data folder is too long')
    return { close: async () => {} }
  }
  const running = new Set<Promise<void>>()
  const server = createServer((socket) => {
    const visit = receive(socket, composition).finally(() => running.delete(visit))
    running.add(visit)
  })
  server.maxConnections = CALLERS
  try {
    rmSync(path, { force: true })
    await bind(() => server.listen(path), server)
    chmodSync(path, 0o600)
  } catch (error) {
    composition.log.warn({ error }, 'no commands beside this process: its socket cannot be made')
    return { close: async () => {} }
  }
  return {
    async close() {
      server.close()
      await Promise.all(running)
      rmSync(path, { force: true })
    },
  }
}

/** The file is made at once, with rights that nobody else has even for a moment. */
function bind(listen: () => void, server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).once('listening', resolve)
    const before = process.umask(0o177)
    try {
      listen()
    } finally {
      process.umask(before)
    }
  })
}

async function receive(socket: Socket, composition: Composition): Promise<void> {
  socket.on('error', () => socket.destroy())
  const say = (answer: CommandAnswer) => {
    if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`)
  }
  const request = await requestOf(socket)
  if (!request || !Object.hasOwn(BESIDE, request.args[0] ?? '')) {
    say({ err: 'This is no command that a running service carries out.\n' })
    say({ code: 2 })
  } else {
    const out = (text: string) => say({ out: text })
    const err = (text: string) => say({ err: text })
    const { args, cwd } = request
    say({ code: await duringVisit({ composition, cwd, out, err }, () => runProgram(BESIDE, args)) })
  }
  socket.end()
}

/** The first line; `null` when it is too long, too late or none. */
function requestOf(socket: Socket): Promise<{ args: string[]; cwd: string } | null> {
  return new Promise((resolve) => {
    let text = ''
    const finish = (line: string | null) => {
      clearTimeout(late)
      socket.off('data', take)
      resolve(line === null ? null : parsed(line))
    }
    const late = setTimeout(() => finish(null), REQUEST_MS)
    const take = (chunk: string) => {
      text += chunk
      const at = text.indexOf('\n')
      if (text.length > LARGEST_REQUEST) finish(null)
      else if (at >= 0) finish(text.slice(0, at))
    }
    socket
      .setEncoding('utf8')
      .on('data', take)
      .once('close', () => finish(null))
  })
}

function parsed(line: string): { args: string[]; cwd: string } | null {
  try {
    return commandRequest.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}
