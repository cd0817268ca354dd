import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LEASE_MS } from '../../src/features/moderation/model.ts'
import { MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { en } from '../../src/locales/en.ts'
import { leaveBrowser, PHONE, takeBrowser, type Person as Visitor } from '../support/browser.ts'
import { openCase, press } from '../support/desk.ts'
import { openQueue, paintedId, ready, waitingComments } from '../support/queue-page.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import type { Person } from '../support/world.ts'

const text = en.console

let browser: Browser
let world: ServedWorld
let min: Person
let yuna: Person
let visitor: Visitor | undefined

beforeAll(async () => {
  browser = await takeBrowser()
})
afterAll(() => leaveBrowser(browser))
beforeEach(async () => {
  world = await serveWorld()
  min = await world.staff('Han Jiwoo')
  yuna = await world.staff('Seo Yuna', 'senior')
})
afterEach(async () => {
  await visitor?.leave()
  visitor = undefined
  await world.close()
})

async function opened(count = 6, options: Parameters<typeof openQueue>[3] = {}): Promise<Page> {
  await waitingComments(world, count)
  visitor = await openQueue(browser, world, min, options)
  return visitor.page
}

/** Newest last. */
async function recorded(): Promise<string[]> {
  const newest = await world.stores.moderation.newestDecisions(world.site.id, 100)
  return newest.reverse().map(({ action, clauses }) => [action, ...clauses].join(' '))
}

const told = (page: Page) => page.locator('[data-slot=said] [data-undo]').waitFor()
const bodyOf = (page: Page) => page.locator('main .body').textContent()

describe('undo', () => {
  it('brings the comment back to the screen, from the key, the notice and the row', async () => {
    const page = await opened()
    const [first, body] = [await paintedId(page), await bodyOf(page)]
    const ways = [
      () => page.keyboard.press('u'),
      () => page.locator('[data-slot=said] [data-undo] button').click(),
      () => page.locator(`li[data-row="${first}"] [data-undo-case]`).click(),
    ]
    for (const [index, way] of ways.entries()) {
      await ready(page)
      await page.keyboard.press(`${index + 1}`)
      await told(page)
      expect(await page.locator('[data-slot=said]').textContent()).toMatch(/Can be taken back for (30|29) s/)
      expect(await page.locator(`li[data-row="${first}"]`).getAttribute('data-done')).toBe('rejected')
      await way()
      await page.locator('.notice', { hasText: 'waits again' }).waitFor()
      expect([await paintedId(page), await bodyOf(page)]).toEqual([first, body])
    }
    expect(await recorded()).toEqual(['reject SB-01', 'undo', 'reject SB-02', 'undo', 'reject SB-03', 'undo'])
    await ready(page)
    await page.keyboard.press('a')
    await expect.poll(recorded).toHaveLength(7)
  })

  it('pressed before the server has answered takes back that decision', async () => {
    const page = await opened()
    const first = await paintedId(page)
    let letGo = () => {}
    const gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/decision', async (route) => {
      await gate
      await route.continue()
    })
    await page.keyboard.press('a')
    await page.keyboard.press('u')
    expect(await paintedId(page)).toBe(first)
    letGo()
    await expect.poll(recorded).toEqual(['approve', 'undo'])
    await ready(page)
    expect(await paintedId(page)).toBe(first)
  })

  it('is there after a look elsewhere and a reload, until the half minute is over', async () => {
    const page = await opened()
    const first = await paintedId(page)
    await page.keyboard.press('1')
    await told(page)
    await page.goto(`${world.publicUrl}/console/log`)
    world.clock.advance(5 * SECOND)
    await page.goBack()
    const notice = page.locator('.notice', { hasText: text.done.reject('Writer of Waiting', 'SB-01') })
    await notice.waitFor()
    // Beside the buttons, and to its last word.
    expect(await notice.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0)
    await ready(page)
    await page.keyboard.press('u')
    await page.locator('.notice', { hasText: 'waits again' }).waitFor()
    expect(await paintedId(page)).toBe(first)
    expect(await recorded()).toEqual(['reject SB-01', 'undo'])
    world.clock.advance(SECOND)
    await page.goto(`${world.publicUrl}/console`)
    expect(await page.locator('.notice').textContent()).toBe('')

    await ready(page)
    await page.keyboard.press('a')
    await told(page)
    world.clock.advance(31 * SECOND)
    await page.reload()
    await ready(page)
    expect(await page.locator('[data-slot=said] [data-undo]').count()).toBe(0)
  })

  it('after half a minute is a correction with a reason', async () => {
    const page = await opened(6, { isTimeOurs: true })
    await page.keyboard.press('1')
    await told(page)
    world.clock.advance(31 * SECOND)
    await page.clock.runFor(31 * SECOND)
    expect(await page.locator('[data-slot=said] [data-undo]').count()).toBe(0)
    await page.keyboard.press('u')
    await page.getByLabel(text.work.correctReason).fill('A slip of the finger.')
    await page.getByRole('button', { name: text.work.correct }).click()
    await page.locator('.notice', { hasText: /^Corrected/ }).waitFor()
    expect(await recorded()).toEqual(['reject SB-01', 'overturn'])
  })
})

describe('two moderators at once', () => {
  it('the second one is told who decided what and when, on the dimmed comment', async () => {
    const page = await opened(6, { isTimeOurs: true })
    const first = await paintedId(page)
    // As after a night with the lid closed: every claim has run out, and the page takes up again what is free.
    world.clock.advance(LEASE_MS)
    const fields = await openCase(world, yuna, first)
    expect((await press(world, yuna, first, { ...fields, decision: 'approve' })).status).toBe(303)
    await page.clock.runFor(LEASE_MS)
    world.clock.advance(2 * MINUTE)
    await page.keyboard.press('1')
    const message = page.locator('main.decided .message[role=alert]')
    await message.waitFor()
    expect(await paintedId(page)).toBe(first)
    expect(await message.textContent()).toMatch(/Seo Yuna approved this comment.*2 minutes ago/)
    expect(await message.textContent()).toContain(text.decidedNothing)
    expect(await page.locator(`li[data-row="${first}"]`).textContent()).toContain('Seo Yuna approved')
    // No key decides anything here; the next comment is one key away.
    await page.clock.runFor(2 * SECOND)
    await page.keyboard.press('a')
    expect(await recorded()).toEqual(['approve'])
    await page.keyboard.press('j')
    await page.clock.runFor(SECOND)
    await page.keyboard.press('a')
    await expect.poll(recorded).toEqual(['approve', 'approve'])
  })

  it('a claim that another has taken over brings the comment back', async () => {
    const page = await opened()
    const first = await paintedId(page)
    world.clock.advance(LEASE_MS)
    await openCase(world, yuna, first)
    await page.keyboard.press('a')
    await page.locator('main.held', { hasText: text.heldTitle('Seo Yuna') }).waitFor()
    expect(await paintedId(page)).toBe(first)
    expect(await recorded()).toEqual([])
  })

  it('neither is served what the other has read ahead', async () => {
    const page = await opened(14)
    const other = await openQueue(browser, world, yuna)
    await expect.poll(() => other.page.locator('#queue li[data-held]').count()).toBe(11)
    expect(await paintedId(other.page)).not.toBe(await paintedId(page))
    const mine = await page.locator('#queue li').evaluateAll((rows) => rows.map((row) => row.dataset['row']))
    expect(mine.indexOf(await paintedId(other.page))).toBeGreaterThan(10)
    await other.leave()
  })
})

describe('when the network or the service fails in the middle', () => {
  it.each([
    ['the network is cut', (page: Page) => page.context().setOffline(true), text.work.noAnswer],
    [
      'the service answers 503',
      (page: Page) => page.route('**/decision', (route) => route.fulfill({ status: 503, body: '' })),
      text.work.refused('503'),
    ],
  ] as const)(
    '%s: the comment comes back with the reason and what was typed',
    async (_name, fail, reason) => {
      const page = await opened()
      const first = await paintedId(page)
      await page.keyboard.press('0')
      await page.locator('#other input[name=clause]').first().check()
      await page.getByLabel(text.explanation).fill('Words to the writer.')
      await fail(page)
      await page.locator('#other button[type=submit]').click()
      await page.locator('main .came-back', { hasText: reason }).waitFor()
      expect(await paintedId(page)).toBe(first)
      expect(await page.locator(`li[data-row="${first}"]`).getAttribute('data-done')).toBeNull()
      expect(await recorded()).toEqual([])

      await page.context().setOffline(false)
      await page.unroute('**/decision')
      await ready(page)
      await page.keyboard.press('0')
      expect(await page.getByLabel(text.explanation).inputValue()).toBe('Words to the writer.')
      await page.locator('#other button[type=submit]').click()
      await told(page)
      expect(await recorded()).toHaveLength(1)
    },
  )

  it('an answer that was lost is answered again, and decides nothing twice', async () => {
    const page = await opened()
    let isLost = true
    await page.route('**/decision', async (route) => {
      if (!isLost) return route.continue()
      await route.fetch()
      isLost = false
      await route.abort()
    })
    await page.keyboard.press('1')
    await page.locator('main .came-back', { hasText: text.work.noAnswer }).waitFor()
    expect(await recorded()).toEqual(['reject SB-01'])
    await ready(page)
    await page.keyboard.press('1')
    await told(page)
    expect(await recorded()).toEqual(['reject SB-01'])
    expect(visitor?.alarms.filter((alarm) => alarm.startsWith('error'))).toEqual([])
  })
})

describe('keys', () => {
  it('mean the same in Hangul mode', async () => {
    const page = await opened()
    const keyboard = await page.context().newCDPSession(page)
    const typed = async (key: string, code: string) => {
      await ready(page)
      await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code })
      await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code })
    }
    const first = await paintedId(page)
    await typed('ㅁ', 'KeyA')
    await typed('1', 'Digit1')
    await typed('ㅕ', 'KeyU')
    await typed('ㅏ', 'KeyK')
    await typed('ㄴ', 'KeyS')
    await expect.poll(recorded).toEqual(['approve', 'reject SB-01', 'undo'])
    expect(await page.locator('li[data-done]').count()).toBe(2)
    expect(await page.locator(`li[data-row="${first}"]`).getAttribute('data-done')).toBe('approved')
  })

  it('rest in fields, in the list of commands and when they are turned off', async () => {
    const page = await opened()
    await page.keyboard.press('/')
    await page.keyboard.type('a1s')
    expect(await page.locator('#queue input[type=search]').inputValue()).toBe('a1s')
    await page.locator('main').focus()
    await page.keyboard.press('Control+k')
    await page.locator('#palette input').fill('승인')
    expect(await page.locator('#palette li:visible').allTextContents()).toEqual(['Approve or keep a'])
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByLabel(text.keysOff).check()
    await page.getByRole('button', { name: text.close }).click()
    await page.keyboard.press('a')
    expect(await recorded()).toEqual([])
  })

  it('the list of commands finds them in both languages and carries them out', async () => {
    const page = await opened()
    for (const name of ['approve', '건너뛰']) {
      await ready(page)
      await page.keyboard.press('Control+k')
      await page.locator('#palette input').fill(name)
      await page.keyboard.press('Enter')
    }
    await expect.poll(() => page.locator('li[data-done]').count()).toBe(2)
    await expect.poll(recorded).toEqual(['approve'])
    await page.keyboard.press('Control+k')
    await page.locator('#palette input').fill('결정 기록')
    await page.keyboard.press('Enter')
    await page.waitForURL(/console\/log/)
  })

  it('select rows, and extend the selection over them', async () => {
    const page = await opened()
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+J')
    await page.keyboard.press('Shift+J')
    const chosen = () => page.locator('#queue .pick:checked').count()
    expect(await chosen()).toBe(4)
    expect(await page.locator('[data-selected]').textContent()).toBe('4')
    await page.keyboard.press('x')
    expect(await chosen()).toBe(3)
    // What is decided alone is not among them any more; what is only skipped is.
    await page.keyboard.press('k')
    await ready(page)
    await page.keyboard.press('a')
    await told(page)
    expect([await chosen(), await page.locator('[data-selected]').textContent()]).toEqual([2, '2'])
    await ready(page)
    await page.keyboard.press('k')
    await ready(page)
    await page.keyboard.press('s')
    await page.locator('li[data-done=skipped]').waitFor()
    expect(await chosen()).toBe(2)
    // A panel takes the key first.
    await page.locator('.selection button').click()
    await page.keyboard.press('Escape')
    expect([await page.locator('#bulk').isVisible(), await chosen()]).toEqual([false, 2])
    await page.keyboard.press('Escape')
    expect([await chosen(), await page.locator('.selection').isVisible()]).toEqual([0, false])
  })

  it('rest in the search field, which Escape leaves as it was', async () => {
    const page = await opened(4, { path: '/console?order=oldest&q=words' })
    const field = page.locator('#queue input[type=search]')
    await page.keyboard.press('/')
    await page.keyboard.type('x')
    expect([await field.inputValue(), await page.locator('#queue .pick:checked').count()]).toEqual(['x', 0])
    await page.keyboard.press('Escape')
    expect([await field.inputValue(), await field.evaluate((node) => node.matches(':focus'))]).toEqual([
      'words',
      false,
    ])
    await page.keyboard.press('x')
    expect(await page.locator('#queue .pick:checked').count()).toBe(1)
  })
})

describe('search and filters', () => {
  it('stand in the address, and what follows a decision stays within them', async () => {
    await waitingComments(world, 3, 'Shelter')
    const page = await opened(4, { path: '/console?order=oldest&q=shelter' })
    expect(await page.locator('#queue li').count()).toBe(3)
    for (let count = 0; count < 3; count += 1) {
      await ready(page)
      expect(await bodyOf(page)).toContain('Shelter')
      await page.keyboard.press('a')
    }
    await page.getByText(text.filterEmpty).waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('shelter')
    expect(await recorded()).toHaveLength(3)
  })

  it('stay after a note, an escalated case and several decided together, and each says what it did', async () => {
    await waitingComments(world, 5, 'Shelter')
    const page = await opened(4, { path: '/console?order=oldest&q=shelter' })
    const place = () => {
      const { searchParams } = new URL(page.url())
      return [searchParams.get('order'), searchParams.get('q')]
    }
    const first = await paintedId(page)
    await page.keyboard.press('n')
    await page.keyboard.type('as 1 before')
    world.clock.advance(SECOND)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('.notice', { hasText: text.forms.done.noted }).waitFor()
    expect([await paintedId(page), ...place()]).toEqual([first, 'oldest', 'shelter'])
    await page.locator('[data-slot=context]', { hasText: 'as 1 before' }).waitFor()

    await ready(page)
    await page.keyboard.press('e')
    await page.keyboard.type('j 2 u')
    world.clock.advance(SECOND)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('.notice', { hasText: text.forms.done.escalated }).waitFor()
    expect(place()).toEqual(['oldest', 'shelter'])
    expect(await page.locator('#queue li').count()).toBe(5)
    await page.locator('#queue li', { hasText: text.forms.escalated }).locator('a').click()
    await page.locator('[data-slot=context]', { hasText: 'j 2 u' }).waitFor()

    await page.locator('#queue .pick').nth(3).check()
    await page.getByRole('button', { name: text.work.bulk }).click()
    await page.getByRole('button', { name: text.forms.bulkShow }).click()
    await page.getByRole('button', { name: text.forms.bulkApprove(1) }).click()
    await page.getByRole('link', { name: text.forms.toQueue }).click()
    await ready(page)
    expect(place()).toEqual(['oldest', 'shelter'])
    expect(await page.locator('#queue li').count()).toBe(4)
    expect(await recorded()).toEqual(['approve'])
  })

  it('take wildcards for what they are', async () => {
    const writer = await world.reader()
    const { submit } = await import('../support/desk.ts')
    await submit(world, writer, 'Up 100% in a year')
    await submit(world, writer, 'Up 100 times in a year')
    for (const [q, found] of [
      ['100%', 1],
      ['_', 0],
      ['up 100', 2],
    ] as const) {
      const html = await (await world.request(`/console?q=${encodeURIComponent(q)}`, { as: min })).text()
      expect(`${q} ${html.match(/data-row=/g)?.length ?? 0}`).toBe(`${q} ${found}`)
    }
  })
})

describe('without JavaScript', () => {
  it('a decision is taken back by its button, and corrected with a reason after half a minute', async () => {
    const page = await opened(3, { javaScriptEnabled: false })
    const first = await paintedId(page)
    await page.locator('button[value="reject:SB-02"]').click()
    await page.getByText(text.work.left('30')).waitFor()
    await page.locator('[data-undo] button').click()
    await page.locator('.notice', { hasText: 'waits again' }).waitFor()
    expect(await paintedId(page)).toBe(first)
    await page.locator('button[value="reject:SB-02"]').click()
    await page.getByText(text.work.left('30')).waitFor()
    world.clock.advance(31 * SECOND)
    await page.reload()
    await page.getByRole('link', { name: text.work.correctLink }).click()
    await page.getByLabel(text.work.correctReason).fill('Read again: it quotes the minister.')
    await page.getByRole('button', { name: text.work.correct }).click()
    await page.locator('.notice', { hasText: /^Corrected/ }).waitFor()
    expect(await recorded()).toEqual(['reject SB-02', 'undo', 'reject SB-02', 'overturn'])
  })

  it('on a phone every button is in the bar or in a sheet of it', async () => {
    const page = await opened(3, { javaScriptEnabled: false, view: PHONE })
    await page.getByRole('button', { name: text.work.more }).click()
    await page.getByRole('button', { name: text.skip }).click()
    await page.getByRole('button', { name: text.reject, exact: true }).click()
    await page.locator('button[value="reject:SB-05"]').click()
    await page.locator('[data-undo]').waitFor()
    expect(await recorded()).toEqual(['reject SB-05'])
  })
})

describe('a case', () => {
  it('is whole on paper of any shape, and beside letters of twice the size', async () => {
    const page = await opened(1, { javaScriptEnabled: false })
    await page.evaluate(() => {
      const nodes = Array.from(document.querySelectorAll<HTMLElement>('.context dt, .context dd'))
      for (const node of nodes) node.style.fontSize = '28px'
    })
    const facts = await page.locator('.context dl').first().boundingBox()
    const said = await page.locator('.context dd').first().boundingBox()
    expect(said?.width).toBeGreaterThan((facts?.width ?? 0) / 2 - 13)
    await page.emulateMedia({ media: 'print' })
    for (const width of [700, 1000, 1280]) {
      await page.setViewportSize({ width, height: 300 })
      await page.locator('.context .headline').waitFor()
      const cut = await page.evaluate(
        () =>
          Array.from(document.querySelectorAll('main, .context')).filter(
            (node) => getComputedStyle(node).overflowY !== 'visible' || node.scrollHeight > node.clientHeight,
          ).length,
      )
      expect([width, cut, (await page.locator('main').boundingBox())?.x]).toEqual([width, 0, 0])
    }
  })
})
