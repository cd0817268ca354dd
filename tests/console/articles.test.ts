import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventMap } from '../../src/features/events.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const HOSTILE = '"><script>alert(1)</script><b>'

let world: World
let moderator: Person
let senior: Person
beforeEach(async () => {
  world = await createWorld()
  moderator = await world.staff('Han Jiwoo', 'moderator')
  senior = await world.staff('Seo Mira', 'senior')
})
afterEach(() => world.close())

const html = async (path: string, as = moderator) => (await world.request(path, { as })).text()
const act = (what: string, fields: Record<string, string>, as = moderator, id = world.article.id) =>
  world.form(`/console/articles/${id}/${what}`, fields, as)
const article = () => world.services.articles.byId(world.article.id)

describe('the list of articles', () => {
  it('is searched by headline, address and key, and counts by state', async () => {
    await world.putArticle({ headline: 'Harbour 100% dredged', key: 'harbour-7' })
    await world.putArticle({ discussion: 'off' })
    const all = await html('/console/articles')
    expect(all.match(/\/console\/articles\/[0-9a-f-]{36}/g)).toHaveLength(3)
    expect(all).toMatch(/open <span class="count">2<\/span>/)
    for (const q of ['100%', 'HARBOUR-7', '/news/2']) {
      const found = await html(`/console/articles?q=${encodeURIComponent(q)}`)
      expect(found.match(/\/console\/articles\/[0-9a-f-]{36}/g)).toHaveLength(1)
      expect(found).toContain('Harbour 100% dredged')
    }
    const off = await html('/console/articles?state=off')
    expect(off.match(/\/console\/articles\/[0-9a-f-]{36}/g)).toHaveLength(1)
  })

  it('goes on page by page without a gap', async () => {
    for (let more = 0; more < 40; more += 1) await world.putArticle({ publishedAt: more })
    const seen = new Set<string>()
    let path = '/console/articles'
    for (let pages = 0; path !== '' && pages < 5; pages += 1) {
      const page = await html(path)
      for (const id of page.match(/\/console\/articles\/[0-9a-f-]{36}/g) ?? []) seen.add(id)
      path = /href="(\/console\/articles\?[^"]*cursor=[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    }
    expect(seen.size).toBe(41)
  })

  it('keeps hostile text as text', async () => {
    const { id } = await world.putArticle({ headline: HOSTILE })
    const pages = [`/console/articles?q=${encodeURIComponent(HOSTILE)}`, `/console/articles/${id}`]
    for (const path of pages) expect(await html(path)).not.toMatch(/<script>|<b>"?</)
  })
})

describe('a moderator', () => {
  it('closes and opens a discussion, and pins', async () => {
    expect((await act('discussion', { discussion: 'closed' })).status).toBe(303)
    expect(await html(`/a/${world.article.id}`)).toContain('This discussion is closed')
    expect((await act('discussion', { discussion: 'open' })).status).toBe(303)
    expect((await article())?.discussion).toBe('open')
    const comment = await submit(world, await world.reader(), 'Worth reading first')
    const waiting = await act('pin', { comment: comment.id })
    expect(waiting.status).toBe(422)
    await decide(world, moderator, comment, 'approve')
    expect((await act('pin', { comment: comment.id })).status).toBe(303)
    expect(await html(`/a/${world.article.id}`)).toContain('Pinned by the editors')
    expect((await act('pin', { comment: '' })).status).toBe(303)
    expect(await html(`/a/${world.article.id}`)).not.toContain('Pinned by the editors')
  })

  it('does not switch comments off or on, read first, or set days: that is for seniors', async () => {
    const forSeniors: [string, Record<string, string>][] = [
      ['discussion', { discussion: 'off' }],
      ['premoderation', { premoderated: 'yes' }],
      ['days', { days: '3' }],
    ]
    const page = await html(`/console/articles/${world.article.id}`)
    for (const word of ['value="off"', '/premoderation', '/days']) expect(page).not.toContain(word)
    for (const [what, fields] of forSeniors) {
      expect(`${what} ${(await act(what, fields)).status}`).toBe(`${what} 403`)
      expect(`${what} ${(await act(what, fields, senior)).status}`).toBe(`${what} 303`)
    }
    expect((await act('discussion', { discussion: 'open' })).status).toBe(403)
    const set = { discussion: 'off', premoderated: true, closeAfterDays: 3 }
    expect(await article()).toMatchObject(set)
    expect((await act('discussion', { discussion: 'open' }, senior)).status).toBe(303)
  })
})

describe('closing after days', () => {
  it('is shown with its date, refuses nonsense, and is taken back by an empty field', async () => {
    for (const days of ['0', '1.5', 'soon', '-3', '9999'])
      expect(`${days} ${(await act('days', { days }, senior)).status}`).toBe(`${days} 422`)
    await act('days', { days: '2' }, senior)
    const page = await html(`/console/articles/${world.article.id}`, senior)
    expect(page).toMatch(/Closes by itself on <time datetime="2026-06-03T09:00/)
    await act('days', { days: '' }, senior)
    expect((await article())?.closeAfterDays).toBeNull()
    expect(await html('/console/articles', senior)).not.toContain('Closes by itself')
  })

  it('does not come undone when the paper pushes the article again', async () => {
    await act('discussion', { discussion: 'closed' })
    await act('premoderation', { premoderated: 'yes' }, senior)
    await act('days', { days: '2' }, senior)
    const { key, url } = world.article
    await world.putArticle({ key, url, headline: 'Corrected' })
    const kept = { headline: 'Corrected', discussion: 'closed', premoderated: true, closeAfterDays: 2 }
    expect(await article()).toMatchObject(kept)
  })
})

describe('nobody', () => {
  it('reaches an article of another paper, or acts without a desk session', async () => {
    const other = await world.services.sites.create({
      key: 'gazette',
      title: { en: 'The Gazette', ko: '가제트' },
      origins: ['https://www.gazette.example'],
    })
    const theirs = await world.services.articles.put(other, {
      key: 'theirs',
      url: 'https://www.gazette.example/1',
      headline: 'Not ours',
      publishedAt: 1,
      language: 'en',
    })
    expect((await world.request(`/console/articles/${theirs.id}`, { as: senior })).status).toBe(404)
    expect(await html('/console/articles', senior)).not.toContain('Not ours')
    const acts: [string, Record<string, string>][] = [
      ['discussion', { discussion: 'closed' }],
      ['premoderation', { premoderated: 'yes' }],
      ['days', { days: '3' }],
      ['pin', { comment: '' }],
    ]
    const reader = await world.reader()
    for (const [what, fields] of acts) {
      expect(`${what} ${(await act(what, fields, senior, theirs.id)).status}`).toBe(`${what} 404`)
      expect(`${what} ${(await act(what, fields, reader)).status}`).toBe(`${what} 401`)
    }
    expect(await world.services.articles.byId(theirs.id)).toEqual(theirs)
  })
})

it('every change is told with who and what', async () => {
  const told: EventMap['desk.changed'][] = []
  world.services.events.on('desk.changed', (event) => told.push(event))
  await act('discussion', { discussion: 'closed' })
  const by = { siteId: world.site.id, byId: moderator.account.id, what: 'article' }
  expect(told).toEqual([{ ...by, subjectId: world.article.id, change: { discussion: 'closed' } }])
})
