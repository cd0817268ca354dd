import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** What one answer says of itself, as a shared cache may keep it (RFC 9111 §3–4). */
interface Kept {
  /** The request's headers that `Vary` names, as they were. */
  asked: Record<string, string>
  freshUntil: number
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

export interface SharedCache {
  /** Paths that were answered without asking the service. */
  hits: string[]
  close(): Promise<void>
}

/** A cache in front of the service that keeps all that it is allowed to keep, and no more. */
export function startSharedCache(port: number, service: { port: number }): Promise<SharedCache> {
  const kept = new Map<string, Kept[]>()
  const hits: string[] = []

  function answerOf({ url = '', headers }: IncomingMessage): Kept | undefined {
    const same = (one: Kept) =>
      Object.entries(one.asked).every(([name, value]) => String(headers[name] ?? '') === value)
    return kept.get(url)?.find((one) => one.freshUntil > performance.now() && same(one))
  }

  function keep({ url = '', headers }: IncomingMessage, answer: IncomingMessage, body: Buffer): void {
    const control = answer.headers['cache-control'] ?? ''
    const seconds = Number(/s-maxage=(\d+)/.exec(control)?.[1] ?? /max-age=(\d+)/.exec(control)?.[1] ?? 0)
    const vary = (answer.headers.vary ?? '').split(',').map((name) => name.trim().toLowerCase())
    const isOpen = !/private|no-store|no-cache/.test(control) && !vary.includes('*') && seconds > 0
    if (!isOpen || answer.statusCode !== 200) return
    const asked = Object.fromEntries(vary.filter(Boolean).map((name) => [name, String(headers[name] ?? '')]))
    const freshUntil = performance.now() + seconds * 1_000
    const one = { asked, freshUntil, status: 200, headers: answer.headers, body }
    kept.set(url, [...(kept.get(url) ?? []), one])
  }

  function forward(asked: IncomingMessage, to: ServerResponse): void {
    const { method, url = '', headers } = asked
    const sent = request({ host: '127.0.0.1', port: service.port, method, path: url, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const body = Buffer.concat(chunks)
        if (method === 'GET') keep(asked, answer, body)
        to.writeHead(answer.statusCode ?? 502, answer.headers).end(body)
      })
    })
    sent.on('error', () => to.writeHead(502).end())
    asked.pipe(sent)
  }

  const server = createServer((asked, to) => {
    const found = asked.method === 'GET' ? answerOf(asked) : undefined
    if (!found) return forward(asked, to)
    hits.push(asked.url ?? '')
    to.writeHead(found.status, found.headers).end(found.body)
  })
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () =>
      resolve({
        hits,
        async close() {
          server.closeAllConnections()
          await new Promise((done) => server.close(done))
        },
      }),
    )
  })
}
