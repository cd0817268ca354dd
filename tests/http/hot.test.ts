import { once } from 'node:events'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Listener, listen } from '../../src/cli/listen.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { createPageCache } from '../../src/http/cache.ts'
import type { AppEnv } from '../../src/http/env.ts'
import { onlyThisMachine } from '../../src/sandbox/locks.ts'
import { another } from '../support/another.ts'
import { decide, submit } from '../support/desk.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let listener: Listener
let port: number
let host: string
let maya: Person
let min: Person
let article: Article
/** Requests that the app was asked: all others were answered before it. */
let asked: string[] = []

beforeAll(async () => {
  port = await freePort()
  host = `127.0.0.1:${port}`
  world = await createWorld({ publicUrl: `http://${host}` })
  const { app } = world
  const fetch: typeof app.fetch = (request, ...more) => {
    asked.push(`${request.method} ${request.url}`)
    return app.fetch(request, ...more)
  }
  const served = onlyThisMachine({ ...app, fetch }, host)
  listener = await listen(served, { host: '127.0.0.1', port })
  maya = await world.reader()
  min = await world.staff()
})
beforeEach(async () => {
  article = await world.putArticle()
  asked = []
})
afterAll(async () => {
  await listener.close()
  await world.close()
})

const pages = () => [`/a/${article.id}`, `/frame?site=ledger&article=${article.key}`]

/** Exactly these bytes, then nothing more; every answer until the server closes. */
async function exchange(text: string): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(chunks)
}

interface Answer {
  status: number
  headers: Map<string, string>
  body: Buffer
}

function parse(bytes: Buffer): Answer {
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(': ')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)]
  })
  return { status: Number(first.split(' ')[1]), headers: new Map(headers), body: bytes.subarray(end + 4) }
}

async function get(path: string, lines: readonly string[] = [], method = 'GET'): Promise<Answer> {
  const head = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...lines, 'Connection: close']
  return parse(await exchange(`${head.join('\r\n')}\r\n\r\n`))
}

/** Asked once, so that the next request is answered before the app; what is asked from here on is noted. */
async function warm(...paths: readonly string[]): Promise<void> {
  for (const path of paths) expect((await get(path)).status).toBe(200)
  asked = []
}

describe('a page that was asked for before', () => {
  it('is answered before the app, with the same bytes and headers', async () => {
    for (const path of pages()) {
      const first = await get(path)
      asked = []
      const [again, head] = [await get(path), await get(path, [], 'HEAD')]
      const etag = first.headers.get('etag') ?? ''
      const held = await get(path, [`If-None-Match: W/${etag}`])
      expect(asked).toEqual([])
      const plain = ({ headers }: Answer) => Object.fromEntries([...headers, ['date', '']])
      expect([again.status, plain(again)]).toEqual([200, plain(first)])
      expect(again.body.equals(first.body)).toBe(true)
      expect([head.status, plain(head), head.body.length]).toEqual([200, plain(first), 0])
      const { 'content-length': _length, ...shared } = plain(first)
      expect([held.status, plain(held), held.body.length]).toEqual([304, shared, 0])
    }
  })

  it('goes to the app for whoever has a session, for another host, and to be changed', async () => {
    const [path = '', frame = ''] = pages()
    await warm(path, frame)
    for (const address of [path, frame]) {
      for (const lines of [
        [`Cookie: ${maya.cookie}`],
        [`Cookie: theme=dark; ${min.cookie}`],
        [`Cookie: a=b`, `Cookie: ${maya.cookie}`],
        [`Authorization: Bearer ${maya.token}`],
      ]) {
        asked = []
        await get(address, lines)
        expect(asked).toHaveLength(1)
      }
    }
    expect((await get(path, [`Cookie: ${maya.cookie}`])).headers.get('cache-control')).toContain('private')
    expect((await get(path, [`Host: ${host}`])).status).toBeGreaterThanOrEqual(400)
    expect((await get(path, [], 'POST')).status).toBe(405)
    expect((await get(path, [], 'DELETE')).status).toBe(405)
    asked = []
    expect((await get(path, ['Cookie: theme=dark; __Host-other=1'])).status).toBe(200)
    expect(asked).toEqual([])
  })

  it('stays behind what guards a sandbox', async () => {
    const [path = ''] = pages()
    await warm(path)
    for (const line of ['X-Forwarded-For: 203.0.113.7', 'Via: 1.1 proxy'])
      expect((await get(path, [line])).status).toBe(421)
  })

  it('comes in its turn when requests stand in line', async () => {
    const [path = '', frame = ''] = pages()
    await warm(path)
    const lines = [frame, path, `${path}?lang=ko`, path, '/healthz'].map((address, at, { length }) => {
      const close = at === length - 1 ? 'Connection: close\r\n' : ''
      return `GET ${address} HTTP/1.1\r\nHost: ${host}\r\n${close}\r\n`
    })
    const text = (await exchange(lines.join(''))).toString()
    const marks = [...text.matchAll(/HTTP\/1\.1 (\d+)|<html[^>]* lang="(..)"|data-mode="(\w+)"/g)]
    expect(marks.map(([, ...found]) => found.find(Boolean))).toEqual([
      ...['200', 'en', 'frame'],
      ...['200', 'en', 'page'],
      ...['200', 'ko', 'page'],
      ...['200', 'en', 'page'],
      '200',
    ])
  })

  it('is understood by old clients, by those that name the whole address, and outlives those that hang up', async () => {
    const [path = ''] = pages()
    await warm(path)
    const old = await exchange(`GET ${path} HTTP/1.0\r\nHost: ${host}\r\n\r\n`)
    expect(parse(old)).toMatchObject({ status: 200 })
    expect(parse(old).headers.get('connection')).toBe('close')
    expect(parse(await exchange(`GET ${path} HTTP/1.0\r\n\r\n`)).status).toBe(400)
    for (const [target, status] of [
      [`http://${host}${path}`, 200],
      [`http://evil.example${path}`, 421],
      [`HTTP://evil.example${path}`, 400],
    ] as const)
      expect((await get(target)).status).toBe(status)
    const body = 'x'.repeat(9)
    expect((await get(path, [`Content-Length: ${body.length}`, '', body])).status).toBe(200)
    for (let time = 0; time < 20; time += 1) {
      const socket = connect(port, '127.0.0.1')
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(5))
      await once(socket, 'data')
      socket.destroy()
    }
    expect((await get(path)).status).toBe(200)
  })
})

describe('scripts and style sheets', () => {
  it('come from before the app as well, for everybody, compressed and with a tag', async () => {
    const [, file = ''] =
      /href="(\/assets\/[^"]+\.css)"/.exec((await get(pages()[1] ?? '')).body.toString()) ?? []
    const cookie = `Cookie: ${maya.cookie}`
    for (const [path, control] of [
      ['/embed.js', 'public, max-age=300'],
      [file, 'public, max-age=31536000, immutable'],
    ] as const) {
      const plain = await get(path)
      asked = []
      const packed = await vi.waitUntil(
        async () => {
          const got = await get(path, [cookie, 'Accept-Encoding: br'])
          return got.headers.has('content-encoding') ? got : null
        },
        { interval: 5 },
      )
      expect(brotliDecompressSync(packed.body).equals(plain.body)).toBe(true)
      expect(packed.headers.get('cache-control')).toBe(control)
      expect(packed.headers.get('vary')).toBe('Accept-Encoding')
      expect(packed.headers.get('content-security-policy')).toContain('sandbox')
      const held = [`If-None-Match: ${packed.headers.get('etag')}`, 'Accept-Encoding: br']
      expect((await get(path, held)).status).toBe(304)
      expect(asked).toEqual([])
    }
    expect((await get('/embed.js')).headers.get('access-control-allow-origin')).toBe('*')
    const older = await get(file.replace(/[0-9a-f]{12}/, '0123456789ab'))
    expect([older.status, older.headers.get('cache-control')]).toEqual([200, 'public, max-age=60'])
  })
})

describe('an odd address', () => {
  it.each([
    ['lang=ko#', 'lang="en"'],
    ['lang=ko#x&lang=en', 'lang="en"'],
    ['%6cang=ko&lang=en', 'lang="en"'],
    ['lang=en&lang=ko', 'lang="en"'],
    ['sort=oldest#', 'aria-current="true">Newest'],
  ])('?%s puts no other page in the place of the plain one', async (query, mark) => {
    for (const text of [0, 1].map(() => another('Comment')))
      await decide(world, min, await submit(world, maya, text, article), 'approve')
    for (const path of pages()) {
      const odd = await get(`${path}${path.includes('?') ? '&' : '?'}${query}`)
      expect(odd.status).toBe(200)
      expect((await get(path)).body.toString()).toContain(mark)
      expect((await get(path)).body.toString()).toContain(mark)
    }
  })

  it('shows in its frame the article that it is kept as', async () => {
    const other = await world.putArticle()
    const forged = `/frame?site=ledger&article=${article.key}#&article=${other.key}`
    const twice = `/frame?site=ledger&%61rticle=${article.key}&article=${other.key}`
    for (const path of [forged, twice]) {
      const id = /data-article="([^"]+)"/.exec((await get(path)).body.toString())?.[1]
      const key = id === other.id ? other.key : article.key
      for (const _ of [1, 2])
        expect((await get(`/frame?site=ledger&article=${key}`)).body.toString()).toContain(id)
    }
    expect((await get(pages()[1] ?? '')).body.toString()).toContain(`data-article="${article.id}"`)
  })
})

describe('what is no longer so', () => {
  const unpack: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync }

  it('is shown in no coding of any page, from the moment it is hidden', async () => {
    const text = another('Gone at once')
    const comment = await submit(world, maya, text, article)
    await decide(world, min, comment, 'approve')
    const addresses = pages().flatMap((path) => [path, `${path}${path.includes('?') ? '&' : '?'}lang=ko`])
    const tags: [string, string, string][] = []
    for (const path of addresses) {
      for (const coding of ['br', 'gzip', 'identity']) {
        const answer = await vi.waitUntil(
          async () => {
            const got = await get(path, [`Accept-Encoding: ${coding}`])
            return (got.headers.get('content-encoding') ?? 'identity') === coding ? got : null
          },
          { interval: 5 },
        )
        expect((unpack[coding]?.(answer.body) ?? answer.body).toString()).toContain(text)
        tags.push([path, coding, answer.headers.get('etag') ?? ''])
      }
    }
    await world.services.moderation.withdraw(maya.actor, comment.id)
    for (const [path, coding, tag] of tags) {
      const answer = await get(path, [`Accept-Encoding: ${coding}`, `If-None-Match: ${tag}`])
      expect([path, coding, answer.status]).toEqual([path, coding, 200])
      const packed = unpack[answer.headers.get('content-encoding') ?? '']
      expect((packed?.(answer.body) ?? answer.body).toString()).not.toContain(text)
    }
  })

  it('ends at its hour', async () => {
    await world.services.articles.setDiscussion(world.site.id, article.id, 'open')
    await world.services.sites.update(world.site.key, { closeAfterDays: 1 })
    const open = await world.putArticle({ publishedAt: world.clock.now() })
    await warm(`/a/${open.id}`)
    world.clock.advance(86_399_000)
    expect((await get(`/a/${open.id}`)).body.toString()).not.toContain('This discussion is closed')
    expect(asked).toEqual([])
    world.clock.advance(2_000)
    expect((await get(`/a/${open.id}`)).body.toString()).toContain('This discussion is closed')
    await world.services.sites.update(world.site.key, { closeAfterDays: null })
  })
})

describe('addresses that were answered', () => {
  const cache = createPageCache(() => 0)
  const page = { html: 'the same', headers: {}, articleId: null, until: null }
  const app = new Hono<AppEnv>().get('*', (c) => cache.hit(c, 'k') ?? cache.serve(c, 'k', async () => page))
  const ask = (url: string) =>
    app.request('/', {}, { incoming: { url, headers: {} } as NonNullable<AppEnv['Bindings']['incoming']> })

  it('are kept up to a number and a length, and only where they name no host', async () => {
    const [long, whole] = [`/?${'x'.repeat(300)}`, `http://${host}/`]
    for (const url of ['/first', long, whole]) await ask(url)
    expect([cache.known('/first')?.plain.status, cache.known(long), cache.known(whole)]).toEqual([
      200,
      null,
      null,
    ])
    for (let index = 0; index < 5_000; index += 1) await ask(`/?made-up=${index}`)
    expect([cache.known('/first'), cache.known('/?made-up=4999')?.plain.status]).toEqual([null, 200])
    await ask('/first')
    expect(cache.known('/first')).not.toBeNull()
    cache.dropAll()
    expect(cache.known('/first')).toBeNull()
  })
})
