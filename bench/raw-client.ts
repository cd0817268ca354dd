import { connect, type Socket } from 'node:net'

export interface RawClient {
  /** One exchange on a kept-alive socket of its own; answers the status, 0 where none came. */
  ask(message: string): Promise<number>
  close(): void
}

/**
 * Speaks just enough HTTP/1.1 to load a server: answers are read by their `Content-Length` alone, so that the client
 * costs the server beside it little of the machine. With `most` sockets in use, what comes next waits for one.
 */
export function createRawClient({ hostname, port }: URL, most = 400): RawClient {
  const idle: Socket[] = []
  const all = new Set<Socket>()
  const waiting: ((socket: Socket) => void)[] = []

  async function take(): Promise<Socket> {
    const known = idle.pop()
    if (known) return known
    if (all.size >= most) return new Promise((resolve) => waiting.push(resolve))
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    all.add(socket)
    socket.once('close', () => all.delete(socket))
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return socket
  }

  function giveBack(socket: Socket): void {
    const next = waiting.shift()
    if (next) next(socket)
    else idle.push(socket)
  }

  function exchange(socket: Socket, message: string): Promise<number> {
    return new Promise((resolve) => {
      let head = ''
      let status = 0
      let missing = -1
      const end = (answer: number) => {
        socket.off('data', read).off('close', fail).off('error', fail)
        if (answer > 0) giveBack(socket)
        resolve(answer)
      }
      const fail = () => end(0)
      const read = (chunk: Buffer) => {
        if (missing < 0) {
          head += chunk.toString('latin1')
          const at = head.indexOf('\r\n\r\n')
          if (at < 0) return
          status = Number(head.slice(9, 12))
          const length = status === 304 ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
          missing = length - (head.length - at - 4)
        } else missing -= chunk.length
        if (missing <= 0) end(status)
      }
      socket.on('data', read).once('close', fail).once('error', fail)
      socket.write(message)
    })
  }

  return {
    ask: async (message) => {
      try {
        return await exchange(await take(), message)
      } catch {
        return 0
      }
    },
    close() {
      for (const socket of all) socket.destroy()
    },
  }
}

/** A request as it goes over the wire. */
export function rawRequest(
  line: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined = undefined,
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = body === undefined ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`
  return `${line} HTTP/1.1\r\n${lines.join('')}${length}\r\n${body ?? ''}`
}
