import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { SECOND } from '../kernel/clock.ts'

export const SOCKET_LIMITS = {
  /** Open connections; more are closed unanswered. Node itself raises the process's limit of files to the hard one. */
  connections: 10_000,
  /** Then the client is told to connect anew, so that no balancer's share grows old. */
  requestsPerSocket: 10_000,
  /** Bytes of all headers: five logins in progress take some 600, and browsers' own a few thousand. */
  headerBytes: 16 * 1024,
  headersMs: 10 * SECOND,
  /** With `checkMs`, whoever sends slowly is gone within 15 s. */
  requestMs: 14 * SECOND,
  checkMs: SECOND,
  /** Of a connection on which nothing moves; an answer that stands still is noticed after twice this at the latest. */
  stillMs: 7 * SECOND,
  /** Longer than a proxy keeps its own end (Caddy: 2 min, nginx and most balancers: 1 min), or it would send into a closed one. */
  keepAliveMs: 130 * SECOND,
}
export type SocketLimits = typeof SOCKET_LIMITS

export interface SocketFigures {
  open: number
  /** Since the start: closed unanswered because of so many others, and cut because the client took no more of its answer. */
  dropped: number
  cut: number
}

/**
 * Keeps the server's connections within bounds.
 * @param isWorking whether the answer of a request on this connection is still being made
 */
export function boundSockets(
  server: Server,
  limits: SocketLimits,
  isWorking: (socket: Socket) => boolean,
): () => SocketFigures {
  const figures: SocketFigures = { open: 0, dropped: 0, cut: 0 }
  server.maxConnections = limits.connections
  server.maxRequestsPerSocket = limits.requestsPerSocket
  server.timeout = limits.stillMs
  server.on('connection', (socket: Socket) => {
    figures.open += 1
    socket.once('close', () => {
      figures.open -= 1
    })
  })
  // Those who wait for nothing make room for those who come.
  server.on('drop', () => {
    figures.dropped += 1
    server.closeIdleConnections()
  })
  // Also where a kept connection has been idle for long enough: with this listener, Node leaves that to us.
  server.on('timeout', (socket) => {
    const isUnread = socket.writableLength > 0
    if (!isUnread && isWorking(socket)) return
    if (isUnread) figures.cut += 1
    socket.destroy()
  })
  return () => ({ ...figures })
}
