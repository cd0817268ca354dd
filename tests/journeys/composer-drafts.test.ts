import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/locales/en.ts'
import { leaveBrowser, takeBrowser } from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import { giveSession, type ServedWorld, serveWorld } from '../support/serve.ts'
import { openWriter, secondTab, seen, signedInAgain, type, type Writer } from '../support/writing.ts'

let browser: Browser
let world: ServedWorld
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveWorld({ site: { mode: 'flagged-only' } })])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

const field = ({ page }: Writer) => page.locator('.composer textarea')
const text = (writer: Writer) => field(writer).inputValue()
const press = (writer: Writer) => field(writer).press('Control+Enter')
const inState = async (writer: Writer, state: string) => {
  await expect.poll(() => writer.state()).toBe(state)
}

describe('two tabs under one article', () => {
  it('the last that was typed is kept, and posting in one takes nothing from the other', async () => {
    const one = await openWriter(world, browser)
    const other = await secondTab(world, one)
    await type(one, 'Typed in the first tab')
    await type(other, 'Typed in the second tab')
    await press(one)
    await inState(one, 'idle')
    await other.page.reload()
    expect(await text(other)).toBe('Typed in the second tab')
    await seen(other.page, other.pass)
    await press(other)
    await inState(other, 'idle')
    expect(await one.stored()).toEqual(['Typed in the first tab', 'Typed in the second tab'])
    await one.leave()
  })

  it('a text that both show is one comment, however often it is posted', async () => {
    const one = await openWriter(world, browser)
    await type(one, 'The same in both')
    const other = await secondTab(world, one)
    expect(await text(other)).toBe('The same in both')
    await seen(other.page, other.pass)
    for (const tab of [one, other]) {
      await tab.page.bringToFront()
      await seen(tab.page, tab.pass)
      await press(tab)
      await inState(tab, 'idle')
    }
    expect(await one.stored()).toEqual(['The same in both'])
    await one.leave()
  })

  it('a text that was taken over and changed is a comment of its own', async () => {
    const one = await openWriter(world, browser)
    await type(one, 'A beginning')
    const other = await secondTab(world, one)
    await field(other).press('End')
    await type(other, ', and its end')
    for (const tab of [one, other]) {
      await tab.page.bringToFront()
      await seen(tab.page, tab.pass)
      await press(tab)
      await inState(tab, 'idle')
    }
    expect(await one.stored()).toEqual(['A beginning', 'A beginning, and its end'])
    await one.leave()
  })

  it('answering a comment in an empty tab leaves the other tab’s text alone', async () => {
    const article = await world.putArticle()
    const somebody = await world.reader('Ines Duarte')
    await submit(world, somebody, 'To be answered', article)
    const one = await openWriter(world, browser, { path: `/a/${article.id}` })
    const other = await secondTab(world, one)
    await type(other, 'Half a thought')
    await one.page.locator('[data-reply]').first().click()
    await other.page.reload()
    expect(await text(other)).toBe('Half a thought')
    await one.leave()
  })
})

it('a draft that was taken away does not come back', async () => {
  const writer = await openWriter(world, browser)
  await type(writer, 'Better not')
  await writer.page.reload()
  expect(await text(writer)).toBe('Better not')
  await field(writer).fill('')
  await writer.page.reload()
  expect([await text(writer), await writer.state()]).toEqual(['', 'idle'])
  await writer.leave()
})

describe('nothing that was typed is lost', () => {
  it('when a withdrawn text is given back over a draft: both are there, once', async () => {
    const writer = await openWriter(world, browser)
    const { page } = writer
    const comment = await submit(world, writer.reader, 'Withdrawn words')
    await type(writer, 'A draft of today')
    await world.services.moderation.withdraw(writer.reader.actor, comment.id)
    await page.goto(`${world.publicUrl}/a/${world.article.id}?withdrawn=${comment.id}&lang=en`)
    expect(await text(writer)).toBe('Withdrawn words\n\nA draft of today')
    expect(new URL(page.url()).search).toBe('?lang=en')
    await page.reload()
    expect(await text(writer)).toBe('Withdrawn words\n\nA draft of today')
    await writer.leave()
  })

  it('a withdrawn text is posted anew at the second press, having been looked at', async () => {
    const reader = await world.reader()
    const comment = await submit(world, reader, 'Taken back, and meant after all')
    await world.services.moderation.withdraw(reader.actor, comment.id)
    const path = `/a/${world.article.id}?withdrawn=${comment.id}&lang=en`
    const writer = await openWriter(world, browser, { reader, path })
    const sent: string[] = []
    writer.page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url())
    })
    await press(writer)
    expect([await writer.note(), sent.length]).toEqual([en.reader.composer.notSeen, 0])
    await seen(writer.page, writer.pass)
    await press(writer)
    expect([await writer.note(), sent.length]).toEqual([en.reader.composer.notSeen, 0])
    await press(writer)
    await expect.poll(() => sent.length).toBe(1)
    await writer.leave()
  })

  it('while the comment before it is on its way', async () => {
    const writer = await openWriter(world, browser)
    const { page } = writer
    let go = (): void => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    await page.route('**/v1/**', async (route) => {
      await held
      await route.continue()
    })
    await type(writer, 'Sent')
    await press(writer)
    await inState(writer, 'sending')
    // Pressed again and again, it is sent once.
    await press(writer)
    await page.locator('[data-part=post]').click({ force: true })
    await field(writer).pressSequentially(', and typed on')
    expect(await writer.state()).toBe('sending')
    go()
    await inState(writer, 'typing')
    expect([await text(writer), await writer.stored()]).toEqual(['Sent, and typed on', ['Sent']])
    await page.reload()
    expect(await text(writer)).toBe('Sent, and typed on')
    await writer.leave()
  })

  it('when an answer is begun while the comment before it is on its way', async () => {
    const article = await world.putArticle()
    const asked = await submit(world, await world.reader('Ines Duarte'), 'To be answered', article)
    const writer = await openWriter(world, browser, { path: `/a/${article.id}` })
    const { page } = writer
    let go = (): void => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    await page.route('**/v1/**', async (route) => {
      await held
      await route.continue()
    })
    await type(writer, 'For everybody')
    await press(writer)
    await inState(writer, 'sending')
    await page.locator('[data-reply]').first().click()
    go()
    await inState(writer, 'idle')
    expect(await text(writer)).toBe('')
    expect(await page.locator('[data-part=replying]').textContent()).toContain('Ines Duarte')
    await type(writer, 'For Ines')
    await press(writer)
    await inState(writer, 'idle')
    expect(await page.locator('[data-part=replying]').isVisible()).toBe(false)
    const { comments } = await world.services.comments.ownComments(writer.reader.actor, null)
    expect(comments.map(({ body, parentId }) => [body, parentId])).toEqual([
      ['For Ines', asked.id],
      ['For everybody', null],
    ])
    await writer.leave()
  })

  it('when the session ends: signed in again, it is sent', async () => {
    const writer = await openWriter(world, browser)
    const { page, context, leave } = writer
    await type(writer, 'Longer than my session')
    await context.clearCookies()
    await press(writer)
    await inState(writer, 'session-expired')
    expect(await writer.note()).toBe(en.problems['sign-in-required'])
    expect(await text(writer)).toBe('Longer than my session')
    await giveSession(context, await signedInAgain(world, writer.reader))
    await page.reload()
    expect(await text(writer)).toBe('Longer than my session')
    await seen(page, writer.pass)
    await press(writer)
    await inState(writer, 'idle')
    expect(await writer.stored()).toEqual(['Longer than my session'])
    await leave()
  })

  it.each([
    ['a nudge', 'What a bastard, honestly.', 'nudge', null],
    ['a rate limit', 'Too fast', 'rate-limited', { type: '/problems/rate-limited', retryAfter: 600 }],
    ['a full disk', 'Too much', 'rate-limited', { type: '/problems/storage-full', retryAfter: 30 }],
    ['a failure that nobody knows', 'Unlucky', 'failed-kept', { type: 'about:blank', requestId: 'r-17' }],
  ] as const)('%s and a reload after it', async (_what, written, state, problem) => {
    const writer = await openWriter(world, browser)
    const { page } = writer
    if (problem) {
      const status = problem.type.includes('rate') ? 429 : 507
      await page.route('**/v1/**', (route) => route.fulfill({ status, json: problem }))
    }
    await type(writer, written)
    await press(writer)
    await inState(writer, state)
    if (problem && 'requestId' in problem)
      expect(await writer.note()).toBe(`${en.problems['internal-error']} Request r-17`)
    await page.reload()
    expect([await text(writer), await writer.stored()]).toEqual([written, []])
    await writer.leave()
  })
})
