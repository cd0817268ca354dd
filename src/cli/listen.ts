import { createServer, type ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Served } from '../http/env.ts'
import { SECOND } from '../kernel/clock.ts'
import { boundSockets, SOCKET_LIMITS, type SocketFigures, type SocketLimits } from './sockets.ts'

export interface Listener {
  /** Stops accepting, lets running requests end for at most nine seconds, then cuts. */
  close(): Promise<void>
  /** For metrics. */
  sockets(): SocketFigures
}

/** With what comes after it, the process has ended within 12 s. */
const DRAIN_MS = 9 * SECOND
/** A connection may be kept by somebody who never asked anything on it. */
const IDLE_CHECK_MS = 100

/**
 * Serves an app. Slow senders are cut: headers within 10 s, the whole request within 15 s; slow readers are, too.
 * @throws with `code: 'EADDRINUSE'` when the port is taken
 */
export async function listen(
  app: Served,
  { host, port }: { host: string; port: number },
  change: Partial<SocketLimits> = {},
): Promise<Listener> {
  const limits = { ...SOCKET_LIMITS, ...change }
  const serve = getRequestListener((request, env) => app.fetch(request, env as HttpBindings))
  const running = new Set<ServerResponse>()
  let closing = false
  const options = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: limits.headerBytes,
  }
  const server = createServer(options, (incoming, outgoing) => {
    // The client learns by `Connection: close` that its next request goes elsewhere.
    if (closing) outgoing.shouldKeepAlive = false
    if (app.hot?.(incoming, outgoing)) return
    running.add(outgoing)
    outgoing.once('close', () => running.delete(outgoing))
    void serve(incoming, outgoing)
  })
  const sockets = boundSockets(server, limits, (socket) =>
    [...running].some((outgoing) => outgoing.socket === socket),
  )
  server.on('connection', () => app.connected?.())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    sockets,
    async close() {
      closing = true
      for (const outgoing of running) if (!outgoing.headersSent) outgoing.shouldKeepAlive = false
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearTimeout(cut)
      clearInterval(idle)
    },
  }
}

/** Ctrl-C, a supervisor's stop, and a terminal that is closed; what a shell answers for each. */
const STOPS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** Waits to be told to stop, then runs `close` once; a second signal ends the process at once. */
export async function untilStopped(close: () => Promise<void>): Promise<void> {
  const signals = Object.entries(STOPS)
  await new Promise<void>((resolve) => {
    const stop = () => {
      for (const [signal, code] of signals) process.off(signal, stop).once(signal, () => process.exit(code))
      resolve()
    }
    for (const [signal] of signals) process.on(signal, stop)
  })
  await close()
}

/** For those who are being answered just now. */
const LAST_WORDS_MS = 200

/** Ends the process as failed, without closing the database: what it would still write cannot be trusted. */
export function endSoon(): void {
  setTimeout(() => process.exit(1), LAST_WORDS_MS)
}
