import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listener, listen } from '../../src/cli/listen.ts'
import { SOCKET_LIMITS } from '../../src/cli/sockets.ts'
import { freePort } from '../support/process.ts'

const MB = 1024 * 1024
/** Seconds of the real service as tenths, so that nobody waits. */
const FAST = { headersMs: 100, requestMs: 150, checkMs: 20, stillMs: 50 }

let listener: Listener
let port: number
let release = () => {}

/** `/big`: more than the kernel takes at once. `/wait`: answered when released. */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/some') return new Response(new Uint8Array(8 * MB))
  if (pathname === '/big') return new Response(new Uint8Array(64 * MB))
  if (pathname === '/wait') await new Promise<void>((resolve) => (release = resolve))
  if (request.method === 'POST') await request.text()
  return new Response('ok')
}

async function start(change: Partial<typeof SOCKET_LIMITS> = {}): Promise<void> {
  port = await freePort()
  listener = await listen({ fetch: answer }, { host: '127.0.0.1', port }, { ...FAST, ...change })
}

interface Talk {
  socket: Socket
  heard(): string
  closed: Promise<unknown>
}

function say(text: string): Talk {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  socket.write(text)
  return { socket, heard: () => heard, closed: new Promise((resolve) => socket.once('close', resolve)) }
}

/** Begins so, and goes on little by little for as long as it may. */
function drip(begin: string, more: string): Talk {
  const talk = say(begin)
  // What has been answered is read first: whoever writes on to a closed connection loses it.
  const timer = setInterval(() => setImmediate(() => talk.heard() || talk.socket.write(more)), 20)
  talk.socket.once('close', () => clearInterval(timer))
  return talk
}

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`

describe('the limits', () => {
  it('end whoever is slow within 15 s, and outlast the connections of usual proxies', () => {
    const { headersMs, requestMs, checkMs, stillMs, keepAliveMs } = SOCKET_LIMITS
    expect(headersMs).toBeLessThanOrEqual(10_000)
    expect(requestMs + checkMs).toBeLessThanOrEqual(15_000)
    expect(2 * stillMs).toBeLessThanOrEqual(15_000)
    expect(keepAliveMs).toBeGreaterThan(120_000)
  })
})

describe('a connection', () => {
  beforeAll(() => start())
  afterAll(() => listener.close())

  it('that sends its headers drop by drop is answered 408 and closed', async () => {
    const talk = drip('GET / HTTP/1.1\r\nHost: a\r\n', 'X: y\r\n')
    await talk.closed
    expect(talk.heard()).toContain('408')
  })

  it('that never sends anything is closed', async () => {
    const talk = say('')
    await talk.closed
    // On a busy machine the end of the time for headers may come first.
    expect(talk.heard()).toMatch(/^(?:HTTP\/1\.1 408 |$)/)
  })

  it('on which an answer is long in the making is left alone', async () => {
    const talk = say(get('/wait', 'Connection: close\r\n'))
    // Longer than everything else here takes to be cut.
    await say('GET / HTTP/1.1\r\nHost: a\r\n').closed
    release()
    await talk.closed
    expect(talk.heard()).toContain('200')
  })

  it('that sends its body drop by drop is closed', async () => {
    const talk = drip('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n', 'a')
    await talk.closed
    expect(talk.heard()).not.toContain('200')
  })

  it('that does not read its answer is cut', async () => {
    const talk = say(get('/big'))
    talk.socket.pause()
    const before = listener.sockets().cut
    while (listener.sockets().cut === before) await new Promise((resolve) => setImmediate(resolve))
    expect(listener.sockets().cut).toBe(before + 1)
    talk.socket.destroy()
  })

  it('with more headers than a browser sends is answered 431', async () => {
    const talk = say(get('/', `X: ${'x'.repeat(20_000)}\r\n`))
    await talk.closed
    expect(talk.heard()).toContain('431')
  })
})

describe('a connection that reads', () => {
  // As long as a machine that is busy with something else may stop this process, which reads what it sends.
  beforeAll(() => start({ stillMs: 500 }))
  afterAll(() => listener.close())

  it('gets all of it', async () => {
    const talk = say(get('/some', 'Connection: close\r\n'))
    await talk.closed
    expect(talk.heard().length).toBeGreaterThan(8 * MB)
  })
})

describe('too many connections', () => {
  beforeAll(() => start({ connections: 2, requestsPerSocket: 2, headersMs: 5_000, requestMs: 6_000 }))
  afterAll(() => listener.close())

  it('close those that wait for nothing, and the next one is served', async () => {
    const idle = say(get('/'))
    while (!idle.heard().includes('ok')) await once(idle.socket, 'data')
    const busy = say(get('/wait'))
    while (listener.sockets().open < 2) await new Promise((resolve) => setImmediate(resolve))
    const dropped = say(get('/'))
    await Promise.all([dropped.closed, idle.closed])
    expect(dropped.heard()).toBe('')
    expect(listener.sockets().dropped).toBe(1)
    const served = say(get('/', 'Connection: close\r\n'))
    await served.closed
    expect(served.heard()).toContain('200')
    release()
    busy.socket.end()
  })

  it('one is not kept for ever: after its share of requests it is told to connect anew', async () => {
    const talk = say(get('/'))
    while (!talk.heard().includes('ok')) await once(talk.socket, 'data')
    expect(talk.heard().toLowerCase()).not.toContain('connection: close')
    talk.socket.write(get('/'))
    while (talk.heard().split('ok').length < 3) await once(talk.socket, 'data')
    talk.socket.end()
    expect(talk.heard().toLowerCase()).toContain('connection: close')
  })
})

describe('the end', () => {
  it('answers what runs, tells each connection to close, and takes no new one', async () => {
    await start({ headersMs: 5_000, requestMs: 6_000 })
    const running = say(get('/wait'))
    const kept = say(get('/'))
    while (!kept.heard().includes('ok')) await once(kept.socket, 'data')
    const closing = listener.close()
    await kept.closed
    const late = say(get('/'))
    await late.closed
    expect(late.heard()).toBe('')
    release()
    await running.closed
    expect(running.heard()).toMatch(/200[\s\S]*connection: close[\s\S]*ok/i)
    await closing
  })
})
