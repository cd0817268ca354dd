import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { isPublicAddress, type Resolve } from '../../src/adapters/addresses.ts'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { OutboundError, type OutboundRequest } from '../../src/features/ports.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

interface Listener {
  host: string
  url: URL
  requests: string[]
}

async function listen(answer: RequestListener): Promise<Listener> {
  const requests: string[] = []
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  })
  const host = `127.0.0.1:${portOf(server.address())}`
  return { host, url: new URL(`http://${host}/path`), requests }
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return address.port
}

async function failure(request: Promise<unknown>): Promise<OutboundError> {
  const error = await request.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof OutboundError)) throw new Error(`no OutboundError: ${String(error)}`)
  return error
}

const get = (url: URL | string, more: Partial<OutboundRequest> = {}): OutboundRequest => ({
  url: new URL(url),
  method: 'GET',
  ...more,
})

test('loopback is refused, and nothing arrives, unless its exact host and port are allowed', async () => {
  const server = await listen((_request, response) => response.end('hello'))
  expect((await failure(createOutbound().request(get(server.url)))).reason).toBe('address')
  const other = createOutbound({ allow: ['127.0.0.1:1'] })
  expect((await failure(other.request(get(server.url)))).reason).toBe('address')
  const spelled = createOutbound({ allow: [server.host] })
  expect((await failure(spelled.request(get(`http://localhost:${server.url.port}/`)))).reason).toBe('address')
  expect(server.requests).toEqual([])

  const response = await createOutbound({ allow: [server.host] }).request(get(server.url))
  expect(new TextDecoder().decode(response.body)).toBe('hello')
  expect(server.requests).toEqual(['GET /path'])
})

test('an allowed name under localhost is this machine, whatever the resolver says', async () => {
  const server = await listen((_request, response) => response.end('hello'))
  const host = `comments.news.localhost:${server.url.port}`
  const resolve: Resolve = (_name, answer) => answer(null, [{ address: '192.0.2.1', family: 4 }])
  const response = await createOutbound({ allow: [host], resolve }).request(get(`http://${host}/`))
  expect(response.status).toBe(200)
})

test.each(['paper.example:80', '10.0.0.1:80', '127.0.0.1', 'localhost:80/path', 'https://127.0.0.1:80', ''])(
  'the allow-list takes loopback listeners only, not "%s"',
  (entry) => {
    expect(() => createOutbound({ allow: [entry] })).toThrow(RangeError)
  },
)

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001::7f00:1]/',
  'http://[2001:db8::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[4000::1]/',
  'http://localhost/',
])('an address that is not public is refused: %s', async (url) => {
  expect((await failure(createOutbound().request(get(url)))).reason).toBe('address')
})

test.each([
  'http://203.0.114.1:8080/',
  'https://paper.example:22/',
  'ftp://paper.example/',
  'file:///etc/passwd',
  'http://user:secret@paper.example/',
])('only plain http(s) on the usual ports leaves the house: %s', async (url) => {
  const resolve: Resolve = () => {
    throw new Error('must not be asked')
  }
  expect((await failure(createOutbound({ resolve }).request(get(url)))).reason).toBe('address')
})

test('a name that leads to inner addresses only is refused at connect', async () => {
  const resolve: Resolve = (_name, answer) =>
    answer(null, [
      { address: '10.0.0.1', family: 4 },
      { address: '::ffff:7f00:1', family: 6 },
    ])
  expect((await failure(createOutbound({ resolve }).request(get('http://rebind.example/')))).reason).toBe(
    'address',
  )
  expect((await failure(createOutbound({ resolve }).request(get('https://rebind.example/')))).reason).toBe(
    'address',
  )
})

test('a name is asked for once per request, so its second answer cannot be another one', async () => {
  let asked = 0
  const resolve: Resolve = (_name, answer) => {
    asked += 1
    answer(null, [{ address: asked === 1 ? '127.0.0.1' : '93.184.216.34', family: 4 }])
  }
  expect((await failure(createOutbound({ resolve }).request(get('http://rebind.example/')))).reason).toBe(
    'address',
  )
  expect(asked).toBe(1)
})

test('a name without an address is a network error', async () => {
  const resolve: Resolve = (name, answer) =>
    answer(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), [])
  const error = await failure(createOutbound({ resolve }).request(get('https://secret-host.example/')))
  expect(error.reason).toBe('network')
  expect(error.message).not.toContain('secret-host')
})

test('public addresses of both families pass', () => {
  expect(['93.184.216.34', '1.1.1.1', '2606:4700::1111', '2a00:1450::200e'].every(isPublicAddress)).toBe(true)
  expect(['', 'localhost', '1.2.3', 'fe80::1%eth0', '::1'].some(isPublicAddress)).toBe(false)
})

test('a redirect is handed back, not followed', async () => {
  const target = await listen((_request, response) => response.end())
  const server = await listen((_request, response) => {
    response.writeHead(307, { location: target.url.href }).end()
  })
  const outbound = createOutbound({ allow: [server.host, target.host] })
  const response = await outbound.request(get(server.url, { method: 'POST', body: 'code=1' }))
  expect(response.status).toBe(307)
  expect(response.headers.get('location')).toBe(target.url.href)
  expect(target.requests).toEqual([])
})

test('a body of exactly the limit passes, one byte more does not, declared or not', async () => {
  const server = await listen((request, response) => {
    const size = Number(request.url?.slice(1).replace('chunked', ''))
    if (!request.url?.includes('chunked')) response.setHeader('content-length', size)
    response.write(Buffer.alloc(Math.floor(size / 2)))
    response.end(Buffer.alloc(Math.ceil(size / 2)))
  })
  const outbound = createOutbound({ allow: [server.host] })
  const ask = (path: string) => outbound.request(get(new URL(path, server.url), { maxBytes: 1_000 }))
  expect((await ask('/1000')).body).toHaveLength(1_000)
  expect((await ask('/1000chunked')).body).toHaveLength(1_000)
  expect((await failure(ask('/1001'))).reason).toBe('too-large')
  expect((await failure(ask('/1001chunked'))).reason).toBe('too-large')
})

test('the default limit is 64 KiB', async () => {
  const server = await listen((request, response) =>
    response.end(Buffer.alloc(Number(request.url?.slice(1)))),
  )
  const outbound = createOutbound({ allow: [server.host] })
  expect((await outbound.request(get(new URL('/65536', server.url)))).status).toBe(200)
  expect((await failure(outbound.request(get(new URL('/65537', server.url))))).reason).toBe('too-large')
})

test('no encoding is asked for and an encoded answer is refused, so a small body cannot grow', async () => {
  const bomb = gzipSync(Buffer.alloc(1_000_000))
  const asked: unknown[] = []
  const server = await listen((request, response) => {
    asked.push(request.headers['accept-encoding'])
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  })
  const outbound = createOutbound({ allow: [server.host] })
  const request = get(server.url, { headers: { 'accept-encoding': 'gzip' } })
  expect((await failure(outbound.request(request))).reason).toBe('network')
  expect(asked).toEqual(['identity'])
})

test.each<[string, RequestListener]>([
  ['never answers', () => {}],
  ['stops in the middle of the body', (_request, response) => void response.write('half')],
  ['sends headers for ever', (_request, response) => void response.writeProcessing()],
])('a server that %s is left at the time-out', async (_what, answer) => {
  const server = await listen(answer)
  const outbound = createOutbound({ allow: [server.host] })
  expect((await failure(outbound.request(get(server.url, { timeoutMs: 50 })))).reason).toBe('timeout')
})

test('a resolver that never answers counts against the same time-out', async () => {
  const outbound = createOutbound({ resolve: () => {} })
  const error = await failure(outbound.request(get('https://paper.example/', { timeoutMs: 50 })))
  expect(error.reason).toBe('timeout')
})

test.each([
  ['hangs up', ''],
  ['breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'],
  ['speaks another language', 'SSH-2.0-OpenSSH_9.6\r\n'],
  [
    'sends both lengths',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['switches protocols', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
])('a server that %s is a network error', async (_what, bytes) => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) })
  const host = `127.0.0.1:${portOf(server.address())}`
  const error = await failure(createOutbound({ allow: [host] }).request(get(`http://${host}/`)))
  expect(error.reason).toBe('network')
})

test('a refused connection says nothing about the request', async () => {
  const server = await listen(() => {})
  await Promise.all(open.splice(0).map((each) => each.close()))
  const error = await failure(
    createOutbound({ allow: [server.host] }).request(
      get(new URL('/?code=code-secret', server.url), {
        method: 'POST',
        headers: { authorization: 'Basic header-secret' },
        body: 'client_secret=body-secret',
      }),
    ),
  )
  expect(error.reason).toBe('network')
  const told = `${error.stack} ${JSON.stringify(error, Object.getOwnPropertyNames(error))}`
  expect(told).not.toMatch(/secret/)
  expect(error.cause).toBeUndefined()
})

test('a header that could smuggle a second request is refused', async () => {
  const server = await listen((_request, response) => response.end())
  const outbound = createOutbound({ allow: [server.host] })
  const error = await failure(outbound.request(get(server.url, { headers: { 'x-note': 'a\r\nhost: evil' } })))
  expect(error.reason).toBe('network')
  expect(server.requests).toEqual([])
})

test('method, headers and body arrive as given, over a connection of their own', async () => {
  const seen: unknown[] = []
  const sockets = new Set<unknown>()
  const server = await listen((request, response) => {
    sockets.add(request.socket)
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const { host, connection } = request.headers
      seen.push([request.method, request.headers['content-type'], body, host, connection])
      response.writeHead(201, { 'x-answer': ['one', 'two'] }).end('{}')
    })
  })
  const outbound = createOutbound({ allow: [server.host] })
  const request = get(server.url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '안녕' })
  const response = await outbound.request(request)
  await outbound.request(request)
  expect(seen[0]).toEqual(['POST', 'text/plain', '안녕', server.host, 'close'])
  expect(response.status).toBe(201)
  expect(response.headers.get('x-answer')).toBe('one, two')
  expect(sockets.size).toBe(2)
})

test('a page that never ends is answered by its beginning where that is enough', async () => {
  const server = await listen((_request, response) => {
    const more = () => response.write('x'.repeat(10_000), () => setImmediate(more))
    more()
  })
  const client = createOutbound({ allow: [server.host] })
  const { body } = await client.request(get(server.url, { maxBytes: 25_000, cuts: true }))
  expect(body).toHaveLength(25_000)
  expect((await failure(client.request(get(server.url, { maxBytes: 25_000 })))).reason).toBe('too-large')
})
