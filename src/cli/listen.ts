import { createServer } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Served } from '../http/env.ts'
import { SECOND } from '../kernel/clock.ts'

export interface Listener {
  /** Stops accepting, lets running requests end for at most ten seconds, then cuts. */
  close(): Promise<void>
}

const DRAIN_MS = 10 * SECOND

/**
 * Serves an app. Slow senders are cut: headers within 10 s, the whole request within 15 s.
 * @throws with `code: 'EADDRINUSE'` when the port is taken
 */
export async function listen(app: Served, { host, port }: { host: string; port: number }): Promise<Listener> {
  const serve = getRequestListener((request, env) => app.fetch(request, env as HttpBindings))
  const times = {
    headersTimeout: 10 * SECOND,
    requestTimeout: 15 * SECOND,
    keepAliveTimeout: 65 * SECOND,
  }
  const server = createServer(times, (incoming, outgoing) => {
    if (!app.hot?.(incoming, outgoing)) void serve(incoming, outgoing)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearTimeout(cut)
    },
  }
}

/** Waits for Ctrl-C or a supervisor's stop, then runs `close` once; a second signal ends the process at once. */
export async function untilStopped(close: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = () => {
      process.once('SIGINT', () => process.exit(130))
      resolve()
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
  await close()
}

/** For those who are being answered just now. */
const LAST_WORDS_MS = 200

/** Ends the process as failed, without closing the database: what it would still write cannot be trusted. */
export function endSoon(): void {
  setTimeout(() => process.exit(1), LAST_WORDS_MS)
}
