import { connect, type Socket } from 'node:net'

export interface RawClient {
  /** One exchange on a kept-alive socket of its own; answers the status, 0 where none came. */
  ask(message: string): Promise<number>
  close(): void
}

/**
 * Speaks just enough HTTP/1.1 to post: answers are read by their `Content-Length` alone, so that whoever posts costs
 * the server beside it little of the machine.
 */
export function createRawClient({ hostname, port }: URL): RawClient {
  const idle: Socket[] = []
  const all = new Set<Socket>()

  async function open(): Promise<Socket> {
    const known = idle.pop()
    if (known) return known
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    all.add(socket)
    socket.once('close', () => all.delete(socket))
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return socket
  }

  async function exchange(socket: Socket, message: string): Promise<number> {
    return new Promise((resolve) => {
      let head = ''
      const end = (status: number) => {
        socket.off('data', read).off('close', fail).off('error', fail)
        if (status > 0) idle.push(socket)
        resolve(status)
      }
      const fail = () => end(0)
      const read = (chunk: Buffer) => {
        head += chunk.toString('latin1')
        const at = head.indexOf('\r\n\r\n')
        if (at < 0) return
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
        if (head.length >= at + 4 + length) end(Number(head.slice(9, 12)))
      }
      socket.on('data', read).once('close', fail).once('error', fail)
      socket.write(message)
    })
  }

  return {
    ask: async (message) => {
      try {
        return await exchange(await open(), message)
      } catch {
        return 0
      }
    },
    close() {
      for (const socket of all) socket.destroy()
    },
  }
}
