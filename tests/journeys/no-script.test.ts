import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { leaveBrowser, openPerson, PHONE, takeBrowser } from '../support/browser.ts'
import { decide, submit } from '../support/desk.ts'
import { type Embedding, serveEmbedding } from '../support/embedding.ts'
import type { Person } from '../support/world.ts'

let browser: Browser
let world: Embedding
let article: Article

beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveEmbedding('a sub-domain')])
  article = await world.publish()
  const tom = await world.reader('Tom Ashworth')
  for (let at = 1; at <= 22; at += 1) {
    world.clock.advance(60_000)
    await submit(world, tom, `Comment number ${at} of the morning.`, article)
  }
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

const bodies = (page: Page) => page.locator('#thread > ol > li > .comment .body').allTextContents()
const mine = (page: Page, text: string) => page.locator('#mine > li', { hasText: text })
const shown = (page: Page, text: string) => page.locator('#thread .comment', { hasText: text })

async function post(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your comment').fill(text)
  await page.getByRole('button', { name: 'Post' }).click()
  await page.waitForLoadState()
}

async function commentOf(text: string): Promise<Comment> {
  const { items } = await world.services.comments.page(article, { sort: 'newest', after: null })
  const all = items.flatMap(({ comment, replies }) => [comment, ...replies])
  const found = all.find(({ body }) => body === text)
  if (!found) throw new Error('nobody wrote that')
  return found
}

/** A browser without JavaScript that holds this reader's session. */
async function signedIn(reader: Person) {
  const person = await openPerson(browser, PHONE, { javaScriptEnabled: false })
  const [name = '', value = ''] = reader.cookie.split('=')
  const { hostname: domain } = new URL(world.publicUrl)
  const own = { name, value, domain, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' as const }
  await person.context.addCookies([own])
  return { ...person, cookie: own }
}

describe('a reader without JavaScript', () => {
  it('reads, signs in, writes, is refused, answers, reports, withdraws and appeals', async () => {
    const person = await openPerson(browser, PHONE, { javaScriptEnabled: false })
    const { page } = person

    // Reading: both orders, to the last page and back.
    await page.goto(`${world.publicUrl}/a/${article.id}?lang=en`)
    expect((await bodies(page))[0]).toBe('Comment number 22 of the morning.')
    expect(await page.locator('.limit').isVisible()).toBe(true)
    expect(await page.locator('[data-part=counter]').isVisible()).toBe(false)
    await page.getByRole('link', { name: 'More comments' }).click()
    expect(await bodies(page)).toEqual([2, 1].map((at) => `Comment number ${at} of the morning.`))
    expect(await page.getByRole('link', { name: 'More comments' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Oldest' }).click()
    expect((await bodies(page))[0]).toBe('Comment number 1 of the morning.')
    await page.getByRole('link', { name: 'Newest' }).click()

    // Signing in by full page, with what was typed before.
    const first = 'Typed before signing in.'
    await page.getByLabel('Your comment').fill(first)
    await page.getByRole('button', { name: 'Continue with X' }).click()
    await page.getByRole('button', { name: 'Maya Okafor' }).first().click()
    await page.getByLabel('Name').fill('Maya Okafor')
    await page.getByRole('button', { name: 'Use this name' }).click()
    await page.waitForURL(/\/a\//)
    expect(await page.getByLabel('Your comment').inputValue()).toBe(first)
    expect(await page.locator('.who strong').textContent()).toBe('Maya Okafor')

    // Refused, with the text, the count and the reason; then sent.
    await post(page, '가'.repeat(251))
    expect(await page.getByRole('alert').filter({ hasText: /./ }).textContent()).toContain(
      '251 of 250 characters',
    )
    expect(await page.getByLabel('Your comment').inputValue()).toBe('가'.repeat(251))
    await post(page, '   ')
    expect(await page.getByRole('alert').filter({ hasText: /./ }).textContent()).toContain(
      'Write something first',
    )
    await post(page, first)
    expect(new URL(page.url()).hash).toBe(`#c-${(await commentOf(first)).id}`)
    expect(await shown(page, first).count()).toBe(1)
    await page.reload()
    expect(await shown(page, first).count()).toBe(1)

    // Answering somebody, and thinking better of it.
    const answered = shown(page, 'Comment number 22 of')
    await answered.getByRole('link', { name: 'Reply' }).click()
    expect(await page.locator('[data-part=replying] span').textContent()).toBe('Replying to Tom Ashworth')
    await page.getByRole('link', { name: 'Cancel reply' }).click()
    expect(await page.locator('[data-part=replying]').isVisible()).toBe(false)
    await answered.getByRole('link', { name: 'Reply' }).click()
    await post(page, 'An answer without a script.')
    const reply = page.locator('.replies .comment', { hasText: 'An answer without a script.' })
    expect(await reply.locator('.by').textContent()).toContain('Reply to Tom Ashworth')

    // Reporting: a second page of the same place, a clause, and an answer there.
    const bad = shown(page, 'Comment number 20 of')
    await bad.getByRole('link', { name: 'Report' }).click()
    await page.getByLabel('Which rule does it break?').selectOption('SB-01')
    await page.getByLabel('Note to the moderators').fill('It is number twenty.')
    await page.getByRole('button', { name: 'Send the report' }).click()
    await page.getByText('Thank you. A moderator will read this comment').waitFor()
    await bad.getByRole('link', { name: 'Report' }).click()
    await page.waitForLoadState()
    await page.getByLabel('Which rule does it break?').selectOption('SB-01')
    await page.getByRole('button', { name: 'Send the report' }).click()
    await page.getByText('You have reported this comment already').waitFor()

    // Withdrawing: the text comes back, the comment is gone.
    await page.goto(`${world.publicUrl}/a/${article.id}?lang=en`)
    await shown(page, first).getByRole('link', { name: 'Withdraw' }).click()
    await page.getByRole('button', { name: 'Withdraw it' }).click()
    await page.getByText('Withdrawn. Your text is here').waitFor()
    expect(await page.getByLabel('Your comment').inputValue()).toBe(first)
    expect(await shown(page, first).count()).toBe(0)

    // Held by a rule, refused by a moderator, and contested.
    const held = 'Waiting: see https://example.org/'
    await post(page, held)
    expect(await mine(page, held).locator('.chip').textContent()).toBe('Waiting for review')
    const min = await world.staff('Min Seo')
    const waiting = await world.services.moderation.queue(min.actor, {
      order: 'oldest',
      filter: 'all',
      limit: 50,
    })
    const item = waiting.find(({ comment }) => comment.body === held)
    if (!item) throw new Error('it waits for nobody')
    await decide(world, min, item.comment, 'reject:SB-01', 'Links only with a source.')
    await page.reload()
    expect(await mine(page, held).textContent()).toMatch(/SB-01.*Links only with a source\./s)
    await mine(page, held).getByRole('link', { name: 'Appeal' }).click()
    await page.locator('textarea').fill('It was the source.')
    await page.locator('main form button[type=submit]').first().click()
    await page.goto(`${world.publicUrl}/me?lang=en`)
    expect(await page.locator('main').textContent()).toMatch(/You appealed on/)

    // And out again.
    await page.goto(`${world.publicUrl}/a/${article.id}?lang=en`)
    await page.getByRole('button', { name: 'Log out' }).click()
    expect(await page.getByRole('button', { name: 'Continue with X' }).count()).toBe(1)
    expect(await mine(page, held).count()).toBe(0)
    expect(person.alarms).toEqual([])
    await person.leave()
  })

  it('is led from the article to the discussion’s own page by the link in the tag', async () => {
    const person = await openPerson(browser, PHONE, { javaScriptEnabled: false })
    const tag = `<brevier-comments site="ledger" article="${article.key}"><a href="${world.publicUrl}/a/${article.id}">Comments</a></brevier-comments>`
    await person.page.goto(world.paper.page(`<title>News</title><h1>News</h1>${tag}`))
    await person.page.getByRole('link', { name: 'Comments' }).click()
    expect((await bodies(person.page)).length).toBe(20)
    expect(person.alarms).toEqual([])
    await person.leave()
  })

  it('keeps a text that meets a discussion that has just been closed, and a session that has ended', async () => {
    const own = await world.publish()
    const person = await signedIn(await world.reader('Maya Okafor'))
    const { page, cookie } = person
    await page.goto(`${world.publicUrl}/a/${own.id}?lang=en`)
    await person.context.clearCookies()
    await post(page, 'Written while the session ended.')
    expect(await page.getByRole('alert').filter({ hasText: /./ }).textContent()).toContain(
      'You are logged out',
    )
    expect(await page.getByLabel('Your comment').inputValue()).toBe('Written while the session ended.')
    expect(await page.getByRole('button', { name: 'Continue with X' }).count()).toBe(1)

    await person.context.addCookies([cookie])
    await page.goto(`${world.publicUrl}/a/${own.id}?lang=en`)
    await world.services.articles.setDiscussion(world.site.id, own.id, 'closed')
    await post(page, 'Written while it was closed.')
    expect(await page.locator('main').textContent()).toContain('This discussion is closed')
    expect(await page.locator('.kept textarea').inputValue()).toBe('Written while it was closed.')
    await person.leave()
  })

  it('takes what was typed for a legal notice along to the other language; Enter goes on to the next page', async () => {
    const { id } = await commentOf('Comment number 22 of the morning.')
    const { page, leave } = await openPerson(browser, PHONE, { javaScriptEnabled: false })
    await page.goto(`${world.publicUrl}/legal/notice?comment=${id}&lang=en`)
    await page.locator('[name=claim]').nth(1).check()
    await page.locator('#body').fill('Untrue.')
    await page.locator('#name').fill('Lee Jungwoo')
    await page.getByRole('button', { name: '한국어' }).click()
    await page.locator('html[lang=ko]').waitFor()
    expect(await page.locator('[name=claim]').nth(1).isChecked()).toBe(true)
    expect(await page.locator('#body').inputValue()).toBe('Untrue.')
    await page.locator('#name').press('Enter')
    await page.locator('[name=goodFaith]').waitFor()
    expect(await page.locator('dd').allTextContents()).toContain('Lee Jungwoo')
    await leave()
  })

  it('a double click makes one comment, and going back to write it again says that it is there', async () => {
    const own = await world.publish()
    const { page, leave } = await signedIn(await world.reader('Ines Duarte'))
    await page.goto(`${world.publicUrl}/a/${own.id}?lang=en`)
    await page.getByLabel('Your comment').fill('Only once, please.')
    await page.getByRole('button', { name: 'Post' }).dblclick()
    // The second click ends what the first one loads.
    await expect.poll(() => page.url()).toMatch(/#c-/)
    expect(await shown(page, 'Only once').count()).toBe(1)
    await page.goBack()
    await post(page, 'Only once, please.')
    expect(await page.getByRole('alert').filter({ hasText: /./ }).textContent()).toContain(
      'already posted exactly this',
    )
    expect(await page.getByLabel('Your comment').inputValue()).toBe('Only once, please.')
    expect(await shown(page, 'Only once').count()).toBe(1)
    await leave()
  })
})
