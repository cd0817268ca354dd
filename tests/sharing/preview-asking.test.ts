import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { LOOKS } from '../../src/features/previews/service.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import {
  type Answer,
  createPaper,
  goodAnswers,
  HTML,
  PAPER,
  type Paper,
  PHOTO,
  STORY,
  storyPage,
} from './preview-paper.ts'

let world: World
let staff: Person
let paper: Paper
let good: Record<string, Answer>
beforeAll(async () => {
  good = await goodAnswers()
  paper = createPaper(good, (ms) => world.clock.advance(ms))
  world = await createWorld({ outbound: paper.outbound })
})
beforeEach(async () => {
  paper.answers = { ...good }
  paper.asked.length = 0
  staff = await world.staff()
})
afterAll(() => world.close())

const look = (address: string, as = staff) => world.services.previews.look(as.actor, address, world.app.fetch)

describe('which pages are asked for', () => {
  it.each([
    'https://elsewhere.example/news',
    'https://www.ledger.example.elsewhere.example/',
    'http://www.ledger.example/news/shelters',
    'https://www.ledger.example:8443/',
    'https://user:word@www.ledger.example/',
    'file:///etc/passwd',
    'www.ledger.example',
    `https://www.ledger.example/${'a'.repeat(3_000)}`,
    'http://169.254.169.254/latest/meta-data/',
  ])('%s is refused and nobody is asked', async (address) => {
    await expect(look(address)).rejects.toMatchObject({ type: 'invalid-field' })
    expect(paper.asked).toEqual([])
  })

  it('a reader may not ask', async () => {
    const reader = await world.reader()
    await expect(look(STORY, reader)).rejects.toMatchObject({ type: 'not-allowed' })
  })

  it('a redirect inside the paper is followed, one that leaves it is not', async () => {
    paper.answers[`${PAPER}/old`] = { status: 302, headers: { location: '/news/shelters' } }
    const { page } = await look(`${PAPER}/old#top`)
    expect(page).toMatchObject({ asked: `${PAPER}/old`, url: STORY, redirects: 1, outcome: 'ok' })
    paper.asked.length = 0
    paper.answers[`${PAPER}/out`] = { status: 302, headers: { location: 'https://elsewhere.example/' } }
    expect((await look(`${PAPER}/out`)).page).toMatchObject({ outcome: 'away', values: [] })
    expect(paper.asked).toEqual([`${PAPER}/out`])
  })

  it('what is not ours is asked for once, by GET, and for no oEmbed', async () => {
    const oembed = `<link rel="alternate" type="application/json+oembed" href="${PAPER}/oembed">`
    paper.answers[STORY] = { headers: HTML, body: storyPage({ jsonLd: oembed }) }
    const { page } = await look(STORY)
    expect([page.oembedFault, page.images[PHOTO]?.probes]).toEqual([null, null])
    expect(paper.asked.filter((address) => !address.endsWith('/robots.txt'))).toEqual([STORY, PHOTO])
  })

  it('a circle of redirects ends', async () => {
    paper.answers[`${PAPER}/round`] = { status: 301, headers: { location: `${PAPER}/round` } }
    expect((await look(`${PAPER}/round`)).page).toMatchObject({ outcome: 'status', redirects: 5 })
  })

  it('a page that takes its time is not waited for any longer than the most patient reader does', async () => {
    paper.answers[`${PAPER}/slow`] = { status: 301, headers: { location: `${PAPER}/slow` }, ms: 4_000 }
    expect((await look(`${PAPER}/slow`)).page).toMatchObject({ outcome: 'timeout', ms: 12_000 })
  })

  it('no more than three pictures are fetched, and each once', async () => {
    const images = Array.from(
      { length: 9 },
      (_, n) => `<meta property="og:image" content="${PAPER}/${n}.jpg">`,
    )
    paper.answers[STORY] = { headers: HTML, body: storyPage({ ogImage: images.join('') + images.join('') }) }
    expect(Object.keys((await look(STORY)).page.images)).toHaveLength(3)
    expect(paper.asked.filter((address) => address.endsWith('.jpg'))).toHaveLength(3)
  })

  it('one person may ask twenty times a minute', async () => {
    for (let n = 0; n < LOOKS.count; n += 1) await look(STORY)
    await expect(look(STORY)).rejects.toMatchObject({ type: 'rate-limited', details: { retryAfter: 60 } })
    expect((await look(STORY, await world.staff())).page.outcome).toBe('ok')
    world.clock.advance(LOOKS.perMs)
    expect((await look(STORY)).page.outcome).toBe('ok')
  })
})

describe('pages of our own', () => {
  it('an article and its card are read without the network, and pass everywhere', async () => {
    const { page, verdicts } = await look(`${world.publicUrl}/a/${world.article.id}`)
    expect(paper.asked).toEqual([])
    const [card] = Object.values(page.images)
    expect(card).toMatchObject({ outcome: 'ok', width: 1200, height: 630, length: 'declared' })
    expect(card?.probes).toEqual({
      head: { status: 200, sentType: 'image/png', contentLength: `${card?.bytes}` },
      part: { status: 206, contentRange: `bytes 0-99/${card?.bytes}`, bytes: 100 },
    })
    expect(page.oembedFault).toBeNull()
    expect(verdicts.flatMap(({ client, faults }) => faults.map(({ code }) => [client, code]))).toEqual([])
  })

  it('a comment shows what a stranger sees: its words, and after a rejection the article alone', async () => {
    const moderator = await world.staff('Seo Yuna', 'senior')
    const comment = await submit(world, await world.reader(), 'Two shelters are not enough')
    const address = `${world.publicUrl}/a/${world.article.id}/c/${comment.id}`
    const words = async () => JSON.stringify((await look(address)).verdicts)
    expect(await words()).not.toContain('not enough')
    await decide(world, moderator, comment, 'approve')
    expect(await words()).toContain('not enough')
  })

  it('the console is closed to the asker, whoever looks', async () => {
    const { page } = await look(`${world.publicUrl}/console`)
    expect(page.url).toContain('/console/login')
    expect(JSON.stringify(page)).not.toContain('Han Jiwoo')
  })

  it('our own card on the paper’s page is not asked over the network', async () => {
    const own = (await look(`${world.publicUrl}/a/${world.article.id}`)).page.images
    const [address = ''] = Object.keys(own)
    paper.answers[STORY] = {
      headers: HTML,
      body: storyPage({ ogImage: `<meta property="og:image" content="${address}">` }),
    }
    expect((await look(STORY)).page.images[address]?.outcome).toBe('ok')
    expect(paper.asked).not.toContain(address)
  })
})

describe('pictures', () => {
  const hashOf = async () => (await look(STORY)).page.images[PHOTO]?.hash ?? null
  const cut = async (hash: string, shape: 'kakao' | 'whatsapp', as = staff) =>
    world.services.previews.picture(as.actor, hash, shape)

  it('are cut to each shape and encoded anew', async () => {
    const marked = await sharp({ create: { width: 1200, height: 600, channels: 3, background: '#c00' } })
      .composite([
        {
          input: { create: { width: 600, height: 600, channels: 3, background: '#00c' } },
          left: 300,
          top: 0,
        },
      ])
      .withExif({ IFD0: { Copyright: 'SECRET-PLACE' } })
      .jpeg()
      .toBuffer()
    paper.answers[PHOTO] = { headers: { 'content-type': 'image/jpeg' }, body: new Uint8Array(marked) }
    const hash = (await hashOf()) ?? ''
    const square = Buffer.from(await cut(hash, 'whatsapp'))
    const { data, info } = await sharp(square).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([400, 400])
    // The middle square is blue to its edges.
    for (const at of [0, 399]) expect(data[(200 * 400 + at) * 3 + 2]).toBeGreaterThan(150)
    expect(square.includes('SECRET-PLACE')).toBe(false)
    expect(await sharp(await cut(hash, 'kakao')).metadata()).toMatchObject({ width: 800, height: 400 })
  })

  it.each([
    ['an SVG', () => '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['a page that calls itself a picture', () => '<script>alert(1)</script>'],
    [
      'a bomb of 20 megapixels',
      () =>
        sharp({ create: { width: 5_000, height: 4_000, channels: 3, background: '#000' } })
          .png()
          .toBuffer(),
    ],
  ])('%s is never handed on', async (_, make) => {
    const body = await make()
    paper.answers[PHOTO] = {
      headers: { 'content-type': 'image/png' },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    }
    expect(await hashOf()).toBeNull()
  })

  it('belong to the paper that looked', async () => {
    const hash = (await hashOf()) ?? ''
    const other = await world.services.sites.create({
      key: 'gazette',
      title: { en: 'The Gazette' },
      origins: ['https://www.gazette.example'],
    })
    const account = await world.services.accounts.createStaff(other.id, 'Stranger', 'admin')
    const actor = { type: 'staff', siteId: other.id, accountId: account.id, role: 'admin' } as const
    await expect(world.services.previews.picture(actor, hash, 'kakao')).rejects.toMatchObject({
      type: 'not-found',
    })
    await expect(cut('0'.repeat(64), 'kakao')).rejects.toMatchObject({ type: 'not-found' })
  })
})

describe('over a real socket', () => {
  let server: Server
  let origin: string
  let real: World
  const pages: Record<string, RequestListener> = {
    '/bomb': (_, response) => {
      response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' })
      response.end(gzipSync(Buffer.alloc(50_000_000)))
    },
    '/endless': (_, response) => {
      response.writeHead(200, HTML)
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more)
      }
      response.on('error', () => {})
      more()
    },
    '/chunked': (_, response) => {
      response.writeHead(200, HTML)
      response.end(
        storyPage({ ogImage: `<meta property="og:image" content="${origin}/photo.jpg">`, jsonLd: '' }),
      )
    },
    '/photo.jpg': (_, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg' })
      response.write(good[PHOTO]?.body)
      response.end()
    },
    '/inward': (_, response) => {
      const image = '<meta property="og:image" content="http://169.254.169.254/latest/meta-data/">'
      response.writeHead(200, HTML)
      response.end(storyPage({ ogImage: image, jsonLd: '' }))
    },
  }
  beforeAll(async () => {
    server = createServer((request, response) => {
      const answer = pages[request.url ?? '']
      if (answer) answer(request, response)
      else response.writeHead(404).end()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    origin = `http://${host}`
    real = await createWorld({ outbound: createOutbound({ allow: [host] }), site: { origins: [origin] } })
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await real.close()
  })
  const seen = async (path: string) => {
    const { actor } = await real.staff()
    return real.services.previews.look(actor, `${origin}${path}`, real.app.fetch)
  }

  it('neither a bomb nor an endless page is taken in', async () => {
    expect((await seen('/bomb')).page.outcome).toBe('network')
    expect((await seen('/endless')).page.outcome).toBe('too-large')
  })

  it('a picture in chunks is told from one with a length', async () => {
    const { page } = await seen('/chunked')
    expect(page.images[`${origin}/photo.jpg`]).toMatchObject({
      outcome: 'ok',
      length: 'chunked',
      width: 1200,
    })
  })

  it('a picture’s address leads nowhere inside', async () => {
    const { page } = await seen('/inward')
    expect(Object.values(page.images).map(({ outcome }) => outcome)).toEqual(['address'])
  })
})
