import type { Browser, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { type ActingWorld, type Actor, openActor, serveActing, type Where } from '../support/acting.ts'
import { findings } from '../support/axe.ts'
import {
  DESKTOP,
  leaveBrowser,
  openPerson,
  PHONE,
  takeBrowser,
  type Person as Visitor,
} from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import { some } from '../support/whole.ts'
import type { Person } from '../support/world.ts'

let browser: Browser
let world: ActingWorld
let maya: Person
let tom: Person
/** A long discussion; the last of these is on top. */
let article: Article
const comments: Comment[] = []
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveActing()])
  ;[maya, tom] = [await world.reader(), await world.reader('Tom Ashworth')]
  article = await world.putArticle()
  for (let at = 1; at <= 20; at += 1) {
    world.clock.advance(60_000)
    comments.push(
      await submit(world, at % 2 ? tom : maya, `Comment ${at} of the morning. `.repeat(8), article),
    )
  }
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

const addressOf = ({ id }: Comment) => `${world.publicUrl}/a/${article.id}/c/${id}`
const at = (index: number): Comment => {
  const found = comments.at(index)
  if (!found) throw new Error('no such comment')
  return found
}

/** What was copied, as it is pasted into a page of somebody else's. */
async function pasted({ context }: Visitor): Promise<string> {
  const page = await context.newPage()
  await page.goto(world.paper.page('<title>Chat</title><textarea id="chat"></textarea>'))
  await page.locator('#chat').press('Control+v')
  const text = await page.locator('#chat').inputValue()
  await page.close()
  return text
}

describe.each(LANGUAGES)('sharing, in %s', (lang) => {
  const { share, close } = catalogue(lang).acts

  it.each(some<Where>(['page', 'frame'], 2, lang === 'en' ? 0 : 1))(
    'copies the link and says so, in the %s',
    async (where) => {
      const actor = await openActor(browser, world, { where, lang, article, reader: maya })
      const { dialog, said } = actor
      await actor.open(at(-3), 'share')
      for (const [label, sentence] of [
        [share.copy, share.copied],
        [share.kakao, share.kakaoCopied],
      ] as const) {
        const button = dialog.getByRole('button', { name: label, exact: true })
        await button.press('Enter')
        await expect.poll(() => said.textContent()).toBe(sentence)
        expect(await actor.focused(button)).toBe(true)
      }
      expect(await pasted(actor)).toBe(addressOf(at(-3)))
      // What only some browsers have, and what is for those without a script, is not shown.
      expect(await dialog.getByText(share.system).isVisible()).toBe(false)
      expect(await dialog.getByText(share.kakaoByHand).isVisible()).toBe(false)
      await dialog.getByRole('button', { name: close }).press('Enter')
      await expect.poll(() => actor.focused(actor.link(at(-3), 'share'))).toBe(true)
      expect([actor.posts, actor.alarms]).toEqual([[], []])
      await actor.leave()
    },
  )

  it.each([
    ['without JavaScript', false],
    ['opened in a tab of its own', true],
  ])('is a page that needs no script, %s', async (_how, javaScriptEnabled) => {
    const visitor = await openPerson(browser, PHONE, { javaScriptEnabled })
    const { page: sheet, alarms, leave } = visitor
    await sheet.goto(`${world.publicUrl}/a/${article.id}?lang=${lang}`)
    const link = sheet.locator(`#c-${at(-1).id} a[href*="/share"]`)
    if (javaScriptEnabled) await sheet.goto(world.publicUrl + (await link.getAttribute('href')))
    else await link.click()
    await sheet.getByText(share.comment).first().waitFor()
    expect(await sheet.getByLabel(share.address, { exact: true }).inputValue()).toBe(addressOf(at(-1)))
    for (const label of Object.values(share.targets))
      expect(await sheet.getByRole('link', { name: label, exact: true }).isVisible()).toBe(true)
    expect(await sheet.getByText(share.kakaoByHand).isVisible()).toBe(true)
    for (const label of [share.copy, share.kakao, share.system])
      expect(await sheet.getByRole('button', { name: label, exact: true }).count()).toBe(0)
    expect(alarms).toEqual([])
    await leave()
  })
})

describe('the way to a Mastodon server', () => {
  it.each<Where>(['page', 'frame'])('is a tab of its own, from the sheet in the %s', async (where) => {
    const actor = await openActor(browser, world, { where, article })
    const asked: Request[] = []
    actor.context.on('request', (request) => {
      if (request.url().startsWith('https:')) asked.push(request)
    })
    await actor.open(at(-2), 'share')
    await actor.dialog.getByLabel('Your Mastodon server').fill('@ada@planet.moe')
    expect(asked).toEqual([])
    await actor.dialog.getByRole('button', { name: 'Go there' }).press('Enter')
    await expect.poll(() => asked.length).toBe(1)
    const url = new URL(asked[0]?.url() ?? '')
    expect([url.origin, url.pathname]).toEqual(['https://planet.moe', '/share'])
    expect(url.searchParams.get('text')).toContain(addressOf(at(-2)))
    expect(asked[0]?.headers()['referer']).toBeUndefined()
    // The discussion is still where it was.
    expect(await actor.dialog.isVisible()).toBe(true)
    await actor.leave()
  })
})

const HEIGHTS = [
  ['first', -1, 0.95],
  ['middle', -10, 0.95],
  // There is no room below it: the page moves as far as the focus wants.
  ['last', 0, 0.6],
] as const

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('in a frame as tall as a long discussion, on a %s', (name, view) => {
  /** How much of the sheet is in sight. */
  async function inSight({ dialog }: Actor): Promise<number> {
    const box = await dialog.boundingBox()
    if (!box) return 0
    const seen = Math.min(box.y + box.height, view.height) - Math.max(box.y, 0)
    return seen / Math.min(box.height, view.height)
  }

  const scrolled = ({ page }: Actor) => page.evaluate(() => scrollY)

  it.each(some(HEIGHTS, 2, name === 'phone' ? 0 : 1))(
    'each sheet opens over its link, in sight: %s comment',
    async (_which, index, share) => {
      const actor = await openActor(browser, world, { where: 'frame', article, view, reader: maya })
      const height = await actor.page
        .locator('brevier-comments iframe')
        .evaluate((frame) => frame.clientHeight)
      expect(height).toBeGreaterThan(2 * view.height)
      const comment = at(index)
      for (const act of ['share', comment.accountId === maya.account.id ? 'withdraw' : 'report'] as const) {
        await actor.link(comment, act).evaluate((link) => link.scrollIntoView({ block: 'center' }))
        const before = await scrolled(actor)
        await actor.open(comment, act)
        await expect.poll(() => inSight(actor)).toBeGreaterThan(share)
        if (share > 0.9) expect(await scrolled(actor)).toBeCloseTo(before, -1)
        await actor.page.keyboard.press('Escape')
        await expect.poll(() => actor.focused(actor.link(comment, act))).toBe(true)
      }
      expect(actor.alarms).toEqual([])
      await actor.leave()
    },
  )
})

const LOOKS = [
  ['phone, Korean', PHONE, 'ko', ''],
  ['desktop, English', DESKTOP, 'en', ''],
  ['frame, Korean', DESKTOP, 'ko', 'frame'],
] as const

describe.each(['light', 'dark'] as const)('a machine finds no fault, %s', (scheme) => {
  it.each(some(LOOKS, 2, scheme === 'light' ? 0 : 1))(
    'with any sheet open: %s',
    async (_name, size, lang, mode) => {
      const actor = await openActor(browser, world, {
        article,
        lang,
        view: { ...size, scheme },
        reader: maya,
      })
      const { page, dialog, said } = actor
      if (mode === 'frame')
        await page.goto(
          `${world.publicUrl}/frame?site=${world.site.key}&article=${article.key}&lang=${lang}&theme=${scheme}`,
        )
      const words = catalogue(lang)
      const faults: string[] = []
      const look = async (what: string) => {
        faults.push(...(await findings(page)).map((fault) => `${what}: ${fault}`))
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (wider > 0) faults.push(`${what} scrolls sideways by ${wider} px`)
      }
      const shut = async () => {
        await page.keyboard.press('Escape')
        await dialog.waitFor({ state: 'hidden' })
      }
      await actor.open(at(-2), 'share')
      await look('share')
      await dialog.getByRole('button', { name: words.acts.share.copy, exact: true }).press('Enter')
      await look('link copied')
      await shut()
      const mine = await submit(
        world,
        maya,
        `Mine for a moment ${scheme} ${size.width} ${lang} ${mode}`,
        article,
      )
      const theirs = await submit(world, tom, `Theirs ${scheme} ${size.width} ${lang} ${mode}`, article)
      await page.reload()
      await actor.open(theirs, 'report')
      await look('report')
      await dialog.locator('select').selectOption('SB-01')
      await actor.send()
      await expect.poll(() => said.textContent()).toBe(words.appeals.report.done)
      await look('reported')
      await shut()
      await page.locator('textarea.text').fill('Something else')
      await actor.open(mine, 'withdraw')
      await look('withdraw')
      actor.posts.length = 0
      await actor.send()
      await expect.poll(() => said.textContent()).toBe(words.acts.withdrawn.kept)
      await look('withdrawn')
      await shut()
      await look('afterwards')
      expect(faults).toEqual([])
      await actor.leave()
    },
    60_000,
  )

  it('on the sheets as pages of their own', async () => {
    const { page, leave } = await openPerson(browser, { ...PHONE, scheme })
    for (const act of ['share', 'report', 'withdraw'])
      for (const lang of LANGUAGES) {
        await page.goto(`${addressOf(at(-1))}/${act}?lang=${lang}`)
        expect([act, await findings(page)]).toEqual([act, []])
      }
    await leave()
  })
})
