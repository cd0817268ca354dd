import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCardRenderer } from '../../src/adapters/card-renderer.ts'
import { type Listener, listen } from '../../src/cli/listen.ts'
import { PATHS } from '../../src/config/paths.ts'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import type { CardSpec } from '../../src/features/sharing/model.ts'
import { deliveries } from '../../src/jobs/deliveries.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { decide, submit } from '../support/desk.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

let world: World
let listener: Listener
let port: number
let maya: Person
let tom: Person
let min: Person
let article: Article
/** What the renderer was asked to draw, and what it does instead of drawing. */
let drawn: CardSpec[] = []
let instead: (() => Promise<never>) | null = null

beforeAll(async () => {
  port = await freePort()
  const renderer = createCardRenderer({ fontsDir: PATHS.fonts })
  world = await createWorld({
    publicUrl: `http://127.0.0.1:${port}`,
    cards: {
      version: renderer.version,
      plain: renderer.plain,
      render(spec) {
        drawn.push(spec)
        return instead ? instead() : renderer.render(spec)
      },
    },
  })
  listener = await listen(world.app, { host: '127.0.0.1', port })
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
  min = await world.staff()
})
beforeEach(async () => {
  article = await world.putArticle()
  drawn = []
  instead = null
})
afterAll(async () => {
  await listener.close()
  await world.close()
})

const deliverCards = () =>
  world.services.delivery.deliverDue({ card: deliveries(world.services, SILENT).card })
const cardsDir = () => join(world.dir, 'cards')
const kept = async (part: string) => (await readdir(cardsDir())).filter((name) => name.includes(part))
const pathOf = ({ articleId, id }: Comment) => `/a/${articleId}/c/${id}`

interface Answer {
  status: number
  headers: Map<string, string>
  body: Buffer
}

/** Over a socket and to its end, so that nothing between adds or takes away. */
async function ask(path: string, lines: readonly string[] = [], method = 'GET'): Promise<Answer> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  const head = [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...lines, 'Connection: close']
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  await once(socket, 'close')
  const bytes = Buffer.concat(chunks)
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...rest] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = rest.map((line): [string, string] => {
    const at = line.indexOf(': ')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)]
  })
  return { status: Number(first.split(' ')[1]), headers: new Map(headers), body: bytes.subarray(end + 4) }
}

async function cardPath(page: string): Promise<string> {
  const html = (await ask(page)).body.toString()
  return new URL(/<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '').pathname
}

async function published(text: string): Promise<Comment> {
  const comment = await submit(world, maya, `${text} ${crypto.randomUUID()}`, article)
  await decide(world, min, comment, 'approve')
  return comment
}

async function hide(comment: Comment): Promise<void> {
  await world.services.moderation.report(tom.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
  await decide(world, min, comment, 'reject:SB-01')
}

const articleCard = async () => ask(await cardPath(`/a/${article.id}`))
const cacheOf = ({ headers }: Answer) => headers.get('cache-control')

describe('a card over a socket', () => {
  it('is the same from the app, from memory and from disk, whole, in part and without its bytes', async () => {
    for (const page of [`/a/${article.id}`, pathOf(await published('The same everywhere'))]) {
      const path = await cardPath(page)
      const first = await ask(path)
      expect(first.status).toBe(200)
      expect(Object.fromEntries(first.headers)).toMatchObject({
        'content-type': 'image/png',
        'content-length': String(first.body.length),
        'content-disposition': 'inline',
        'cross-origin-resource-policy': 'cross-origin',
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
      })
      expect(first.headers.has('transfer-encoding')).toBe(false)
      expect(first.headers.has('vary')).toBe(false)
      const etag = first.headers.get('etag') ?? ''
      const again = await ask(path)
      world.clock.advance(6 * 60_000)
      const later = await ask(path)
      for (const answer of [again, later]) {
        expect([answer.status, answer.headers.get('etag'), cacheOf(answer)]).toEqual([
          200,
          etag,
          cacheOf(first),
        ])
        expect(answer.body.equals(first.body)).toBe(true)
      }
      const head = await ask(path, [], 'HEAD')
      expect([head.status, head.body.length]).toEqual([200, 0])
      expect(head.headers.get('content-length')).toBe(String(first.body.length))
      const part = await ask(path, ['Range: bytes=0-99', `If-Range: ${etag}`])
      expect([part.status, part.headers.get('content-range')]).toEqual([
        206,
        `bytes 0-99/${first.body.length}`,
      ])
      expect(part.body.equals(first.body.subarray(0, 100))).toBe(true)
      const other = await ask(path, ['Range: bytes=0-99', 'If-Range: "other"'])
      expect([other.status, other.body.length]).toEqual([200, first.body.length])
      expect((await ask(path, [`If-None-Match: ${etag}`, 'Range: bytes=0-9'])).status).toBe(304)
    }
    expect(drawn).toHaveLength(2)
  })

  it('is drawn once however many ask at the same time, by whatever name', async () => {
    const path = await cardPath(`/a/${article.id}`)
    const names = Array.from({ length: 20 }, (_, at) => `/cards/a/${article.id}/${at}abc.png`)
    const answers = await Promise.all([path, path, ...names].map((name) => ask(name)))
    expect(new Set(answers.map(({ headers }) => headers.get('etag')))).toHaveProperty('size', 1)
    expect(drawn).toHaveLength(1)
  })

  it('is drawn before anybody asks, once its article is put or changed', async () => {
    const [key, url] = ['ready', 'https://www.ledger.example/ready']
    for (const headline of ['Ready before the crawler', 'Ready once more']) {
      const put = await world.putArticle({ key, url, headline })
      await deliverCards()
      const path = await cardPath(`/a/${put.id}`)
      const drawings = () => drawn.filter((spec) => spec.kind === 'article' && spec.headline === headline)
      expect(drawings()).toHaveLength(1)
      expect(await kept(`a-${put.id}-`)).toHaveLength(1)
      expect((await ask(path)).status).toBe(200)
      await world.putArticle({ key, url, headline })
      expect(await deliverCards()).toBe(0)
      expect(drawings()).toHaveLength(1)
    }
  })

  it('is drawn before anybody asks, once it is published', async () => {
    const comment = await published('Ready before the crawler')
    await deliverCards()
    const before = drawn.length
    expect((await ask(await cardPath(pathOf(comment)))).status).toBe(200)
    expect(drawn).toHaveLength(before)
    expect(drawn.some((spec) => spec.kind === 'comment')).toBe(true)
  })
})

describe('the address of a card', () => {
  it('is another when the paper has another logo, whose old one answers the new card', async () => {
    const [page, comment] = [`/a/${article.id}`, await published('Under a new flag')]
    const before = [await cardPath(page), await cardPath(pathOf(comment))]
    const plain = await ask(before[0] ?? '')
    const logo = await sharp({ create: { width: 300, height: 80, channels: 3, background: '#7a1f1f' } })
      .png()
      .toBuffer()
    await world.services.sites.setLogo('ledger', logo)
    const after = [await cardPath(page), await cardPath(pathOf(comment))]
    expect(before.filter((path) => after.includes(path))).toEqual([])
    const [old, current] = [await ask(before[0] ?? ''), await ask(after[0] ?? '')]
    expect([cacheOf(old), old.body.equals(current.body)]).toEqual(['public, max-age=300', true])
    expect(current.body.equals(plain.body)).toBe(false)
    await world.services.sites.setLogo('ledger', null)
    expect(await cardPath(page)).toBe(before[0])
  })

  it('of an old article changes at the hour from which its year is stamped on it', async () => {
    const old = await world.putArticle({ publishedAt: world.clock.now() - 365 * DAY + 60_000 })
    const path = await cardPath(`/a/${old.id}`)
    const fresh = await ask(path)
    expect(cacheOf(fresh)).toBe('public, max-age=31536000, immutable')
    world.clock.advance(10 * 60_000)
    const stamped = await ask(path)
    expect(cacheOf(stamped)).toBe('public, max-age=300')
    expect(stamped.body.equals(fresh.body)).toBe(false)
  })
})

describe('a comment that is hidden', () => {
  it('has the article’s card at once under every address, and leaves the disk', async () => {
    const comment = await published('Against the policy, as it turned out')
    const path = await cardPath(pathOf(comment))
    const shown = await ask(path)
    await ask(path)
    expect(cacheOf(shown)).toBe('public, max-age=300')
    expect(await kept(comment.id)).toHaveLength(1)
    const articles = await articleCard()
    expect(shown.body.equals(articles.body)).toBe(false)

    await hide(comment)
    for (const name of [path, `/cards/c/${comment.id}/00.png`]) {
      const answer = await ask(name, [`If-None-Match: ${shown.headers.get('etag')}`])
      expect([answer.status, cacheOf(answer)]).toEqual([200, 'public, max-age=300'])
      expect(answer.body.equals(articles.body)).toBe(true)
    }
    await expect.poll(() => kept(comment.id)).toEqual([])
  })

  it('is not shown from a file that was left behind, which the outbox then removes', async () => {
    const comment = await published('Left behind on the disk')
    const path = await cardPath(pathOf(comment))
    const shown = await ask(path)
    await hide(comment)
    await expect.poll(() => kept(comment.id)).toEqual([])
    // As if the process had ended between the decision and its event.
    const { sharing } = world.services
    await sharing.prepareComment(world.site, article, { ...comment, state: 'published' })
    expect(await kept(comment.id)).toHaveLength(1)
    expect((await ask(path)).body.equals(shown.body)).toBe(false)
    await deliverCards()
    expect(await kept(comment.id)).toEqual([])
  })

  it('of a person who was erased leaves the disk, too, when the process ended before it was told', async () => {
    const gone = await world.reader('Gone Tomorrow')
    const comment = await submit(world, gone, `To be erased ${crypto.randomUUID()}`, article)
    await decide(world, min, comment, 'approve')
    await ask(await cardPath(pathOf(comment)))
    await deliverCards()
    expect(await kept(comment.id)).toHaveLength(1)
    await world.stores.accounts.erase(world.site.id, gone.account.id, world.clock.now())
    await deliverCards()
    expect(await kept(comment.id)).toEqual([])
  })

  it('is not kept when it was just being drawn', async () => {
    const comment = await published('Hidden while it was drawn')
    const path = await cardPath(pathOf(comment))
    const asking = ask(path)
    await hide(comment)
    await asking
    const { body } = await ask(path)
    expect(body.equals((await articleCard()).body)).toBe(true)
    await expect.poll(() => kept(comment.id)).toEqual([])
  })
})

describe('a card that cannot be drawn', () => {
  const broken = async (): Promise<never> => {
    throw new Error('the renderer is broken')
  }

  it('is stood in for by the paper’s own card for a minute, and drawn when it can be', async () => {
    await world.services.sharing.prepareArticle(world.site, article)
    const other = await world.putArticle()
    const path = await cardPath(`/a/${other.id}`)
    instead = broken
    const stood = await ask(path)
    expect([stood.status, cacheOf(stood)]).toEqual([200, 'public, max-age=60'])
    const { width, height } = await sharp(stood.body).metadata()
    expect([width, height]).toEqual([1200, 630])
    expect(drawn.at(-1)).toMatchObject({ kind: 'article' })
    expect((await ask(path)).body.equals(stood.body)).toBe(true)
    instead = null
    const card = await ask(path)
    expect(cacheOf(card)).toBe('public, max-age=31536000, immutable')
    expect(card.body.equals(stood.body)).toBe(false)
  })

  it('is tried ahead a few times, and then by those alone who ask for it', async () => {
    await deliverCards()
    drawn = []
    instead = broken
    const [comment, other] = [await published('Never drawn'), await world.putArticle()]
    const tries = () => drawn.filter(({ kind }) => kind !== 'brand').length
    for (let minute = 0; minute < 20; minute += 1) {
      await deliverCards()
      world.clock.advance(60_000)
    }
    expect(tries()).toBe(16)
    expect(await world.services.delivery.lag()).toMatchObject({ attempts: 0 })
    instead = null
    await deliverCards()
    expect(tries()).toBe(16)
    for (const page of [pathOf(comment), `/a/${other.id}`])
      expect(cacheOf(await ask(await cardPath(page)))).not.toBe('public, max-age=60')
  })

  it('is stood in for even when nothing was ever drawn, in the paper’s colour', async () => {
    await rm(cardsDir(), { recursive: true, force: true })
    instead = broken
    const stood = await ask(await cardPath(`/a/${article.id}`))
    expect([stood.status, cacheOf(stood), stood.headers.get('content-type')]).toEqual([
      200,
      'public, max-age=60',
      'image/png',
    ])
    const { data } = await sharp(stood.body).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const middle = (300 * 1200 + 600) * 3
    expect(`#${data.subarray(middle, middle + 3).toString('hex')}`).toBe(world.site.accent)
    const comment = await published('Not drawn either')
    expect(cacheOf(await ask(await cardPath(pathOf(comment))))).toBe('public, max-age=60')
  })

  it('does not keep the outbox from taking a hidden one off the disk, however often that fails', async () => {
    const comment = await published('Stays on a broken disk')
    await hide(comment)
    const { card } = deliveries(
      { ...world.services, sharing: { ...world.services.sharing, prepareComment: broken } },
      SILENT,
    )
    await world.services.delivery.deliverDue({ card })
    for (let hour = 0; hour < 24; hour += 1) {
      world.clock.advance(60 * 60_000)
      expect(await world.services.delivery.deliverDue({ card })).toBeGreaterThan(0)
    }
    expect(await deliverCards()).toBe(0)
    world.clock.advance(60 * 60_000)
    expect(await deliverCards()).toBeGreaterThan(0)
  })
})
