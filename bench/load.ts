import { connect, type Socket } from 'node:net'

export interface Load {
  requests: number
  seconds: number
  /** Milliseconds of each request. */
  latencies: number[]
}

export interface Asked {
  url: URL
  /** Path and query of each further request, in place of the URL's. */
  next?: () => string
  /** `If-None-Match`; the answer must then be 304, and otherwise 200. */
  held?: string | undefined
}

/**
 * Asks one address over `connections` kept-alive sockets for `ms` milliseconds, one request at a time on each.
 * Reads answers by their `Content-Length` alone, so that the loader costs little beside the server.
 * @throws when an answer has another status
 */
export async function load(asked: Asked, connections: number, ms: number): Promise<Load> {
  const started = performance.now()
  const end = started + ms
  const latencies: number[] = []
  await Promise.all(Array.from({ length: connections }, () => worker(asked, end, latencies)))
  return { requests: latencies.length, seconds: (performance.now() - started) / 1_000, latencies }
}

function worker({ url, held, next }: Asked, end: number, latencies: number[]): Promise<void> {
  const status = held === undefined ? 200 : 304
  const condition = held === undefined ? '' : `If-None-Match: ${held}\r\n`
  const fixed = `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n${condition}\r\n`
  const request = () => (next ? fixed.replace(/ \S+/, ` ${next()}`) : fixed)
  return new Promise((resolve, reject) => {
    let sentAt = performance.now()
    let missing = -1
    let head = ''
    const socket: Socket = connect(Number(url.port), url.hostname, () => socket.write(request()))
    socket.setNoDelay(true)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      if (missing < 0) {
        head += chunk.toString('latin1')
        const at = head.indexOf('\r\n\r\n')
        if (at < 0) return
        if (!head.startsWith(`HTTP/1.1 ${status}`)) return reject(new Error(head.slice(0, 80)))
        const length = status === 304 ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1])
        missing = length - (head.length - at - 4)
        head = ''
      } else {
        missing -= chunk.length
      }
      if (missing > 0) return
      missing = -1
      const now = performance.now()
      latencies.push(now - sentAt)
      sentAt = now
      if (now < end) socket.write(request())
      else socket.end(() => resolve())
    })
  })
}
