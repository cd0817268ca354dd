import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { en } from '../../src/locales/en.ts'
import { leaveBrowser, PHONE, takeBrowser } from '../support/browser.ts'
import {
  bodies,
  focused,
  type Opening,
  openReader,
  PLACES,
  type PlaceName,
  type Reader,
  type ReadingWorld,
  serveReading,
} from '../support/reading.ts'
import type { Person as Account } from '../support/world.ts'

const { comment: words, permalink } = en.reader
const ABOVE = 2_000
const REPLIES = 70

let browser: Browser
let world: ReadingWorld
let article: Article
let author: Account
let deep: Comment
let reply: Comment
let withdrawn: Comment
let elsewhere: Comment
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveReading()])
  article = await world.putArticle()
  author = await world.reader('Maya Okafor')
  deep = await world.say(article, 'The first word of all')
  for (let at = 1; at <= 45; at += 1) await world.say(article, `Word ${at}`)
  const answered = await world.say(article, 'Much answered')
  for (let at = 1; at <= REPLIES; at += 1) {
    const answer = await world.say(article, `Answer ${at}`, { parent: answered })
    if (at === REPLIES - 5) reply = answer
  }
  await world.say(article, 'The last word')
  withdrawn = await world.say(article, 'Nobody finds this', { as: author })
  await world.services.moderation.withdraw(author.actor, withdrawn.id)
  elsewhere = await world.say(await world.putArticle(), 'Nobody finds this')
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

/** Follows a link to a comment: on the page of its own, or to the article that it stands under. */
async function follow(place: PlaceName, id: string, opening: Opening = {}): Promise<Reader> {
  const own = { path: `/a/${article.id}/c/${id}` }
  return openReader(world, browser, article, place, {
    above: ABOVE,
    ...opening,
    ...(place === 'page' ? own : { query: { comment: id } }),
  })
}

/** Whether the element lies inside the reader's screen, the frame's place in the article counted. */
async function isInSight({ view, page }: Reader, text: string): Promise<boolean> {
  const box = await view.getByText(text, { exact: true }).first().boundingBox()
  const height = page.viewportSize()?.height ?? 0
  return box !== null && box.y >= 0 && box.y + box.height <= height
}

/** The colours three pixels outside the linked comment: at its start, at its end, above it. */
async function ringOf({ view, page }: Reader): Promise<string[]> {
  const box = await view.locator('.is-linked').boundingBox()
  const { x = 0, y = 0, width = 0, height = 0 } = box ?? {}
  const picture = await page.screenshot()
  const points = [
    [x - 3, y + height / 2],
    [x + width + 2, y + height / 2],
    [x + width / 2, y - 3],
  ]
  return Promise.all(
    points.map(async ([left = 0, top = 0]) => {
      const one = { left: Math.round(left), top: Math.round(top), width: 1, height: 1 }
      return (await sharp(picture).extract(one).removeAlpha().raw().toBuffer()).toString('hex')
    }),
  )
}

const NO_ADDRESS = '"><img src=x>'

describe.each(PLACES)('a link to a comment, on the %s', (place) => {
  it.each([
    ['far down in the list', () => deep, 'The first word of all'],
    ['among folded replies', () => reply, `Answer ${REPLIES - 5}`],
  ])(
    '%s leads to it, in its thread: in sight, focused and marked in words',
    async (_where, comment, text) => {
      for (const options of [{}, { reducedMotion: 'reduce' as const }]) {
        const reader = await follow(place, comment().id, { screen: PHONE, options })
        const { view } = reader
        await expect.poll(() => focused(view)).toBe(text)
        await expect.poll(() => isInSight(reader, text)).toBe(true)
        const marked = view.locator('.comment', { hasText: words.linked })
        expect([await marked.count(), (await marked.textContent())?.includes(text)]).toEqual([1, true])
        // A reply stands below what it answers.
        const shown = await bodies(view)
        expect(shown[0]).toBe(text.startsWith('Answer') ? 'Much answered' : text)
        expect(reader.alarms).toEqual([])
        await reader.leave()
      }
    },
  )

  it('its focus ring is whole', async () => {
    const reader = await follow(place, deep.id, { screen: PHONE })
    await expect.poll(() => focused(reader.view)).toBe('The first word of all')
    const ring = await reader.view.locator('.is-linked').evaluate((one) => {
      const [red = 0, green = 0, blue = 0] =
        getComputedStyle(one).outlineColor.match(/\d+/g)?.map(Number) ?? []
      return ((red << 16) + (green << 8) + blue).toString(16).padStart(6, '0')
    })
    // The screen may still be moving there.
    await expect.poll(() => ringOf(reader)).toEqual([ring, ring, ring])
    await reader.leave()
  })

  it('from there the whole discussion is one link away, in the same place', async () => {
    const { view, alarms, leave } = await follow(place, deep.id)
    await view.getByRole('link', { name: permalink.whole }).press('Enter')
    await expect.poll(async () => (await bodies(view))[0]).toBe('The last word')
    expect(new URL(view.url()).pathname).toBe(place === 'page' ? `/a/${article.id}` : '/frame')
    expect(alarms).toEqual([])
    await leave()
  })

  it('that waits is shown to its author alone, and says so', async () => {
    const text = `Waiting: see https://example.org/${place}`
    const waiting = await world.say(article, text, { as: author })
    expect(waiting.state).toBe('pending')
    const own = await follow(place, waiting.id, { as: author })
    await expect.poll(() => focused(own.view)).toBe(text)
    await expect.poll(() => isInSight(own, text)).toBe(true)
    await own.view.getByText(words.onlyYou).first().waitFor()
    expect(own.alarms).toEqual([])
    await own.leave()
    for (const as of [undefined, await world.reader('Ines Duarte')]) {
      const { view, leave } = await follow(place, waiting.id, as ? { as } : {})
      await view.getByText(permalink.missing).waitFor()
      expect(await view.getByText(text).count()).toBe(0)
      await leave()
    }
    await world.services.moderation.withdraw(author.actor, waiting.id)
  })

  it('that is withheld by law says so, and until when', async () => {
    const text = `What the law hides on the ${place}`
    const comment = await world.say(article, text, { as: author })
    const senior = await world.staff('Yoon Seo', 'senior')
    const law = { clauses: [], lawReference: 'KR Network Act 44-2', explanation: 'It may injure a right.' }
    const { id: commentId, version } = comment
    await world.services.moderation.blind(senior.actor, { commentId, version, days: 30, ...law })
    const reader = await follow(place, commentId)
    const says = en.legal.marker.own('').split(',')[0] ?? ''
    await reader.view.getByText(says).first().waitFor()
    expect(await reader.view.getByText(text).count()).toBe(0)
    await reader.leave()
    await world.services.moderation.withdraw(author.actor, commentId)
  })

  it.each([
    ['was withdrawn', () => withdrawn.id],
    ['never was', () => crypto.randomUUID()],
    ['is no address at all', () => NO_ADDRESS],
    ['stands under another article', () => elsewhere.id],
  ])('that %s says no more than that', async (_why, id) => {
    const reader = await follow(place, encodeURIComponent(id()))
    const { view, page } = reader
    if (place === 'article' && [elsewhere.id, NO_ADDRESS].includes(id())) {
      // It may be another discussion of the same page that has it, or the page's own.
      await expect.poll(async () => (await bodies(view))[0]).toBe('The last word')
      expect(await view.getByText(permalink.missing).count()).toBe(0)
    } else if (place === 'article') {
      const note = `${permalink.missing} ${permalink.missingWhy}`
      await expect.poll(() => focused(view)).toBe(note)
      await expect.poll(() => isInSight(reader, note)).toBe(true)
      // The discussion goes on below.
      expect((await bodies(view))[0]).toBe('The last word')
      await view.getByRole('link', { name: en.reader.thread.more }).waitFor()
    } else if (id() === withdrawn.id) {
      await view.getByText(permalink.missing).waitFor()
      await view.getByRole('link', { name: permalink.whole }).click()
      await expect.poll(async () => (await bodies(view))[0]).toBe('The last word')
    } else await view.getByText(en.problems['not-found']).waitFor()
    expect(await page.getByText('Nobody finds this').count()).toBe(0)
    expect(reader.alarms).toEqual([])
    await reader.leave()
  })
})

describe('without JavaScript', () => {
  const options = { javaScriptEnabled: false }
  const framed = (id: string) => `/frame?site=${world.site.key}&article=${article.key}&comment=${id}`

  it.each([
    ['the page of its own', () => `/a/${article.id}/c/${reply.id}`],
    ['the frame', () => framed(reply.id)],
  ])('%s shows the linked comment in its thread, marked', async (_where, path) => {
    const reader = await openReader(world, browser, article, 'page', { path: path(), options })
    const marked = reader.view.locator('.comment', { hasText: words.linked })
    expect(await marked.locator('.body').textContent()).toBe(`Answer ${REPLIES - 5}`)
    expect(await marked.isVisible()).toBe(true)
    await reader.leave()
  })

  it('what is missing is said above the discussion', async () => {
    const path = framed(withdrawn.id)
    const { view, leave } = await openReader(world, browser, article, 'page', { path, options })
    const [note, first] = await Promise.all([
      view.getByText(permalink.missing).boundingBox(),
      view.locator('.comment').first().boundingBox(),
    ])
    expect(note?.y).toBeLessThan(first?.y ?? 0)
    await leave()
  })
})
