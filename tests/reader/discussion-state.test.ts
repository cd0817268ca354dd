import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import { DAY, MINUTE } from '../../src/kernel/clock.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let reader: Person
let senior: Person
beforeEach(async () => {
  world = await createWorld({ site: { mode: 'flagged-only', newcomerThreshold: 1 } })
  ;[reader, senior] = [await world.reader(), await world.staff('Seo Mira', 'senior')]
})
afterEach(() => world.close())

const set = (change: Parameters<World['services']['articles']['change']>[2]) =>
  world.services.articles.change(senior.actor, world.article.id, change)
const page = async (path = `/a/${world.article.id}`, as?: Person) =>
  (await world.request(path, { as })).text()
const frame = () => page(`/frame?site=ledger&article=${world.article.key}`)
const CLOSED = 'This discussion is closed'

async function published(text: string) {
  const comment = await submit(world, reader, text)
  if (comment.state === 'pending') await decide(world, senior, comment, 'approve')
  return comment.id
}

describe('a discussion that closes by itself', () => {
  it('is closed on every page from that minute on, cached or not', async () => {
    await set({ closeAfterDays: 1 })
    world.clock.advance(DAY - MINUTE)
    const [cached, framed] = [await page(), await frame()]
    expect(cached + framed).not.toContain(CLOSED)
    expect(await page()).toBe(cached)
    world.clock.advance(MINUTE)
    for (const html of [await page(), await frame(), await page(`/a/${world.article.id}`, reader)]) {
      expect(html).toContain(CLOSED)
      expect(html).not.toContain('class="composer"')
    }
  })

  it('takes nothing more by form or as data, and keeps the text', async () => {
    world.clock.advance(DAY)
    await set({ closeAfterDays: 1 })
    const form = await world.form(`/a/${world.article.id}/comments`, { text: 'Too late' }, reader)
    expect([form.status, (await form.text()).includes('Too late')]).toEqual([409, true])
    const key = { 'idempotency-key': 'key-00000001' }
    const json = await world.json(`/v1/articles/${world.article.id}/comments`, { text: 'Late' }, reader, key)
    expect(json.status).toBe(409)
    const list = await (await world.request(`/v1/articles/${world.article.id}/comments`)).json()
    expect(list).toMatchObject({ discussion: 'closed', items: [] })
  })

  it('by the site’s figure too, until the article has its own', async () => {
    await world.services.sites.update('ledger', { closeAfterDays: 1 })
    world.clock.advance(DAY)
    expect(await page()).toContain(CLOSED)
    await set({ closeAfterDays: 2 })
    expect(await page()).not.toContain(CLOSED)
  })
})

describe('a pinned comment', () => {
  it('comes first on the first page with a mark, and not twice', async () => {
    const first = await published('The very first word')
    for (let more = 0; more < 25; more += 1) {
      world.clock.advance(MINUTE)
      await published(`And word number ${more} of the rest`)
    }
    await world.services.articles.pin(senior.actor, world.article.id, first)
    const html = await page()
    expect(html.match(/id="c-[^"-]+-[^"]*?-by"|id="(c-[0-9a-f-]{36})"/)?.[1]).toBe(`c-${first}`)
    expect(html.match(/Pinned by the editors/g)).toHaveLength(1)
    const next = /href="([^"]+)" data-part="more"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(await page(next.replace(/#.*/, ''))).not.toContain('The very first word')
  })

  it('that is hidden is not shown as pinned', async () => {
    const id = await published('Soon to be taken back')
    await world.services.articles.pin(senior.actor, world.article.id, id)
    expect(await page()).toContain('Pinned by the editors')
    await world.services.moderation.withdraw(reader.actor, id)
    expect(await page()).not.toMatch(/Pinned by the editors|Soon to be taken back/)
  })
})

describe('where comments are off', () => {
  it('the page says so and keeps the tags of the article; a comment’s address tells nothing of it', async () => {
    const id = await published('Nobody reads this now')
    await set({ discussion: 'off' })
    const html = await page()
    expect(html).toContain('Comments are switched off for this article.')
    expect(html).toContain('<meta property="og:title"')
    const permalink = await world.request(`/a/${world.article.id}/c/${id}`)
    expect([permalink.status, (await permalink.text()).includes('Nobody reads this now')]).toEqual([
      200,
      false,
    ])
  })
})

describe('what the paper has paused', () => {
  it('is said on every page, and nothing is taken', async () => {
    await published('Still to be read')
    await page()
    await world.services.sites.update('ledger', { paused: true })
    for (const html of [await page(), await frame(), await page(`/a/${world.article.id}`, reader)]) {
      expect(html).toContain('Comments are paused for now')
      expect(html).toContain('Still to be read')
      expect(html).not.toContain('class="composer"')
    }
    const form = await world.form(`/a/${world.article.id}/comments`, { text: 'Anyway' }, reader)
    expect([form.status, (await form.text()).includes('Anyway')]).toEqual([409, true])
  })
})

describe('a new version of the policy', () => {
  it('is news beside the composer for fourteen days, in pages that were cached too', async () => {
    const NEWS = 'The policy changed on 1 Jun 2026'
    expect(await page()).not.toContain('The policy changed')
    await world.services.policy.publish(world.site.id, policy)
    expect(await page()).toContain(NEWS)
    expect(await page()).toContain(`/policy/2?site=ledger&amp;lang=en&amp;compare=1`)
    world.clock.advance(14 * DAY)
    expect(await page()).not.toContain('The policy changed')
  })
})
