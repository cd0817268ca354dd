import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { answer, appeal, appealOf, newest, signedIn, told } from '../support/appeals.ts'
import { decide, submit } from '../support/desk.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import type { Person } from '../support/world.ts'
import { fetchRaw, metaOf } from './client.ts'

let world: ServedWorld
let maya: Person
let tom: Person
let min: Person
let yuna: Person
let sora: Person

beforeAll(async () => {
  world = await serveWorld()
  ;[maya, tom] = [await world.reader(), await world.reader('Tom Ashworth')]
  min = await world.staff('Han Jiwoo')
  yuna = await world.staff('Seo Yuna')
  sora = await world.staff('Kim Sora', 'senior')
})
afterAll(() => world.close())

const SECRET = 'S3CRETWORD'
const now = async ({ id }: Comment) => (await world.services.comments.byId(world.site.id, id)) as Comment

/** Every address that tells of a comment, over the socket, and whether its words or its author are there. */
async function tellers({ id, articleId }: Comment): Promise<Record<string, boolean>> {
  const page = `/a/${articleId}/c/${id}`
  const oembed = `/oembed?url=${encodeURIComponent(world.publicUrl + page)}`
  const addresses = {
    page,
    'page in Korean': `${page}?lang=ko`,
    discussion: `/a/${articleId}`,
    feed: `/a/${articleId}/feed.xml`,
    fragment: `/v1/articles/${articleId}/comments.html?jsonld=1`,
    head: `/v1/articles/${articleId}/head.html?jsonld=1`,
    'head as JSON': `/v1/articles/${articleId}/head.json`,
    'head by Accept': `/v1/articles/${articleId}/head?jsonld=1`,
    oembed,
    'oembed as XML': `${oembed}&format=xml`,
    'share text': `${page}/share`,
  }
  const found: Record<string, boolean> = {}
  for (const [name, address] of Object.entries(addresses)) {
    const { status, body } = await fetchRaw(world.publicUrl + address)
    expect(status, name).toBeOneOf([200, 401, 404, 451])
    found[name] = String(body).includes(SECRET)
    if (!found[name]) expect(String(body), name).not.toContain(maya.account.displayName)
  }
  const html = String((await fetchRaw(world.publicUrl + page)).body)
  const tags = Object.fromEntries(metaOf(html))
  found['tags'] = [tags['og:description'], tags['twitter:description']].every((text) =>
    text?.includes(SECRET),
  )
  found['structured data'] = /<script type="application\/ld\+json">[^<]*S3CRETWORD/.test(html)
  const card = (await fetchRaw(tags['og:image'] ?? '')).body
  found['card'] = !card.equals((await fetchRaw(await articleCard(articleId))).body)
  return found
}

async function articleCard(articleId: string): Promise<string> {
  const html = String((await fetchRaw(`${world.publicUrl}/a/${articleId}`)).body)
  return Object.fromEntries(metaOf(html))['og:image'] ?? ''
}

async function nobodyTells(comment: Comment, after: string): Promise<void> {
  const found = await tellers(comment)
  expect([after, Object.keys(found).filter((name) => found[name])]).toEqual([after, []])
}

async function everybodyTells(comment: Comment, after: string): Promise<void> {
  // Twice: the second answers come from the caches.
  for (let times = 0; times < 2; times += 1) {
    const found = await tellers(comment)
    expect([after, Object.keys(found).filter((name) => !found[name])]).toEqual([after, []])
  }
}

async function legal(comment: Comment, act: 'blind' | 'restore', fields: Record<string, string>) {
  const { id, version } = await now(comment)
  const response = await world.form(
    `/console/notices/comments/${id}/${act}`,
    { version: String(version), explanation: 'It may injure a right.', ...fields },
    sora,
  )
  expect(response.status).toBe(303)
}

describe('a decision reaches everything at once', () => {
  it('page, tags, data, card, oEmbed, feed, fragment, head and share text change together', async () => {
    const comment = await submit(world, maya, `${SECRET} and more words`)
    await nobodyTells(comment, 'sent')

    await decide(world, min, comment, 'approve')
    await everybodyTells(comment, 'approved')

    await legal(comment, 'blind', { days: '12', clause: '', law: 'KR Network Act 44-2' })
    await nobodyTells(comment, 'blinded')
    await legal(comment, 'restore', {})
    await everybodyTells(comment, 'restored')

    await world.services.moderation.report(tom.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    await decide(world, min, comment, 'reject:SB-01', 'Because of the words.')
    await nobodyTells(comment, 'refused')

    const { id } = await newest(world)
    await told(world)
    ;[maya, yuna] = [await signedIn(world, maya), await signedIn(world, yuna)]
    expect((await appeal(world, maya, id)).status).toBe(303)
    expect((await answer(world, yuna, await appealOf(world, maya, id), 'overturn')).status).toBe(303)
    await everybodyTells(comment, 'overturned')

    expect((await world.form(`/comments/${comment.id}/withdraw`, { lang: 'en' }, maya)).status).toBe(303)
    await nobodyTells(comment, 'withdrawn')
  })

  // Another process may have had the machine just then.
  it('from the press of the button to tags and oEmbed it is no second, by the clock on the wall', {
    retry: 2,
  }, async () => {
    const comment = await submit(world, maya, `${SECRET} against the clock`)
    const page = `${world.publicUrl}/a/${comment.articleId}/c/${comment.id}`
    const oembed = `${world.publicUrl}/oembed?url=${encodeURIComponent(page)}`
    expect((await fetchRaw(oembed)).status).toBe(401)
    const begin = performance.now()
    await decide(world, min, comment, 'approve')
    const [html, embed] = [await fetchRaw(page), await fetchRaw(oembed)].map(({ body }) => String(body))
    const took = performance.now() - begin
    expect(Object.fromEntries(metaOf(html ?? ''))['og:description']).toBe(comment.body)
    expect(JSON.parse(embed ?? '')).toMatchObject({ type: 'rich', author_name: maya.account.displayName })
    expect(took).toBeLessThan(1_000)
  })
})
