import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OwnApp } from '../../src/features/previews/ask.ts'
import { CLIENT_NAMES, type ClientName, FAULTS, type FaultCode } from '../../src/features/previews/model.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import {
  type Answer,
  createPaper,
  goodAnswers,
  HTML,
  PAPER,
  type Paper,
  PHOTO,
  photo,
  STORY,
  storyPage,
  type TagName,
} from './preview-paper.ts'

let world: World
let staff: Person
let paper: Paper
let good: Record<string, Answer>
beforeAll(async () => {
  good = await goodAnswers()
  paper = createPaper(good, (ms) => world.clock.advance(ms))
  world = await createWorld({ outbound: paper.outbound })
  staff = await world.staff()
})
beforeEach(() => {
  paper.answers = { ...good }
  ownApp = world.app.fetch
  address = STORY
  world.clock.advance(60_000)
})
afterAll(() => world.close())

/** What this service answers itself, and which page is looked at. */
let ownApp: OwnApp
let address: string
const look = async () => {
  staff = await world.staff()
  return world.services.previews.look(staff.actor, address, ownApp)
}
/** The page of our own article, where some answers are others than ours. */
const spoilt = (
  change: (request: Request, whole: () => Promise<Response>) => Response | Promise<Response> | null,
) => {
  address = `${world.publicUrl}/a/${world.article.id}`
  ownApp = (request) => {
    const whole = async () => world.app.fetch(new Request(request.url))
    return change(request, whole) ?? world.app.fetch(request)
  }
}
const isOembed = ({ url }: Request) => new URL(url).pathname === '/oembed'
const page = (body: string, more: Answer = {}) => {
  paper.answers[STORY] = { headers: HTML, body, ...more }
}
const tags = (change: Partial<Record<TagName, string>>) => page(storyPage(change))
const picture = (more: Answer) => {
  paper.answers[PHOTO] = { ...good[PHOTO], ...more }
}
const jpeg = async (size: Parameters<typeof photo>[0]) => {
  const body = await photo(size)
  picture({ body, headers: { 'content-type': 'image/jpeg', 'content-length': `${body.length}` } })
}

/** How each fault comes about, with a reader of links that has it and one that does not. */
const PROVOKED: Record<FaultCode, [ClientName, ClientName | null, () => void | Promise<void>]> = {
  unreachable: ['slack', null, () => page('', { status: 403 })],
  'not-html': ['slack', null, () => page(storyPage(), { headers: { 'content-type': 'text/plain' } })],
  redirected: [
    'linkedin',
    null,
    () => {
      paper.answers[STORY] = { status: 301, headers: { location: '/news/shelters-2' } }
      paper.answers[`${PAPER}/news/shelters-2`] = good[STORY] ?? {}
    },
  ],
  slow: ['facebook', 'discord', () => page(storyPage(), { ms: 3_400 })],
  'robots-page': ['google', 'slack', () => robots(PAPER, 'User-agent: Googlebot\nDisallow: /news/')],
  noindex: ['google', 'x', () => tags({ card: '<meta name="robots" content="max-snippet:9, NOINDEX">' })],
  'tags-late': [
    'slack',
    'facebook',
    () => page(storyPage({ title: `<style>${' '.repeat(40_000)}</style>` })),
  ],
  'tags-outside': [
    'telegram',
    null,
    () => tags({ jsonLd: '</head><meta property="og:site_name" content="x">' }),
  ],
  'tags-by-name': [
    'signal',
    'facebook',
    () => tags({ ogTitle: '<meta name="og:title" content="Shelters">' }),
  ],
  charset: [
    'kakao',
    null,
    () => page(storyPage(), { headers: { 'content-type': 'text/html' }, body: broken() }),
  ],
  'title-missing': ['bluesky', 'mastodon', () => tags({ title: '', ogTitle: '' })],
  'title-cut': ['x', 'facebook', () => tags({ ogTitle: og('title', '쉼터 '.repeat(30)) })],
  'description-missing': ['whatsapp', null, () => tags({ description: '', ogDescription: '' })],
  'description-cut': ['x', 'facebook', () => tags({ ogDescription: og('description', 'a b '.repeat(60)) })],
  'json-ld-title': ['mastodon', 'x', () => tags({ ogTitle: og('title', 'Another title') })],
  'canonical-elsewhere': [
    'facebook',
    'x',
    () => tags({ canonical: `<link rel="canonical" href="/news/other">` }),
  ],
  'card-tag-missing': ['x', 'facebook', () => tags({ card: '' })],
  'image-missing': ['whatsapp', 'google', () => tags({ ogImage: '' })],
  'image-relative': ['facebook', null, () => tags({ ogImage: og('image', '/shelters.jpg') })],
  'image-insecure': ['signal', 'x', insecure],
  'image-unreachable': ['x', null, () => picture({ error: 'network' })],
  'robots-image': [
    'x',
    'slack',
    () => robots('https://img.ledger.example', 'User-agent: *\nDisallow: /*.jpg$'),
  ],
  'image-slow': ['kakao', 'discord', () => picture({ ms: 4_000 })],
  'image-svg': ['telegram', null, () => picture({ body: '<svg xmlns="http://www.w3.org/2000/svg"/>' })],
  'image-type': ['x', null, async () => picture({ body: await photo({ format: 'avif' }) })],
  'image-heavy': ['whatsapp', 'facebook', () => jpeg({ noise: 60, quality: 85 })],
  'image-small': ['facebook', null, () => jpeg({ width: 180, height: 120 })],
  'image-not-large': ['linkedin', 'facebook', () => jpeg({ width: 1_000, height: 600 })],
  'image-undeclared': ['facebook', 'x', () => tags({ imageWidth: '' })],
  'image-size-wrong': ['facebook', 'x', () => tags({ imageHeight: og('image:height', '720') })],
  'image-type-wrong': ['facebook', 'x', () => tags({ imageType: og('image:type', 'image/png') })],
  'image-chunked': ['signal', 'x', () => picture({ headers: { 'transfer-encoding': 'chunked' } })],
  'image-no-length': ['signal', 'x', () => picture({ headers: { 'content-type': 'image/jpeg' } })],
  'image-attached': ['signal', 'x', () => picture({ headers: attached() })],
  'image-head': [
    'telegram',
    null,
    () => spoilt(({ method }) => (method === 'HEAD' ? new Response(null, { status: 405 }) : null)),
  ],
  'image-range': [
    'facebook',
    'x',
    () =>
      spoilt(({ headers }, whole) =>
        headers.has('range')
          ? whole().then(({ body, headers }) => new Response(body, { status: 206, headers }))
          : null,
      ),
  ],
  'oembed-broken': [
    'slack',
    'x',
    () => spoilt((asked) => (isOembed(asked) ? Response.json({ type: 'rich' }) : null)),
  ],
  'alt-missing': ['linkedin', 'kakao', () => tags({ imageAlt: '' })],
}

function og(name: string, content: string): string {
  return `<meta property="og:${name}" content="${content}">`
}
function robots(origin: string, body: string): void {
  paper.answers[`${origin}/robots.txt`] = { body }
}
function broken(): Uint8Array {
  return new Uint8Array(Buffer.from(storyPage({ ogTitle: og('title', 'S\xe3helters') }), 'latin1'))
}
function insecure(): void {
  const address = PHOTO.replace('https:', 'http:')
  paper.answers[address] = good[PHOTO] ?? {}
  tags({ ogImage: og('image', address) })
}
function attached(): Record<string, string> {
  return { ...good[PHOTO]?.headers, 'content-disposition': 'attachment; filename="shelters.jpg"' }
}

describe('a page that has everything', () => {
  it('passes with every reader of links, with its words and a large picture', async () => {
    const { page: facts, verdicts } = await look()
    expect(verdicts.map(({ client, outcome, faults }) => [client, outcome, faults])).toEqual(
      CLIENT_NAMES.map((client) => [client, 'passes', []]),
    )
    for (const { client, title, description, image, large } of verdicts) {
      expect(title).toMatch(/^Council opens two shelters/)
      expect([description, image, large]).toEqual([
        'Two shelters on the border road open in June.',
        PHOTO,
        true,
      ])
      expect(client).toBeTruthy()
    }
    expect(facts.images[PHOTO]).toMatchObject({ type: 'jpeg', width: 1200, height: 630, length: 'declared' })
  })
})

describe('every fault', () => {
  it.each(FAULTS)('%s is found where it matters, and there alone', async (code) => {
    const [client, other, provoke] = PROVOKED[code]
    await provoke()
    const { verdicts } = await look()
    const codes = (name: ClientName | null) =>
      verdicts.find((verdict) => verdict.client === name)?.faults.map((fault) => fault.code)
    expect(codes(client)).toContain(code)
    if (other !== null) expect(codes(other)).not.toContain(code)
  })
})

describe('what follows from a fault', () => {
  const verdict = async (client: ClientName) => {
    const found = (await look()).verdicts.find((one) => one.client === client)
    if (!found) throw new Error(client)
    return found
  }

  it('a page that nobody may read has no card, and says nothing about its tags', async () => {
    page('', { status: 503 })
    expect(await verdict('x')).toMatchObject({ outcome: 'fails', title: '', image: null })
    expect((await verdict('x')).faults).toHaveLength(1)
  })

  it('a title that is too long is shown as far as the reader of links shows it', async () => {
    tags({ ogTitle: og('title', `${'👩‍👩‍👧'.repeat(80)}`) })
    const { title, faults } = await verdict('x')
    expect([...new Intl.Segmenter().segment(title)]).toHaveLength(70)
    expect(faults[0]).toMatchObject({ code: 'title-cut', severity: 'flawed', may: '70', is: title })
  })

  it('a heavy picture is gone where it is too heavy, with its weight and the limit', async () => {
    await jpeg({ noise: 60, quality: 85 })
    const { image, outcome, faults } = await verdict('whatsapp')
    expect([image, outcome]).toEqual([null, 'fails'])
    expect(faults[0]?.is).toMatch(/^\d{3} KB$/)
    expect(faults[0]?.may).toBe('300 KB')
  })

  it('one that is too heavy to be looked at is broken where it is refused, and heavy for all', async () => {
    picture({ error: 'too-large' })
    expect((await verdict('slack')).faults[0]).toMatchObject({ severity: 'fails', is: '> 5.0 MB' })
    expect((await verdict('facebook')).faults[0]).toMatchObject({ code: 'image-heavy', severity: 'flawed' })
  })

  it('without the tag for it the large picture is small on X', async () => {
    tags({ card: '' })
    expect(await verdict('x')).toMatchObject({ outcome: 'flawed', image: PHOTO, large: false })
    expect(await verdict('facebook')).toMatchObject({ outcome: 'passes', large: true })
  })

  it('a picture of ours whose length HEAD does not tell is named with both answers', async () => {
    spoilt(({ method }, whole) =>
      method === 'HEAD'
        ? whole().then(({ headers }) => {
            headers.delete('content-length')
            return new Response(null, { headers })
          })
        : null,
    )
    const [fault] = (await verdict('x')).faults
    expect(fault).toMatchObject({
      code: 'image-head',
      severity: 'flawed',
      is: '200 image/png –',
      source: 'K',
    })
    expect(fault?.may).toMatch(/^200 image\/png \d+$/)
  })

  it('a part that is not cut is fine when all is sent as all', async () => {
    spoilt(({ headers }, whole) => (headers.has('range') ? whole() : null))
    expect((await verdict('facebook')).outcome).toBe('passes')
  })

  it.each([
    ['401', () => new Response('', { status: 401 })],
    ['text/html', () => new Response('{}', { headers: { 'content-type': 'text/html' } })],
    ['JSON?', () => new Response('{', { headers: { 'content-type': 'application/json' } })],
    ['version', () => Response.json({ version: 1 })],
    ['width', () => Response.json({ version: '1.0', type: 'rich', html: '<p>', width: '550', height: 1 })],
  ])('an oEmbed that cannot be used says why: %s', async (is, answer) => {
    spoilt((asked) => (isOembed(asked) ? answer() : null))
    expect((await verdict('slack')).faults).toMatchObject([{ code: 'oembed-broken', severity: 'flawed', is }])
  })

  it('names how sure the rule is', async () => {
    picture({ headers: { 'content-type': 'image/jpeg' } })
    expect((await verdict('signal')).faults[0]).toMatchObject({ code: 'image-no-length', source: 'S' })
  })
})
