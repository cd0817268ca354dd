import { connect, type Socket } from 'node:net'

export interface Load {
  requests: number
  seconds: number
}

/**
 * Asks one address over `connections` kept-alive sockets for `ms` milliseconds, one request at a time on each.
 * Reads answers by their `Content-Length` alone, so that the loader costs little beside the server.
 * @throws when an answer is not a 200
 */
export async function load(url: URL, connections: number, ms: number): Promise<Load> {
  const request = `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`
  const started = performance.now()
  const end = started + ms
  const counts = await Promise.all(Array.from({ length: connections }, () => worker(url, request, end)))
  return {
    requests: counts.reduce((sum, count) => sum + count, 0),
    seconds: (performance.now() - started) / 1_000,
  }
}

function worker(url: URL, request: string, end: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0
    let missing = -1
    let head = ''
    const socket: Socket = connect(Number(url.port), url.hostname, () => socket.write(request))
    socket.setNoDelay(true)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      if (missing < 0) {
        head += chunk.toString('latin1')
        const at = head.indexOf('\r\n\r\n')
        if (at < 0) return
        if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head.slice(0, 80)))
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
        missing = length - (head.length - at - 4)
        head = ''
      } else {
        missing -= chunk.length
      }
      if (missing > 0) return
      missing = -1
      count += 1
      if (performance.now() < end) socket.write(request)
      else socket.end(() => resolve(count))
    })
  })
}
