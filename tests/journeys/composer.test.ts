import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/locales/en.ts'
import { ko } from '../../src/locales/ko.ts'
import { leaveBrowser, PHONE, takeBrowser } from '../support/browser.ts'
import { giveSession, type ServedWorld, serveWorld } from '../support/serve.ts'
import { openWriter, seen, signedInAgain, type, type Writer } from '../support/writing.ts'

const HELD = 'What a bastard, honestly.'
const SECONDS_BETWEEN = 400
const RATES = { perArticle: 1_000, perDay: 1_000, secondsBetween: SECONDS_BETWEEN }
let browser: Browser
let world: ServedWorld
beforeAll(async () => {
  ;[browser, world] = await Promise.all([
    takeBrowser(),
    serveWorld({
      site: {
        mode: 'flagged-only',
        rates: RATES,
      },
    }),
  ])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

const post = ({ page }: Writer) => page.locator('[data-part=post]')
const press = ({ page }: Writer) => page.getByLabel('Your comment').press('Control+Enter')
const inState = async (writer: Writer, state: string) => {
  await expect.poll(() => writer.state()).toBe(state)
}
/** Alarms but for the connection that the test itself cut. */
const alarms = (writer: Writer) => writer.alarms.filter((alarm) => !/net::ERR_/.test(alarm))

/** Waits out the pause between two comments, on the server. */
const rested = () => world.clock.advance(SECONDS_BETWEEN * 1_000)

describe('wording that a rule holds', () => {
  it('is asked about once: a changed text is an ordinary one, and the same goes to review', async () => {
    const writer = await openWriter(world, browser)
    const { page } = writer
    await type(writer, HELD)
    await press(writer)
    await inState(writer, 'nudge')
    expect(await writer.note()).toBe(en.problems['wording-held'])
    expect(await writer.stored()).toEqual([])
    await page.getByLabel('Your comment').pressSequentially('!')
    await inState(writer, 'typing')
    const review = page.getByRole('button', { name: en.reader.writing.review })
    expect([await review.isVisible(), await writer.note()]).toEqual([false, ''])

    await press(writer)
    await inState(writer, 'nudge')
    await review.click()
    await page.locator('#mine .chip').waitFor()
    expect(await writer.stored()).toEqual([`${HELD}!`])
    expect(await post(writer).evaluate((button) => document.activeElement === button)).toBe(true)
    expect(alarms(writer)).toEqual([])
    await writer.leave()
  })
})

describe('too many comments', () => {
  it('are waited for in whole minutes, said once, and the button comes back by itself', async () => {
    const writer = await openWriter(world, browser)
    const { page, pass } = writer
    await type(writer, 'The first of two')
    await press(writer)
    await page.getByText('The first of two').last().waitFor()
    await type(writer, 'The second one')
    const said = await listen(writer)
    await press(writer)
    await inState(writer, 'rate-limited')
    const minutes = async () => [await post(writer).textContent(), /\d+ min/.exec(await writer.note())?.[0]]
    expect(await minutes()).toEqual(['Wait 7 min', '7 min'])
    const before = await said()
    await pass(60_000)
    expect(await minutes()).toEqual(['Wait 6 min', '6 min'])
    await page.getByLabel('Your comment').pressSequentially(', and more')
    expect(await minutes()).toEqual(['Wait 6 min', '6 min'])
    await pass(5 * 60_000)
    expect(await minutes()).toEqual(['Wait 1 min', '1 min'])
    expect(await said()).toEqual(before)
    await press(writer)
    await pass(40_000)
    await inState(writer, 'typing')
    expect([await post(writer).textContent(), await writer.note()]).toEqual(['Post', ''])
    expect(await post(writer).getAttribute('aria-disabled')).toBeNull()
    rested()
    await press(writer)
    await page.getByText('The second one, and more').last().waitFor()
    expect(await writer.stored()).toEqual(['The first of two', 'The second one, and more'])
    await writer.leave()
  })

  it('of a whole day are waited for in hours', async () => {
    const writer = await openWriter(world, browser)
    await writer.page.route('**/v1/**', (route) =>
      route.fulfill({
        status: 429,
        json: {
          type: '/problems/rate-limited',
          title: 'Many.',
          detail: 'Many. Later.',
          retryAfter: 3 * 3_600,
        },
      }),
    )
    await type(writer, 'The last of a long day')
    await press(writer)
    await inState(writer, 'rate-limited')
    const said = async () => [await post(writer).textContent(), await writer.note()]
    expect(await said()).toEqual(['Wait 3 h', 'Many. Try again in 3 h.'])
    await writer.pass(3_600_000)
    expect(await said()).toEqual(['Wait 2 h', 'Many. Try again in 2 h.'])
    await writer.pass(2 * 3_600_000)
    await inState(writer, 'typing')
    await writer.leave()
  })

  it('under one article are said to be all, and nothing is waited for', async () => {
    await world.services.sites.update(world.site.key, {
      rates: { perArticle: 1, perDay: 1_000, secondsBetween: 0 },
    })
    const writer = await openWriter(world, browser)
    for (const text of ['All that is allowed', 'One too many']) {
      await type(writer, text)
      await press(writer)
      if (text.startsWith('All')) await writer.page.getByText(text).last().waitFor()
    }
    await inState(writer, 'rate-limited')
    expect([await writer.note(), await post(writer).textContent()]).toEqual([
      en.problems['article-limit'],
      'Post',
    ])
    expect(await writer.stored()).toEqual(['All that is allowed'])
    await world.services.sites.update(world.site.key, { rates: RATES })
    await writer.leave()
  })

  it.each([
    [429, 'rate-limited'],
    [503, 'overloaded'],
    [503, 'storage-unavailable'],
    [507, 'storage-full'],
  ])('up to a minute and a half, in the seconds that the server named: %i %s', async (status, problem) => {
    const writer = await openWriter(world, browser)
    await writer.page.route('**/v1/**', (route) =>
      route.fulfill({
        status,
        json: {
          type: `/problems/${problem}`,
          title: 'Slow.',
          detail: 'Slow. Try again in 45 s.',
          retryAfter: 45,
        },
      }),
    )
    await type(writer, 'Soon')
    await press(writer)
    await inState(writer, 'rate-limited')
    expect(await post(writer).textContent()).toBe('Wait 45 s')
    await writer.pass(30_000)
    expect(await post(writer).textContent()).toBe('Wait 45 s')
    await writer.pass(15_000)
    await inState(writer, 'typing')
    await writer.leave()
  })
})

describe('a connection that drops', () => {
  it('after the server has taken the comment in: trying again posts nothing twice', async () => {
    const writer = await openWriter(world, browser)
    const { page } = writer
    await type(writer, 'Sent, and never answered')
    await page.route('**/v1/**', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    })
    await press(writer)
    await inState(writer, 'failed-kept')
    expect(await writer.stored()).toEqual(['Sent, and never answered'])
    expect([await post(writer).textContent(), await writer.note()]).toEqual([
      'Try again',
      'Not sent yet. The connection dropped. Your comment is kept here and will not be posted twice.',
    ])
    await page.reload()
    expect(await page.getByLabel('Your comment').inputValue()).toBe('Sent, and never answered')
    await page.unroute('**/v1/**')
    await seen(page, writer.pass)
    await press(writer)
    await inState(writer, 'idle')
    expect(await writer.stored()).toEqual(['Sent, and never answered'])
    expect(await page.getByText('Sent, and never answered').count()).toBe(1)
    await writer.leave()
  })

  it('for a while: it is said, the text is kept, and posting is possible when it is back', async () => {
    const writer = await openWriter(world, browser)
    const { page, context } = writer
    await type(writer, 'Written in a tunnel')
    await context.setOffline(true)
    await inState(writer, 'offline')
    await press(writer)
    expect(await writer.note()).toBe(en.reader.writing.offline)
    await page.getByLabel('Your comment').pressSequentially('.')
    await inState(writer, 'offline')
    await context.setOffline(false)
    await inState(writer, 'typing')
    expect(await writer.note()).toBe('')
    await press(writer)
    await inState(writer, 'idle')
    expect(await writer.stored()).toEqual(['Written in a tunnel.'])
    await writer.leave()
  })
})

describe('what cannot be sent at all', () => {
  it('the same text again', async () => {
    const writer = await openWriter(world, browser)
    await type(writer, 'Once is enough')
    await press(writer)
    await inState(writer, 'idle')
    rested()
    await type(writer, 'once  is enough')
    await press(writer)
    await inState(writer, 'duplicate')
    expect(await writer.note()).toBe(en.problems['duplicate-comment'])
    await writer.leave()
  })

  it('into a discussion that closes meanwhile: the box turns into the note, and the text can be copied', async () => {
    const article = await world.putArticle()
    const writer = await openWriter(world, browser, { path: `/a/${article.id}`, view: PHONE })
    const { page } = writer
    await type(writer, 'Two minutes too late')
    await world.services.articles.setDiscussion(world.site.id, article.id, 'closed')
    await press(writer)
    await inState(writer, 'closed-while-typing')
    expect(await writer.note()).toBe(en.problems['discussion-closed'])
    expect(await post(writer).isVisible()).toBe(false)
    await page.getByLabel('Your comment').pressSequentially(' indeed')
    await page.getByRole('button', { name: en.reader.writing.copyText }).click()
    await page.getByText(en.reader.writing.copied).waitFor()
    await page.reload()
    const kept = page.getByLabel(en.reader.composer.keptText)
    expect(await kept.inputValue()).toBe('Two minutes too late')
    await world.services.articles.setDiscussion(world.site.id, article.id, 'open')
    await page.reload()
    expect(await page.getByLabel('Your comment').inputValue()).toBe('Two minutes too late')
    expect(alarms(writer)).toEqual([])
    await writer.leave()
  })

  it.each(['mute', 'ban'] as const)('by somebody under a %s, who is told so before typing', async (kind) => {
    const writer = await openWriter(world, browser)
    const { page } = writer
    await type(writer, 'Too late for that')
    const senior = await world.staff('Seo Mira', 'senior')
    await world.services.moderation.restrict(senior.actor, 'Seo Mira', {
      accountId: writer.reader.account.id,
      kind,
      days: 3,
      clauses: ['SB-01'],
      lawReference: null,
      explanation: 'Again.',
      followsFrom: null,
      rejects: [],
    })
    await press(writer)
    if (kind === 'mute') {
      await inState(writer, 'muted-until')
      expect(await writer.note()).toMatch(/^Your account may not do this .* Until .*\.$/)
      await page.reload()
    } else {
      // A ban ends every session; signed in again, its reader is told.
      await inState(writer, 'session-expired')
      await giveSession(writer.context, await signedInAgain(world, writer.reader))
      await page.reload()
    }
    const note = page.locator('#composer')
    expect(await note.getAttribute('data-state')).toBe(kind === 'mute' ? 'muted-until' : 'banned')
    expect(await note.textContent()).toContain('SB-01 Personal attack.')
    expect(await page.getByLabel(en.reader.composer.keptText).inputValue()).toBe('Too late for that')
    await note.getByRole('link').click()
    await page.getByLabel(en.appeals.page.what).waitFor()
    await writer.leave()
  })
})

describe('the button', () => {
  it.each(['en', 'ko'] as const)('keeps its width while it says what it is doing: %s', async (language) => {
    const writer = await openWriter(world, browser, { language, view: PHONE })
    const words = (language === 'en' ? en : ko).reader.composer
    const widths = await post(writer).evaluate(
      (button, labels) =>
        labels.map((label) => {
          button.textContent = label
          return button.getBoundingClientRect().width
        }),
      [words.post, words.sending, words.tryAgain],
    )
    expect(new Set(widths).size).toBe(1)
    const field = writer.page.locator('.composer textarea')
    expect(await field.evaluate((element) => getComputedStyle(element).fontSize)).toBe('16px')
    await writer.leave()
  })
})

/** Records what a screen reader would be told from now on. */
async function listen({ page }: Writer): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    for (const region of document.querySelectorAll('[role=status], [role=alert]')) {
      new MutationObserver(() => {
        const isLive = region.getAttribute('aria-live') !== 'off'
        if (isLive && region.textContent) heard.push(region.textContent)
      }).observe(region, { childList: true, characterData: true, subtree: true })
    }
  })
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}
