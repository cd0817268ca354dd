import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/locales/en.ts'
import { ko } from '../../src/locales/ko.ts'
import { appeal, appealOf, kept, published, refused, told } from '../support/appeals.ts'
import { findings } from '../support/axe.ts'
import { DESKTOP, leaveBrowser, openPerson, PHONE, takeBrowser } from '../support/browser.ts'
import { giveSession, type ServedWorld, serveWorld } from '../support/serve.ts'
import { some } from '../support/whole.ts'
import type { Person } from '../support/world.ts'

let browser: Browser
let world: ServedWorld

beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveWorld()])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

async function open(as: Person, javaScriptEnabled: boolean, view = DESKTOP) {
  const person = await openPerson(browser, view, { javaScriptEnabled })
  await giveSession(person.context, as)
  return person
}

const go = (page: Page, path: string) => page.goto(world.publicUrl + path)

describe.each([
  { how: 'with JavaScript', javaScriptEnabled: true },
  { how: 'without JavaScript', javaScriptEnabled: false },
])('a refused comment, $how', ({ javaScriptEnabled }) => {
  it('is contested in Korean, another moderator overturns it, it is published and both are told', async () => {
    const author = await world.reader(`하늘 ${javaScriptEnabled}`)
    const first = await world.staff('Han Jiwoo')
    const second = await world.staff('Seo Yuna')
    const { comment, decision } = await refused(world, author, first)
    await told(world)

    const reader = await open(author, javaScriptEnabled, PHONE)
    await go(reader.page, `/a/${world.article.id}?lang=ko`)
    await reader.page.getByRole('link', { name: new RegExp(ko.appeals.inbox.newOnes(1)) }).waitFor()
    const mine = reader.page.locator('#mine > li', { hasText: comment.body })
    expect(await mine.textContent()).toContain('이의를 제기할 수 있으며')
    await mine.getByRole('link', { name: ko.appeals.appeal }).click()
    // What was typed goes along to the other language, and is not sent by that.
    await reader.page.getByLabel(ko.appeals.page.what).fill('발언을 <인용>한 것입니다.')
    await reader.page.getByRole('button', { name: 'English' }).click()
    const english = reader.page.getByLabel(en.appeals.page.what)
    expect(await english.inputValue()).toBe('발언을 <인용>한 것입니다.')
    await reader.page.getByRole('button', { name: '한국어' }).click()
    await reader.page.getByLabel(ko.appeals.page.what).waitFor()
    await reader.page.getByRole('button', { name: ko.appeals.page.submit }).click()
    await reader.page.getByText(ko.appeals.page.sent).waitFor()

    const barred = await open(first, javaScriptEnabled)
    await go(barred.page, '/console/appeals?lang=ko')
    await barred.page.getByRole('link', { name: author.account.displayName }).click()
    await barred.page.getByText(ko.appeals.desk.hindrance['earlier-decider']).waitFor()
    expect(await barred.page.getByRole('button', { name: ko.appeals.desk.uphold }).count()).toBe(0)

    const decider = await open(second, javaScriptEnabled, PHONE)
    await go(decider.page, '/console/appeals')
    await decider.page.getByRole('link', { name: author.account.displayName }).click()
    await decider.page.getByText('발언을 <인용>한 것입니다.').waitFor()
    await decider.page.getByLabel('Reason, to the appellant').fill('인용은 허용됩니다.')
    await decider.page.getByRole('button', { name: 'Overturn: publish the comment' }).click()
    await decider.page.getByText('Answered: the decision was overturned.').waitFor()
    await told(world)

    await go(reader.page, '/me?lang=ko')
    await reader.page.getByText(ko.appeals.inbox.appeal.overturned).waitFor()
    expect(await reader.page.locator('#inbox').textContent()).toContain('인용은 허용됩니다.')
    const visitor = await openPerson(browser)
    await go(visitor.page, `/a/${world.article.id}`)
    await visitor.page.locator('#thread', { hasText: comment.body }).waitFor()
    const answered = await world.stores.moderation.appealsOf(world.site.id, author.account.id)
    expect(answered).toMatchObject([{ decisionId: decision.id, outcome: 'overturned' }])
    for (const person of [reader, barred, decider, visitor]) {
      expect(person.alarms).toEqual([])
      await person.leave()
    }
  })
})

describe('a reader, by plain forms on a phone', () => {
  it('reports a comment, hears that it stays, and contests that; the author withdraws it', async () => {
    const author = await world.reader('Maya')
    const reporter = await world.reader('Tom')
    const desk = await world.staff('Han Jiwoo')
    const { comment } = await kept(world, { author, reporter: await world.reader('Ines'), desk })
    const reader = await open(reporter, false, PHONE)
    await go(reader.page, `/a/${world.article.id}?lang=en`)
    const item = reader.page.locator('#thread > ol > li', { hasText: comment.body })
    await item.getByRole('link', { name: 'Report' }).click()
    const form = reader.page.locator('form.act')
    await form.getByLabel('Which rule does it break?').selectOption('SB-02')
    await form.getByRole('button', { name: 'Send the report' }).click()
    await reader.page.getByText('Thank you. A moderator will read this comment').waitFor()

    const owner = await open(author, true, PHONE)
    await go(owner.page, '/me?lang=en')
    await owner.page.getByRole('link', { name: 'Withdraw' }).first().click()
    await owner.page.getByRole('button', { name: 'Withdraw it' }).click()
    await owner.page.getByText('Withdrawn. Your text is here').waitFor()
    expect(await owner.page.locator('textarea[name=text]').inputValue()).toBe(comment.body)
    expect(owner.page.url()).not.toContain(encodeURIComponent(comment.body))
    for (const person of [reader, owner]) {
      expect(person.alarms).toEqual([])
      await person.leave()
    }
  })
})

describe.each([
  { name: 'phone, dark', view: { ...PHONE, scheme: 'dark' as const }, turn: 0 },
  { name: 'desktop, light', view: DESKTOP, turn: 1 },
])('on a $name', ({ view, turn }) => {
  it('reasons, appeals, reports and withdrawals have no accessibility fault that a machine can find', async () => {
    const author = await world.reader('Maya')
    const desk = await world.staff('Han Jiwoo')
    const other = await world.staff('Seo Yuna')
    const first = await refused(world, author, desk)
    const second = await refused(world, author, desk, 'SB-03')
    const left = await kept(world, { author: await world.reader('Tom'), reporter: author, desk })
    const own = await published(world, author, desk)
    await appeal(world, author, first.decision.id)
    await appeal(world, author, left.decision.id)
    await told(world)
    const [reporters = '', authors = ''] = await Promise.all(
      [left, first].map(({ decision }) => appealOf(world, author, decision.id)),
    )
    const discussion = `/a/${world.article.id}?lang=ko`
    const places: [Person, string[]][] = [
      [
        author,
        [
          '/me?lang=ko',
          `/me/appeals/${second.decision.id}?lang=ko`,
          `/me/appeals/${first.decision.id}?lang=en`,
          `${discussion}&report=${left.comment.id}`,
          `${discussion}&withdraw=${own.id}`,
        ],
      ],
      [other, ['/console/appeals?lang=ko', `/console/appeals/${authors}`, `/console/appeals/${reporters}`]],
      [desk, [`/console/appeals/${authors}?lang=ko`]],
    ]
    const faults: string[] = []
    for (const [as, paths] of places) {
      const person = await open(as, true, view)
      for (const path of some(paths, 2, turn)) {
        await go(person.page, path)
        faults.push(...(await findings(person.page)).map((fault) => `${path} ${fault}`))
      }
      await person.leave()
    }
    expect(faults).toEqual([])
  })
})
