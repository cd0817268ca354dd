import { extract } from '@extractus/oembed-extractor'
import { unfurl } from 'unfurl.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { HOSTILE } from '../journeys/hostile-texts.ts'
import { decide, submit } from '../support/desk.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import type { Person } from '../support/world.ts'
import { dataOf, fetchRaw, metaOf, scraped } from './client.ts'

/** What is written, what may be read of it in a place that has one line, and of a comment if that is another. */
const TEXTS: readonly (readonly [string, string, string?])[] = [
  ['"Quoted" ‘and’ \'half\' & <b>bold</b>', '"Quoted" ‘and’ \'half\' & <b>bold</b>'],
  ['one\ntwo\r\nthree\tfour', 'one two three four', 'one two threefour'],
  ['👨‍👩‍👧‍👦 👩🏽‍🚒 🇰🇷 1️⃣', '👨‍👩‍👧‍👦 👩🏽‍🚒 🇰🇷 1️⃣'],
  ['مرحبا بالعالم \u202Eevil\u202C עברית', 'مرحبا بالعالم evil עברית'],
  ['nothing\0here', 'nothing here', 'nothinghere'],
  ['北·美·中·日, 與野 檢… “전원회의” 이틀째', '北·美·中·日, 與野 檢… “전원회의” 이틀째'],
  ...HOSTILE.filter((text) => /^[\x20-\x7e]{1,120}$/.test(text)).map((text) => [text, text.trim()] as const),
]

let world: ServedWorld
let min: Person

beforeAll(async () => {
  world = await serveWorld({ site: { mode: 'flagged-only' } })
  min = await world.staff()
})
afterAll(() => world.close())

/** An article of which every text is this one, and a comment by somebody who is called so. */
async function everywhere(text: string): Promise<{ article: Article; comment: Comment }> {
  const article = await world.putArticle({
    headline: text,
    description: text,
    section: [text.slice(0, 60), text.slice(0, 60)],
    authors: [{ name: text.slice(0, 100) }],
    image: { url: `${world.site.origins[0]}/x.jpg`, alt: text, caption: text, credit: text },
    language: 'ko',
  })
  const comment = await submit(world, await world.reader(text.slice(0, 30)), text, article)
  if (comment.state === 'pending') await decide(world, min, comment, 'approve')
  return { article, comment }
}

const urlOf = ({ id }: Article, comment?: Comment) =>
  `${world.publicUrl}/a/${id}${comment ? `/c/${comment.id}` : ''}`

const rows = TEXTS.map(([written, read, inComment = read]) => ({ written, read, inComment }))
describe.each(rows)('$written in every field', ({ written, read, inComment }) => {
  let place: { article: Article; comment: Comment }
  beforeAll(async () => {
    place = await everywhere(written)
  })

  it('is read unchanged from tags and structured data', async () => {
    const html = String((await fetchRaw(urlOf(place.article))).body)
    const tags = await scraped(html)
    expect(tags).toMatchObject({ ogTitle: read, ogDescription: read, twitterDescription: read })
    const data = dataOf(html)
    expect(data).toMatchObject({ '@type': 'NewsArticle', headline: read, description: read })
    expect(data).toMatchObject({ comment: [{ '@type': 'Comment', text: place.comment.body }] })
    const own = String((await fetchRaw(urlOf(place.article, place.comment))).body)
    expect(await scraped(own)).toMatchObject({ ogDescription: inComment })
    expect(dataOf(own)).toMatchObject({ '@type': 'WebPage', mainEntity: { text: place.comment.body } })
    // None of the texts has added a tag, or ended one.
    expect(metaOf(own).map(([name]) => name)).toEqual(metaOf(await ordinary()).map(([name]) => name))
  })

  it('is read unchanged by a client that follows the page to its oEmbed', async () => {
    const { article, comment } = place
    const found = await unfurl(urlOf(article, comment))
    // It decodes entities once more than a tag is written in.
    if (!/&#?\w+;/.test(inComment)) expect(found.open_graph?.description).toBe(inComment)
    expect(found.oEmbed).toMatchObject({ type: 'rich', version: '1.0' })
    expect(found.canonical_url).toBe(urlOf(article, comment))
    const embed = await extract(urlOf(article, comment), { maxwidth: 400 })
    expect(embed).toMatchObject({ type: 'rich', width: 400, provider_name: '모닝레저' })
    expect(embed.title).toContain(read.slice(0, 20))
    const { html } = embed as { html?: string }
    expect(html).toMatch(/^<blockquote [^>]*>.*<\/blockquote>$/s)
    expect(html?.match(/<[a-z/]+/gi)?.filter((tag) => tag !== '<br/')).toEqual([
      '<blockquote',
      '<p',
      '</p',
      '<footer',
      '<a',
      '</a',
      '</footer',
      '</blockquote',
    ])
    const xml = String((await fetchRaw(oembedUrl(urlOf(article, comment), '&format=xml'))).body)
    expect(xml).toMatch(WELL_FORMED)
  })
})

const oembedUrl = (url: string, more: string) =>
  `${world.publicUrl}/oembed?url=${encodeURIComponent(url)}${more}`

/** A flat document: one element a line, text that XML allows, and no reference but the five. */
const WELL_FORMED =
  /^<\?xml version="1\.0" encoding="utf-8" standalone="yes"\?>\n<oembed>\n(<([a-z_]+)>([\t\n\r\u{20}-\u{25}\u{27}-\u{3B}\u{3D}\u{3F}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|&(lt|gt|amp|quot|#39);)*<\/\2>\n)+<\/oembed>\n$/u

it('half a character in an article is shown as one that is missing', async () => {
  const article = await world.putArticle({ headline: 'half \uD800 here', description: 'and \uDC00 here' })
  const html = String((await fetchRaw(urlOf(article))).body)
  const { ogTitle, ogDescription } = await scraped(html)
  expect([ogTitle, ogDescription].map((text) => text?.replace(/\uFFFD+/, '?'))).toEqual([
    'half ? here',
    'and ? here',
  ])
  expect(String((await fetchRaw(oembedUrl(urlOf(article), '&format=xml'))).body)).toMatch(WELL_FORMED)
})

let kept: string | undefined
async function ordinary(): Promise<string> {
  if (kept !== undefined) return kept
  const { article, comment } = await everywhere('Ordinary words')
  kept = String((await fetchRaw(urlOf(article, comment))).body)
  return kept
}
