import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Listener, listen } from '../../src/cli/listen.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { encodeCursor } from '../../src/kernel/cursor.ts'
import { another } from '../support/another.ts'
import { decide, submit } from '../support/desk.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let listener: Listener
let port: number
let maya: Person
let min: Person
let article: Article
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

beforeAll(async () => {
  port = await freePort()
  world = await createWorld({ publicUrl: `http://127.0.0.1:${port}` })
  listener = await listen(world.app, { host: '127.0.0.1', port })
  maya = await world.reader()
  min = await world.staff()
})
beforeEach(async () => {
  article = await world.putArticle()
})
afterAll(async () => {
  agent.destroy()
  await listener.close()
  await world.close()
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Over a socket, with nothing added and nothing unpacked. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

const pages = () => [`/a/${article.id}`, `/frame?site=ledger&article=${article.key}`]

/** Pages that are built while `work` runs. */
async function builds(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(world.services.comments, 'page')
  try {
    await work()
    return spy.mock.calls.length
  } finally {
    spy.mockRestore()
  }
}

async function publish(text: string): Promise<void> {
  await decide(world, min, await submit(world, maya, text, article), 'approve')
}

describe('a page from the cache', () => {
  it('carries every header that the first answer had', async () => {
    for (const path of pages()) {
      const [first, second] = [await get(path), await get(path)]
      expect([first.status, second.status]).toEqual([200, 200])
      for (const answer of [first, second]) {
        expect(answer.headers).toMatchObject({
          'content-type': 'text/html; charset=utf-8',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'same-origin',
          'cache-control': 'public, max-age=0, s-maxage=10, stale-while-revalidate=60',
          vary: 'Accept-Encoding, Cookie',
          'content-length': `${answer.body.length}`,
        })
        expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
        expect(answer.headers.etag).toMatch(/^"[\w-]{22}"$/)
        expect(answer.headers['set-cookie']).toBeUndefined()
      }
      const { date: _first, ...one } = first.headers
      const { date: _second, ...two } = second.headers
      expect(two).toEqual(one)
      expect(second.body.equals(first.body)).toBe(true)
    }
    expect((await get(pages()[1] ?? '')).headers['x-robots-tag']).toBe('noindex, indexifembedded')
  })

  it('is not sent again to whoever has it', async () => {
    for (const path of pages()) {
      const { headers } = await get(path)
      const etag = headers.etag ?? ''
      for (const asked of [etag, `W/${etag}`, `"other", ${etag}`]) {
        const known = await get(path, { 'if-none-match': asked })
        expect([known.status, known.body.length, known.headers.etag]).toEqual([304, 0, etag])
        expect(known.headers['cache-control']).toBe(headers['cache-control'])
        expect(known.headers.vary).toBe(headers.vary)
      }
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200)
      await publish(another('Changes the page'))
      const changed = await get(path, { 'if-none-match': etag })
      expect(changed.status).toBe(200)
      expect(changed.headers.etag).not.toBe(etag)
    }
  })

  it('answers HEAD with the headers alone, the first time too', async () => {
    for (const path of pages()) {
      const head = await get(path, {}, 'HEAD')
      const full = await get(path)
      const again = await get(path, {}, 'HEAD')
      for (const answer of [head, again]) {
        expect([answer.status, answer.body.length]).toEqual([200, 0])
        expect(answer.headers.etag).toBe(full.headers.etag)
        expect(answer.headers['content-length']).toBe(`${full.body.length}`)
      }
    }
  })

  it.each([
    ['br', 'gzip, br', brotliDecompressSync],
    ['gzip', 'gzip;q=0.8, br;q=0', gunzipSync],
  ])('is compressed with %s from the second asker on, once that is ready', async (name, accept, unpack) => {
    const [path = ''] = pages()
    const plain = await get(path)
    const headers = { 'accept-encoding': accept }
    expect((await get(path, headers)).headers['content-encoding']).toBeUndefined()
    const packed = await vi.waitUntil(
      async () => {
        const answer = await get(path, headers)
        return answer.headers['content-encoding'] ? answer : null
      },
      { interval: 5 },
    )
    expect(packed.headers['content-encoding']).toBe(name)
    expect(packed.headers['content-length']).toBe(`${packed.body.length}`)
    expect(packed.body.length).toBeLessThan(plain.body.length)
    expect(unpack(packed.body).equals(plain.body)).toBe(true)
    expect(packed.headers.vary).toBe('Accept-Encoding, Cookie')
    const again = await get(path)
    expect(again.headers['content-encoding']).toBeUndefined()
    expect(again.body.equals(plain.body)).toBe(true)
  })

  it('has a tag of its own in each coding, and is not sent again to whoever holds any it can read', async () => {
    const [path = ''] = pages()
    const plain = await get(path)
    const tagIn = (accept: string) =>
      vi.waitUntil(
        async () => {
          const { headers } = await get(path, { 'accept-encoding': accept })
          return headers['content-encoding'] === accept ? headers.etag : undefined
        },
        { interval: 5 },
      )
    const identity = plain.headers.etag ?? ''
    const [br, gzip] = [await tagIn('br'), await tagIn('gzip')]
    expect(new Set([identity, br, gzip]).size).toBe(3)
    for (const tag of [identity, br, gzip]) expect(tag).toMatch(/^"[\w-]+"$/)
    const asks: [string, string, string | null][] = [
      [br, 'br', br],
      [`W/${br}`, 'gzip, br', br],
      [`"other", W/${gzip} , "more"`, 'gzip', gzip],
      [`${identity}, ${br}`, 'br', br],
      [identity, 'br', identity],
      ['*', 'gzip', gzip],
      // Kept in a coding that this asker cannot read any more.
      [br, 'gzip', null],
      [br, 'br;q=0', null],
      [gzip, '', null],
      [`"other", *`, 'br', null],
    ]
    for (const [asked, accept, known] of asks) {
      const answer = await get(path, { 'if-none-match': asked, 'accept-encoding': accept })
      expect([asked, accept, answer.status]).toEqual([asked, accept, known === null ? 200 : 304])
      if (known === null) continue
      expect([answer.headers.etag, answer.body.length]).toEqual([known, 0])
      expect(answer.headers.vary).toBe('Accept-Encoding, Cookie')
    }
  })
})

describe('a request for another host', () => {
  /** As written: Node's client sends no header twice. */
  function exchange(lines: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`),
      )
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString()
      })
      socket.on('error', reject)
      socket.on('close', () => resolve(text))
    })
  }

  it('is refused on a cached page as everywhere else', async () => {
    const own = `Host: 127.0.0.1:${port}`
    for (const path of [...pages(), '/policy']) {
      const first = `GET ${path} HTTP/1.1`
      expect(await exchange([first, own])).toMatch(/^HTTP\/1\.1 200 /)
      for (const [status, hosts] of [
        [421, ['Host: evil.example']],
        [421, [`Host: 127.0.0.1.evil.example:${port}`]],
        [400, [own, 'host: evil.example']],
        [400, ['HOST: evil.example', own]],
        [400, [own, own]],
      ] as const) {
        const answer = await exchange([first, ...hosts])
        expect(`${path} ${hosts} ${answer.slice(9, 12)}`).toBe(`${path} ${hosts} ${status}`)
        expect(answer).toContain('cache-control: private, no-store')
        expect(answer).not.toContain('id="discussion"')
      }
    }
  })
})

describe('how often a page is built', () => {
  it('once, though fifty ask at the same time', async () => {
    for (const path of pages()) {
      let answers: Answer[] = []
      const built = await builds(async () => {
        answers = await Promise.all(Array.from({ length: 50 }, () => get(path)))
      })
      expect(built).toBe(1)
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200))
      expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(1)
    }
  })

  it('not again for parameters, or values of them, that mean nothing', async () => {
    for (const path of pages()) {
      await get(path)
      const at = path.includes('?') ? '&' : '?'
      const noise = [
        'utm_source=x',
        'fbclid=1',
        'lang=xx',
        'sort=worst',
        'theme=blue',
        'cursor=../x',
        'sort=newest',
      ]
      const built = await builds(async () => {
        for (const query of noise) expect((await get(`${path}${at}${query}`)).status).toBe(200)
      })
      expect(built).toBe(0)
      expect(await builds(() => get(`${path}${at}lang=ko`))).toBe(1)
    }
  })

  it('not again for what a campaign or a stranger adds to the address of the article', async () => {
    const url = encodeURIComponent(article.url)
    const sent = (noise: string) =>
      `${url}${encodeURIComponent(`${article.url.includes('?') ? '&' : '?'}${noise}`)}`
    const byKey = `/frame?site=ledger&article=${article.key}`
    for (const path of [byKey, `/frame?site=ledger&url=${url}`]) await get(path)
    const built = await builds(async () => {
      for (const path of [
        `${byKey}&url=${sent('x=1')}`,
        `${byKey}&url=nonsense`,
        `/frame?site=ledger&url=${sent('utm_source=mail&fbclid=IwAR1')}`,
        `/frame?site=ledger&article=not-pushed&url=${sent('gclid=2')}`,
      ])
        expect((await get(path)).body.toString()).toContain(`data-article="${article.id}"`)
    })
    expect(built).toBe(0)
  })

  it('not again however many comments and places in its thread are made up', async () => {
    await publish(another('Long'))
    const { items, next } = await world.services.comments.page(article, { sort: 'newest', after: null })
    const long = items.map((item) => ({ ...item, comment: { ...item.comment, body: '가'.repeat(2 ** 20) } }))
    for (const path of pages()) await get(path)
    const spy = vi.spyOn(world.services.comments, 'page').mockResolvedValue({ items: long, next })
    for (let at = 0; at < 7; at += 1) {
      const cursor = encodeCursor({ at, id: world.site.id })
      for (const made of [`cursor=${cursor}`, `comment=${crypto.randomUUID()}`])
        await get(`/frame?site=ledger&article=${article.key}&${made}`)
    }
    spy.mockRestore()
    expect(await builds(async () => void (await Promise.all(pages().map((path) => get(path)))))).toBe(0)
  })

  it('for a reader with a session, always anew, and never kept for others', async () => {
    for (const path of pages()) {
      const built = await builds(async () => {
        for (const _ of [1, 2]) {
          const own = await get(path, { cookie: maya.cookie })
          expect(own.headers['cache-control']).toBe('private, no-store')
          expect(own.body.toString()).toContain('Maya Okafor')
        }
      })
      expect(built).toBe(2)
      expect((await get(path)).body.toString()).not.toContain('Maya Okafor')
    }
  })

  it('what is not there is not kept', async () => {
    const path = `/frame?site=ledger&article=comes-later-${article.id}`
    expect((await get(path)).status).toBe(404)
    await world.putArticle({ key: `comes-later-${article.id}` })
    expect((await get(path)).status).toBe(200)
  })
})

describe('nobody is shown what is no longer so', () => {
  it('a page that was being built while something changed is kept for nobody', async () => {
    const [path = ''] = pages()
    const text = another('Published meanwhile')
    const read = world.services.comments.page
    let release = () => {}
    let reached = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const reading = new Promise<void>((resolve) => {
      reached = resolve
    })
    const spy = vi.spyOn(world.services.comments, 'page').mockImplementationOnce(async (...args) => {
      const older = await read(...args)
      reached()
      await gate
      return older
    })
    const early = get(path)
    await reading
    await publish(text)
    // Asked after the change, so it must not wait for the page from before it.
    const later = await get(path)
    expect(later.body.toString()).toContain(text)
    release()
    expect((await early).body.toString()).not.toContain(text)
    spy.mockRestore()
    expect((await get(path)).body.toString()).toContain(text)
  })

  it('a change of the article or of the site reaches every page', async () => {
    for (const path of pages()) await get(path)
    await world.services.articles.setDiscussion(world.site.id, article.id, 'closed')
    for (const path of pages())
      expect((await get(path)).body.toString()).toContain('This discussion is closed')
    await world.services.sites.update(world.site.key, { title: { en: 'The Evening Ledger', ko: '석간' } })
    expect((await get(pages()[0] ?? '')).body.toString()).toContain('The Evening Ledger')
  })

  it('no parameter can put one article in the place of another', async () => {
    const [one, two] = [await world.putArticle({ key: 'k' }), await world.putArticle({ key: 'k b' })]
    const forged = await get('/frame?site=ledger&article=k&url=b%20&comment=')
    expect(forged.body.toString()).toContain(`data-article="${one.id}"`)
    const asked = await get('/frame?site=ledger&article=k%20b&url=&comment=')
    expect(asked.body.toString()).toContain(`data-article="${two.id}"`)
  })
})
