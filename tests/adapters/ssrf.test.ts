import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Resolve } from '../../src/adapters/addresses.ts'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { fetchWithin, ReadFailed } from '../../src/features/articles/fetching.ts'
import { PAGE_LIMITS } from '../../src/features/articles/read-model.ts'
import { OutboundError } from '../../src/features/ports.ts'
import { startPaper } from '../articles/paper.ts'

/** Loopback, this network, private, carrier's, link-local, clouds' metadata, documentation, tests, groups. */
const INNER = [
  ...['127.0.0.1', '127.0.0.53', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.254'],
  ...['192.168.0.1', '169.254.169.254', '169.254.170.2', '100.100.100.200', '100.64.0.1', '192.0.0.192'],
  ...['198.18.0.1', '203.0.113.7', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
] as const

const octal = (value: number) => `0${value.toString(8)}`
const hex = (value: number) => `0x${value.toString(16)}`
const whole = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
const groups = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) =>
  `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`

/** How a host may be written that means this address, to one parser or another. */
function spellings(address: string): string[] {
  const parts = address.split('.').map(Number)
  const [a = 0, b = 0, c = 0, d = 0] = parts
  return [
    ...[address, `${address}.`, String(whole(parts)), hex(whole(parts)), octal(whole(parts))],
    ...[parts.map(octal).join('.'), parts.map(hex).join('.'), `${octal(a)}.${hex(b)}.${c}.${d}`],
    ...[`${a}.${whole([0, b, c, d])}`, `${a}.${b}.${c * 256 + d}`, `${hex(a)}.${octal(whole([0, b, c, d]))}`],
    ...[address.replaceAll('.', '。'), address.replaceAll('.', '%2e')],
    address.replace(/\d/g, (digit) => `%3${digit}`),
    address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ...[`[::ffff:${address}]`, `[::ffff:${groups(parts)}]`, `[0:0:0:0:0:FFFF:${groups(parts)}]`],
    ...[
      `[::${address}]`,
      `[::${groups(parts)}]`,
      `[64:ff9b::${groups(parts)}]`,
      `[64:ff9b:1::${groups(parts)}]`,
    ],
    ...[`[2002:${groups(parts)}::]`, `[2001:0:${groups(parts)}::]`, `[fe80::${groups(parts)}]`],
    ...[`www.paper.example@${address}`, `user:secret@${address}`, `www.paper.example%40${address}`],
  ]
}

const HOSTS = [
  ...INNER.flatMap(spellings),
  ...['[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[fe80::1]', '[fe80::1%25lo]', '[fec0::1]', '[fc00::1]'],
  ...['[fd00:ec2::254]', '[ff02::1]', '[2001:db8::1]', '[100::1]', '[5f00::1]', '[4000::1]'],
]
/** Names; the resolver says that every one of them is inside. */
const NAMES = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'www.localhost', 'localhost.localdomain', 'ip6-localhost'],
  ...[
    'metadata.google.internal',
    'metadata',
    'kubernetes.default.svc',
    '127.0.0.1.nip.io',
    'xn--fiqs8s.example',
  ],
]

let trap: Server
let port: number
let connections = 0
beforeAll(async () => {
  trap = createServer((socket) => {
    connections += 1
    socket.resume()
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\ninside')
  })
  // On every address of this machine, of both families where it has both.
  await new Promise<void>((resolve) => trap.listen(0, resolve))
  const address = trap.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => new Promise((resolve) => trap.close(resolve)))

const inside: Resolve = (_name, answer) =>
  answer(null, [
    ...INNER.map((address) => ({ address, family: 4 })),
    { address: '::1', family: 6 },
    { address: '::ffff:127.0.0.1', family: 6 },
  ])

/** Reaches the trap's port, so that it is the address alone that keeps a request from it. */
const outbound = (resolve = inside) => createOutbound({ ports: [String(port)], resolve })

/** What became of asking for it: `none` for what is no URL at all. */
async function asked(url: string): Promise<string> {
  if (!URL.canParse(url)) return 'none'
  const request = { url: new URL(url), method: 'GET', timeoutMs: 2_000 } as const
  return outbound()
    .request(request)
    .then(
      ({ status }) => `answered ${status}`,
      (error) => (error instanceof OutboundError ? error.reason : String(error)),
    )
}

describe('no request reaches an inner address', () => {
  it('the trap would hear it', async () => {
    const allowing = createOutbound({ allow: [`127.0.0.1:${port}`] })
    const { body } = await allowing.request({ url: new URL(`http://127.0.0.1:${port}/`), method: 'GET' })
    expect([new TextDecoder().decode(body), connections]).toEqual(['inside', 1])
    connections = 0
  })

  it(`in ${HOSTS.length} spellings, by http and https`, async () => {
    expect(new Set(HOSTS).size).toBeGreaterThan(400)
    for (const host of HOSTS) {
      const answers = await Promise.all(
        ['http', 'https'].map((scheme) => asked(`${scheme}://${host}:${port}/`)),
      )
      expect([host, answers.filter((answer) => answer !== 'address' && answer !== 'none')]).toEqual([
        host,
        [],
      ])
    }
    expect(connections).toBe(0)
  })

  it.each(NAMES)('by the name %s', async (name) => {
    expect(await asked(`http://${name}:${port}/`)).toBe('address')
    expect(connections).toBe(0)
  })

  it('by a name that is somebody else each time it is asked for', async () => {
    let turn = 0
    // Nothing listens at the first; were the name asked for again on the way, the trap would be met.
    const rebinding: Resolve = (_name, answer) => {
      turn += 1
      answer(null, [
        turn % 2 === 1 ? { address: '100.64.0.1', family: 4 } : { address: '127.0.0.1', family: 4 },
      ])
    }
    const client = outbound(rebinding)
    for (let request = 1; request <= 6; request += 1) {
      const url = new URL(`http://rebind.example:${port}/`)
      await expect(client.request({ url, method: 'GET' })).rejects.toThrow('address')
      expect(turn).toBe(request)
    }
    expect(connections).toBe(0)
  })

  it('by a redirect of a registered page, however many hops there are', async () => {
    const paper = await startPaper()
    const client = createOutbound({ allow: [paper.host], ports: [String(port)], resolve: inside })
    const follow = (mayVisit: (url: URL) => boolean) =>
      fetchWithin(new URL(`${paper.origin}/0`), PAGE_LIMITS, {
        outbound: client,
        now: () => 0,
        headers: {},
        mayVisit,
      })
    try {
      for (const host of [...HOSTS, ...NAMES]) {
        paper.on('/0', (_, response) => response.writeHead(302, { location: '/1' }).end())
        paper.on('/1', (_, response) =>
          response
            .writeHead(307, { location: encodeURI(`http://${host}:${port}/`).replaceAll('%25', '%') })
            .end(),
        )
        const isOwn = (url: URL) => url.origin === paper.origin
        // Even where an operator had registered the inner address.
        for (const mayVisit of [isOwn, () => true])
          await expect(follow(mayVisit), host).rejects.toThrow(ReadFailed)
      }
      expect(connections).toBe(0)
    } finally {
      await paper.close()
    }
  })
})
