import { createServer } from 'node:http'
import { freePort } from './process.ts'

/** Pages that are not ours, on an origin of their own. */
export interface Neighbour {
  origin: string
  /** Serves this HTML, with these headers beside its own, and answers its address. */
  page(html: string, headers?: Record<string, string>): string
  close(): Promise<void>
}

/** On loopback, under a name that leads there: `127.0.0.1` is another site than `localhost`. */
export async function startNeighbour(host = '127.0.0.1'): Promise<Neighbour> {
  const port = await freePort()
  const origin = `http://${host}:${port}`
  const pages = new Map<string, { html: string; headers: Record<string, string> }>()
  const server = createServer(({ url = '' }, response) => {
    const { html, headers } = pages.get(url.split('?')[0] ?? '') ?? { html: '', headers: {} }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.end(`<!doctype html>${html}`)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin,
    page(html, headers = {}) {
      const path = `/${pages.size}`
      pages.set(path, { html, headers })
      return origin + path
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
