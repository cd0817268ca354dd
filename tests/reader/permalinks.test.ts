import { afterEach, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { en } from '../../src/locales/en.ts'
import type { LegalWorld } from '../moderation/legal-world.ts'
import { plainText } from '../support/desk.ts'
import type { Person } from '../support/world.ts'
import { ANSWER, FATES, fated, TEXT, TRACES } from './fates.ts'

let world: LegalWorld
let comment: Comment
afterEach(() => world.close())

const frame = (more = '') => `/frame?site=ledger&article=${world.article.key}&lang=en${more}`
const own = ({ id } = comment) => `/a/${world.article.id}/c/${id}?lang=en`

async function open(path: string, as?: Person) {
  const response = await world.request(path, { as })
  const html = await response.text()
  const json = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html)?.[1]
  return {
    status: response.status,
    html,
    state: /data-state="(permalink-[a-z]+)"/.exec(html)?.[1],
    isIndexed: !/<meta name="robots" content="[^"]*noindex/.test(html),
    robots: response.headers.get('x-robots-tag'),
    data: json === undefined ? '' : JSON.stringify(JSON.parse(json)),
  }
}

/** Status of the comment's own page, state, and whether the text is there. */
type Seen = readonly [status: number, state: string, isShown: boolean]
const HIGHLIGHT: Seen = [200, 'permalink-highlight', true]
const PENDING: Seen = [200, 'permalink-pending', true]
const MISSING: Seen = [200, 'permalink-missing', false]
/** RFC 7725. */
const BY_LAW: Seen = [451, 'permalink-missing', false]

const EXPECTED: Readonly<Record<string, { author: Seen; others: Seen }>> = {
  published: { author: HIGHLIGHT, others: HIGHLIGHT },
  waiting: { author: PENDING, others: MISSING },
  refused: { author: HIGHLIGHT, others: MISSING },
  removed: { author: HIGHLIGHT, others: MISSING },
  blinded: { author: HIGHLIGHT, others: BY_LAW },
  'blinded before anybody saw it': { author: HIGHLIGHT, others: MISSING },
  withdrawn: { author: MISSING, others: MISSING },
  'withdrawn while it waited': { author: MISSING, others: MISSING },
  'purged after its time': { author: MISSING, others: MISSING },
  'of somebody who is gone': { author: MISSING, others: MISSING },
}

describe.each(Object.entries(FATES))('the address of a comment that is %s', (name, fate) => {
  it.each(['author', 'other', 'logged out'])('tells its reader what that one may know: %s', async (who) => {
    ;({ world, comment } = await fated(fate))
    const people: Record<string, Person> = { author: world.writer, other: await world.reader('Ines Duarte') }
    const expected = EXPECTED[name]?.[who === 'author' ? 'author' : 'others'] ?? MISSING
    const [page, framed] = [
      await open(own(), people[who]),
      await open(frame(`&comment=${comment.id}`), people[who]),
    ]
    expect([page.status, page.state, page.html.includes(TEXT)]).toEqual(expected)
    expect([framed.state, framed.html.includes(TEXT)]).toEqual(expected.slice(1))
    expect([framed.status, framed.robots]).toEqual([200, 'noindex, indexifembedded'])
    // What not everybody may read, nobody is to find.
    expect(page.isIndexed).toBe(name === 'published')
    const marked = new RegExp(`id="c-${comment.id}" class="comment is-linked" [^>]*tabindex="-1"`)
    for (const { html } of [page, framed]) expect(marked.test(html)).toBe(expected[2])
    if (expected[2]) return
    const says = expected === BY_LAW ? 'temporarily hidden for legal reasons' : en.reader.permalink.missing
    for (const { html } of [page, framed]) expect(plainText(html)).toContain(says)
    // The whole discussion is a step away; in the article it goes on below.
    expect(page.html).toContain(`href="/a/${comment.articleId}?lang=en"`)
    expect(framed.html.includes(ANSWER)).toBe(fate.wasPublished)
  })
})

describe.each(Object.entries(FATES).filter(([name]) => name !== 'published'))('%s', (_name, fate) => {
  it('is read by nobody else, and its author named to nobody', async () => {
    ;({ world, comment } = await fated(fate))
    const other = await world.reader('Ines Duarte')
    for (const as of [undefined, other])
      for (const path of [
        own(),
        frame(),
        frame(`&comment=${comment.id}`),
        `/a/${comment.articleId}?lang=en&sort=replied`,
        `/a/${comment.articleId}/c/${comment.id}/share?lang=en`,
        `/a/${comment.articleId}/feed.xml`,
        `/v1/articles/${comment.articleId}/comments`,
      ]) {
        const { html, data } = await open(path, as)
        expect(`${path} ${TRACES.exec(html)?.[0]} ${TRACES.exec(data)?.[0]}`).toBe(
          `${path} undefined undefined`,
        )
      }
    const list = await open(`/a/${comment.articleId}?lang=en`)
    expect(list.html).not.toMatch(TRACES)
    expect(list.data).not.toMatch(TRACES)
    expect(JSON.parse(list.data)).toMatchObject({ commentCount: fate.wasPublished ? 1 : 0 })
    // Only what others have answered keeps a place.
    const tomb = new RegExp(`<p class="tomb" id="c-${comment.id}"(?: data-state="([a-z-]+)")?>`).exec(
      list.html,
    )
    expect(tomb && (tomb[1] ?? '')).toBe(fate.tomb ?? null)
  })
})

describe('what is not there', () => {
  it('looks the same whatever it was: an address tells nothing of a comment', async () => {
    const pages = new Set<string>()
    const frames = new Set<string>()
    for (const name of ['waiting', 'refused', 'blinded before anybody saw it', 'withdrawn while it waited']) {
      if (pages.size > 0) await world.close()
      ;({ world, comment } = await fated(FATES[name] ?? { wasPublished: false }))
      const known = [comment.id, world.article.id, world.article.key]
      const plain = (html: string) => known.reduce((text, id) => text.replaceAll(id, 'ID'), html)
      pages.add(plain((await open(own())).html))
      frames.add(plain((await open(frame(`&comment=${comment.id}`))).html))
      frames.add(plain((await open(frame(`&comment=${crypto.randomUUID()}`))).html))
    }
    expect([pages.size, frames.size]).toEqual([1, 1])
  })

  it('is said for every link that leads nowhere, and the discussion goes on below', async () => {
    ;({ world, comment } = await fated(FATES['published'] ?? { wasPublished: true }))
    const elsewhere = await world.putArticle()
    const links = [comment.id.slice(0, 20), `${comment.id}x`, crypto.randomUUID()]
    const foreign = ['', 'x', '17', '%00', "'%20OR%201=1", '..%2F..']
    for (const id of [...links, ...foreign]) {
      const framed = await open(frame(`&comment=${id}`))
      // A page of the paper may mean something else by it.
      const state = links.includes(id) ? 'permalink-missing' : undefined
      expect([id, framed.status, framed.state]).toEqual([id, 200, state])
      expect(framed.html).toContain(TEXT)
      const page = await open(`/a/${world.article.id}/c/${id || 'x'}?lang=en`)
      expect([id, page.status, page.isIndexed, TRACES.test(page.html)]).toEqual([id, 404, false, false])
    }
    expect((await open(`/a/${elsewhere.id}/c/${comment.id}`)).status).toBe(404)
  })

  it('is not said of what everybody reads under another article, whose discussion may stand in the same page', async () => {
    ;({ world, comment } = await fated(FATES['published'] ?? { wasPublished: true }))
    const { key } = await world.putArticle()
    const foreign = () => open(`/frame?site=ledger&article=${key}&lang=en&comment=${comment.id}`)
    const { state, html } = await foreign()
    expect([state, html.includes(en.reader.permalink.missing), TRACES.test(html)]).toEqual([
      undefined,
      false,
      false,
    ])
    await world.close()
    ;({ world, comment } = await fated(FATES['waiting'] ?? { wasPublished: false }))
    await world.putArticle({ key })
    expect((await foreign()).state).toBe('permalink-missing')
  })
})
