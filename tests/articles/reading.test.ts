import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { DAY, HOUR, MINUTE } from '../../src/kernel/clock.ts'
import { createWorld, type World } from '../support/world.ts'
import { articlePage, type Paper, startPaper } from './paper.ts'

let paper: Paper
let world: World
beforeEach(async () => {
  paper = await startPaper()
  world = await createWorld({
    site: { origins: [paper.origin, 'https://www.ledger.example'] },
    outbound: createOutbound({ allow: [paper.host] }),
  })
})
afterEach(async () => {
  await world.close()
  await paper.close()
})

const articles = () => world.services.articles
const frame = (url: string) => world.request(`/frame?site=ledger&url=${encodeURIComponent(url)}`)
const found = (url: string) => articles().byUrl(world.site, url)
async function read(url: string) {
  await articles().seen(world.site, url)
  await articles().readDue()
  return found(url)
}

describe('a page that no article is known of', () => {
  it('says so calmly to the frame, is read once for all its readers, and then has its discussion', async () => {
    const url = paper.on('/city/1', articlePage('Shelters &amp; roads'))
    const answers = await Promise.all(Array.from({ length: 20 }, () => frame(`${url}?utm_source=x#top`)))
    for (const answer of answers) {
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-security-policy')).toContain(`frame-ancestors ${paper.origin} `)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      const html = await answer.text()
      expect(html).toContain('is being opened')
      expect(html).not.toContain('utm_source=x"')
    }
    expect(await found(url)).toBeNull()
    expect(paper.asked).toEqual([])
    await articles().readDue()
    await articles().readDue()
    expect(paper.asked).toEqual(['GET /city/1'])
    expect([...paper.agents][0]).toMatch(/^Brevier\/1 \(\+https:/)
    expect(await found(url)).toMatchObject({
      headline: 'Shelters & roads',
      source: 'page',
      discussion: 'open',
    })
    expect((await frame(url)).status).toBe(200)
  })

  it('is nobody’s to ask for but on the registered origins, exactly', async () => {
    for (const url of [
      'https://evil.example/city/1',
      `${paper.origin}.evil.example/`,
      `http://user@${paper.host}/`,
      `http://localhost:${paper.host.split(':')[1]}/city/1`,
      'javascript:alert(1)',
    ]) {
      expect(await articles().seen(world.site, url)).toBe('off-site')
      expect((await frame(url)).status).toBe(404)
      expect(await (await frame(url)).text()).not.toContain('id="discussion"')
    }
    expect(await articles().readDue()).toBe(0)
  })

  it('that fails is remembered for an hour, and its frame says that there is none', async () => {
    const url = `${paper.origin}/nothing`
    expect(await read(url)).toBeNull()
    expect(await (await frame(url)).text()).toContain('no discussion of this article yet')
    await articles().readDue()
    expect(paper.asked).toHaveLength(1)
    world.clock.advance(HOUR)
    expect(await articles().seen(world.site, url)).toBe('queued')
  })

  it('that does not answer now is tried again, later and later, four times in all', async () => {
    const url = paper.on('/busy', (_request, response) => response.writeHead(503).end())
    await read(url)
    for (const wait of [MINUTE, 10 * MINUTE, HOUR, DAY]) {
      world.clock.advance(wait - 1)
      expect(await articles().readDue()).toBe(0)
      world.clock.advance(1)
      await articles().readDue()
    }
    expect(paper.asked).toHaveLength(4)
  })

  it('is not tried again before its server wants it', async () => {
    const url = paper.on('/busy', (_request, response) =>
      response.writeHead(429, { 'retry-after': '1800' }).end(),
    )
    await read(url)
    world.clock.advance(30 * MINUTE - 1)
    expect(await articles().readDue()).toBe(0)
    world.clock.advance(1)
    expect(await articles().readDue()).toBe(1)
  })

  it('is read although it was asked for, or failed, before the clock was set back', async () => {
    const [asked, failed] = [`${paper.origin}/asked`, `${paper.origin}/failed`]
    world.clock.advance(300 * DAY)
    await read(failed)
    await articles().seen(world.site, asked)
    world.clock.advance(-300 * DAY)
    for (const path of ['/asked', '/failed']) paper.on(path, articlePage('There'))
    await articles().seen(world.site, failed)
    await articles().readDue()
    expect([await found(asked), await found(failed)]).not.toContain(null)
  })

  it('costs sixty fetches an hour, whatever strangers open', async () => {
    const asked: string[] = []
    for (let at = 0; at < 70; at += 1)
      asked.push(await articles().seen(world.site, `${paper.origin}/made-up/${at}`))
    expect(asked.filter((state) => state === 'queued')).toHaveLength(60)
    expect(asked.slice(60)).toEqual(Array.from({ length: 10 }, () => 'full'))
  })
})

describe('what is no article', () => {
  it.each([
    ['a page of another type', (url: string) => paper.on(url, articlePage('x'), 'application/json')],
    ['a page that does not say it is one', (url: string) => paper.on(url, '<title>Search: shelters</title>')],
    [
      'a page whose canonical address is elsewhere',
      (url: string) =>
        paper.on(url, articlePage('x', '<link rel="canonical" href="https://evil.example/1">')),
    ],
    ['a page without a headline', (url: string) => paper.on(url, articlePage(' '))],
    [
      'a page whose canonical address is the front page',
      (url: string) => paper.on(url, articlePage('x', '<link rel=canonical href=/>')),
    ],
    [
      'a redirect to another origin',
      (url: string) =>
        paper.on(url, (_, answer) => answer.writeHead(302, { location: 'https://evil.example/' }).end()),
    ],
    [
      'a redirect in a circle',
      (url: string) => paper.on(url, (_, answer) => answer.writeHead(302, { location: url }).end()),
    ],
    [
      'a redirect to nowhere',
      (url: string) => paper.on(url, (_, answer) => answer.writeHead(301, { location: 'http://' }).end()),
    ],
  ])('%s makes none', async (_, serve) => {
    const before = (await articles().list(world.site.id, 100)).length
    expect(await read(serve('/page'))).toBeNull()
    expect(await articles().list(world.site.id, 100)).toHaveLength(before)
    expect(paper.asked.length).toBeLessThanOrEqual(5)
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
  })
})

describe('addresses of a page', () => {
  it('that redirect, or name a canonical one, lead to one discussion', async () => {
    const target = paper.on(
      '/target',
      articlePage('One', '<link rel="canonical" href="/target?b=2&amp;a=1&utm_x=1">'),
    )
    const old = paper.on('/old', (_, answer) => answer.writeHead(301, { location: '/target' }).end())
    const [first, second] = [await read(old), await read(target)]
    expect(first).toMatchObject({ url: `${paper.origin}/target?a=1&b=2` })
    expect(second?.id).toBe(first?.id)
    expect((await frame(old)).status).toBe(200)
  })

  it('have their count as soon as they lead to an article, though that is the same', async () => {
    const target = paper.on('/target', articlePage('One'))
    const old = paper.on('/old', (_, answer) => answer.writeHead(301, { location: '/target' }).end())
    const asked = `/v1/counts?site=ledger&${new URLSearchParams({ url: old })}`
    const counts = async () => (await (await world.request(asked)).json()).counts
    await read(target)
    expect(await counts()).toEqual({})
    await read(old)
    expect(await counts()).toEqual({ [old]: 0 })
  })

  it('that change keep the discussion when the paper says so', async () => {
    const old = paper.on('/old', articlePage('One'))
    const article = await read(old)
    paper.on('/old', (_, answer) => answer.writeHead(301, { location: '/new' }).end())
    const next = paper.on('/new', articlePage('One, moved'))
    world.clock.advance(MINUTE)
    expect(await articles().ping(world.site, [old])).toEqual(['queued'])
    await articles().readDue()
    expect(await found(next)).toMatchObject({ id: article?.id, headline: 'One, moved', url: next })
    expect((await found(old))?.id).toBe(article?.id)
  })
})

describe('what was read', () => {
  it('is read again daily for a week, and then no more', async () => {
    const url = paper.on('/city/1', articlePage('Before'))
    await read(url)
    paper.on('/city/1', articlePage('After'))
    await articles().askByAge()
    expect(await articles().readDue()).toBe(0)
    for (let day = 1; day <= 9; day += 1) {
      world.clock.advance(DAY)
      await articles().askByAge()
      await articles().readDue()
    }
    expect(await found(url)).toMatchObject({ headline: 'After', publishedAt: Date.UTC(2026, 4, 30, 9) })
    // Published two days before it was read first.
    expect(paper.asked).toHaveLength(5)
  })

  it('is read again when the paper says so in the middle of a reading, which saw the older page', async () => {
    let finish = () => {}
    const begun = new Promise<void>((resolve) => {
      paper.on('/city/1', (_request, response) => {
        finish = () => void response.setHeader('content-type', 'text/html').end(articlePage('Before'))
        resolve()
      })
    })
    const url = `${paper.origin}/city/1`
    await articles().ping(world.site, [url])
    const reading = articles().readDue()
    await begun
    paper.on('/city/1', articlePage('After'))
    expect(await articles().ping(world.site, [url, url])).toEqual(['queued', 'waiting'])
    finish()
    await reading
    expect(await found(url)).toMatchObject({ headline: 'Before' })
    world.clock.advance(30_000)
    await articles().readDue()
    expect(await found(url)).toMatchObject({ headline: 'After' })
    expect(paper.asked).toHaveLength(2)
  })

  it('is not waited for an hour where it did not answer before, once the paper says that it is there', async () => {
    const url = paper.on('/busy', (_request, response) => response.writeHead(503).end())
    await read(url)
    for (const wait of [MINUTE, 10 * MINUTE]) {
      world.clock.advance(wait)
      await articles().readDue()
    }
    paper.on('/busy', articlePage('There'))
    expect(await articles().seen(world.site, url)).toBe('waiting')
    expect(await articles().ping(world.site, [url])).toEqual(['queued'])
    world.clock.advance(30_000)
    await articles().readDue()
    expect(await found(url)).toMatchObject({ headline: 'There' })
  })

  it('is read again the next day where the paper did not answer on this one', async () => {
    const url = paper.on('/city/1', articlePage('Before'))
    await read(url)
    paper.on('/city/1', (_request, response) => response.writeHead(503).end())
    world.clock.advance(DAY)
    for (let turn = 0; turn < 4; turn += 1) {
      await articles().askByAge()
      await articles().readDue()
      world.clock.advance(HOUR)
    }
    expect(paper.asked).toHaveLength(5)
    paper.on('/city/1', articlePage('After'))
    world.clock.advance(DAY)
    await articles().askByAge()
    await articles().readDue()
    expect(await found(url)).toMatchObject({ headline: 'After' })
  })

  it('keeps its date where its page has none, from whichever address it is read', async () => {
    const page = (canonical: string) => `<link rel="canonical" href="${canonical}">
      <meta property="og:type" content="article"><meta property="og:title" content="Undated">`
    const url = paper.on('/undated', page('/undated'))
    const before = await read(url)
    world.clock.advance(2 * DAY)
    const amp = paper.on('/amp/undated', page('/undated'))
    expect(await read(amp)).toMatchObject({ id: before?.id, url, publishedAt: before?.publishedAt })
  })

  it('stays as it is while the paper pushes it', async () => {
    const url = paper.on('/city/1', articlePage('On the page'))
    await world.putArticle({ key: 'told', url, headline: 'Told' })
    expect(await articles().ping(world.site, [url])).toEqual(['pushed'])
    expect(await read(url)).toMatchObject({ headline: 'Told' })
    expect(paper.asked).toEqual([])
  })

  it('keeps what the desk has set and what readers wrote', async () => {
    const url = paper.on('/city/1', articlePage('Before'))
    const article = await read(url)
    await articles().setDiscussion(world.site.id, article?.id ?? '', 'closed')
    paper.on('/city/1', articlePage('After'))
    world.clock.advance(HOUR)
    await articles().ping(world.site, [url])
    await articles().readDue()
    expect(await found(url)).toMatchObject({ id: article?.id, headline: 'After', discussion: 'closed' })
  })

  it('may be of any charset and size: the head counts, up to 512 KB', async () => {
    // 한글 in EUC-KR.
    const korean = Buffer.concat([
      Buffer.from(
        '<html lang="ko"><head><meta charset="euc-kr"><meta property=og:type content=article><title>',
      ),
      Buffer.from([0xc7, 0xd1, 0xb1, 0xdb]),
      Buffer.from(`</title></head><body>${'x'.repeat(3_000_000)}`),
    ])
    const url = paper.on('/korean', korean, 'text/html')
    expect(await read(url)).toMatchObject({ headline: '한글', language: 'ko' })
  })
})

describe('photos', () => {
  const page = (src: string) =>
    articlePage(
      'With a picture',
      `<meta property="og:image" content="${src}"><meta property="og:image:alt" content="A road">`,
    )
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#406080' } })
      .jpeg()
      .toBuffer()

  it('are fetched once, kept as the card needs them, and change the article’s card', async () => {
    paper.on('/p.jpg', await picture(1600, 900), 'image/jpeg')
    const url = paper.on('/city/1', page('/p.jpg'))
    await read(url)
    const before = await found(url)
    expect(before?.image).toMatchObject({ alt: 'A road', photo: null })
    const head = async () => {
      const article = await found(url)
      return article && (await world.services.sharing.articleHead(world.site, article)).meta
    }
    const plain = JSON.stringify(await head())
    expect(await articles().readDue()).toBe(1)
    const after = await found(url)
    expect(after?.image?.photo).toMatch(/^[0-9a-f]{64}$/)
    expect(after?.revision).toBe((before?.revision ?? 0) + 1)
    expect(JSON.stringify(await head())).not.toBe(plain)
    world.clock.advance(HOUR)
    await articles().ping(world.site, [url])
    await articles().readDue()
    await articles().readDue()
    expect(paper.asked.filter((line) => line.includes('p.jpg'))).toHaveLength(1)
    expect((await found(url))?.image?.photo).toBe(after?.image?.photo)
  })

  it.each([
    ['an SVG', '/p.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['a page', '/p.html', '<p>no picture', 'text/html'],
    [
      'more than 5 MB',
      '/p.jpg',
      Buffer.concat([Buffer.from([255, 216, 255]), Buffer.alloc(5_000_000)]),
      'image/jpeg',
    ],
  ])('%s is none, and the article stands without', async (_, path, body, type) => {
    paper.on(path, body, type)
    const url = paper.on('/city/1', page(path))
    await read(url)
    await articles().readDue()
    expect((await found(url))?.image).toMatchObject({ photo: null })
    expect(await articles().readDue()).toBe(0)
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
  })

  it('that the disk could not take are fetched again, for they may be sound', async () => {
    paper.on('/p.jpg', await picture(64, 64), 'image/jpeg')
    const url = paper.on('/city/1', page('/p.jpg'))
    await read(url)
    const folder = join(world.dir, 'photos')
    writeFileSync(folder, 'no folder')
    await articles().readDue()
    expect((await found(url))?.image).toMatchObject({ photo: null })
    rmSync(folder)
    world.clock.advance(MINUTE)
    expect(await articles().readDue()).toBe(1)
    expect((await found(url))?.image?.photo).toMatch(/^[0-9a-f]{64}$/)
  })

  it('come from the site’s origins and those that it lists for photos alone', async () => {
    const images = await startPaper()
    try {
      const src = images.on('/p.jpg', await picture(64, 64), 'image/jpeg')
      const outbound = createOutbound({ allow: [paper.host, images.host] })
      await world.close()
      world = await createWorld({ site: { origins: [paper.origin] }, outbound })
      const url = paper.on('/city/1', page(src))
      await read(url)
      await articles().readDue()
      expect(images.asked).toEqual([])
      world.site = await world.services.sites.update('ledger', { imageOrigins: [images.origin] })
      world.clock.advance(HOUR)
      await articles().ping(world.site, [url])
      await articles().readDue()
      await articles().readDue()
      expect(images.asked).toEqual(['GET /p.jpg'])
      expect((await found(url))?.image?.photo).toMatch(/^[0-9a-f]{64}$/)
    } finally {
      await images.close()
    }
  })
})
