import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  headers: IncomingHttpHeaders
  body: string
}

export interface OutsidePeer {
  host: string
  url: string
  asked: Asked[]
  /** How the next question is answered. */
  answer: (response: ServerResponse, request: IncomingMessage) => void
  close(): Promise<void>
}

/** A paper's own service on loopback, as good or as bad as a test wants it. */
export async function startOutsidePeer(): Promise<OutsidePeer> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ headers: request.headers, body })
    peer.answer(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const peer: OutsidePeer = {
    host,
    url: `http://${host}/check`,
    asked,
    answer: verdict({ verdict: 'pass' }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return peer
}

export function verdict(answer: unknown, status = 200): OutsidePeer['answer'] {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

export function text(body: string | Buffer, headers: Record<string, string> = {}): OutsidePeer['answer'] {
  return (response) => response.writeHead(200, headers).end(body)
}

/** A byte now and then, for ever. */
export const dripping: OutsidePeer['answer'] = (response) => {
  response.writeHead(200)
  const timer = setInterval(() => response.write(' '), 50)
  response.on('close', () => clearInterval(timer))
}
