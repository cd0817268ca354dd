import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { freePort } from '../support/process.ts'

/** A paper's web server on loopback: what it answers by path, and what it was asked. */
export interface Paper {
  origin: string
  host: string
  asked: string[]
  agents: Set<string>
  on(
    path: string,
    answer: string | Buffer | ((request: IncomingMessage, response: ServerResponse) => void),
    type?: string,
  ): string
  close(): Promise<void>
}

export async function startPaper(): Promise<Paper> {
  const port = await freePort()
  const host = `127.0.0.1:${port}`
  const asked: string[] = []
  const agents = new Set<string>()
  const answers = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>()
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    agents.add(request.headers['user-agent'] ?? '')
    const answer = answers.get((request.url ?? '').split('?')[0] ?? '')
    if (answer) answer(request, response)
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<title>Not here</title>')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin: `http://${host}`,
    host,
    asked,
    agents,
    on(path, answer, type = 'text/html; charset=utf-8') {
      answers.set(
        path,
        typeof answer === 'function'
          ? answer
          : (_request, response) => response.writeHead(200, { 'content-type': type }).end(answer),
      )
      return `http://${host}${path}`
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** An article's page as papers mark it up; `head` comes on top. */
export function articlePage(headline: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}
    <meta property="og:type" content="article"><meta property="og:title" content="${headline}">
    <meta property="article:published_time" content="2026-05-30T09:00:00Z"></head><body>Text</body></html>`
}
