import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { en } from '../../src/locales/en.ts'
import {
  type ActingWorld,
  type Actor,
  focusOn,
  loseFirstAnswer,
  openActor,
  pressTwice,
  serveActing,
  type Where,
} from '../support/acting.ts'
import { leaveBrowser, takeBrowser } from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import type { Person } from '../support/world.ts'

const { report } = en.appeals
const { withdrawn, lost } = en.acts

let browser: Browser
let world: ActingWorld
let tom: Person
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveActing()])
  tom = await world.reader('Tom Ashworth')
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

let made = 0
const write = (as = tom, text = `Comment number ${++made}`): Promise<Comment> => submit(world, as, text)
const reportsBy = async (reader: Person) => world.services.moderation.ownReports(reader.actor)
const open = async ({ dialog }: Actor) => dialog.evaluate((node: HTMLDialogElement) => node.open)

describe.each<Where>(['page', 'frame'])('a report, in the %s', (where) => {
  async function opened(reader: Person) {
    const comment = await write()
    const actor = await openActor(browser, world, { where, reader })
    await actor.open(comment, 'report')
    await actor.dialog.locator('select:focus').waitFor()
    return { ...actor, comment }
  }

  it('names a clause, and the focus goes into the sheet and comes back to its link', async () => {
    const reader = await world.reader()
    const actor = await opened(reader)
    const { dialog, said, failure, comment, alarms } = actor
    // Without a clause the browser itself asks for one.
    await dialog.locator('[type=submit].strong').press('Enter')
    await dialog.locator('select').selectOption('SB-03')
    await dialog.getByLabel(report.note).fill('<b>Look</b>')
    await actor.send()
    await expect.poll(() => said.textContent()).toBe(report.done)
    expect([await failure.count(), await dialog.locator('select').isVisible()]).toEqual([0, false])
    await focusOn(actor, dialog.getByRole('button', { name: en.acts.close }))
    await actor.page.keyboard.press('Escape')
    await expect.poll(() => open(actor)).toBe(false)
    await focusOn(actor, actor.link(comment, 'report'))
    expect(await reportsBy(reader)).toMatchObject([
      { commentId: comment.id, clause: 'SB-03', note: '<b>Look</b>' },
    ])
    expect(alarms).toEqual([])
    await actor.leave()
  })

  it('is not sent when Escape or “Close” closes its sheet', async () => {
    const reader = await world.reader()
    const actor = await opened(reader)
    for (const close of [
      () => actor.page.keyboard.press('Escape'),
      () => actor.dialog.getByRole('button', { name: en.acts.close }).press('Enter'),
    ]) {
      await actor.dialog.locator('select').selectOption('SB-01')
      await close()
      await expect.poll(() => open(actor)).toBe(false)
      await focusOn(actor, actor.link(actor.comment, 'report'))
      await actor.open(actor.comment, 'report')
      await actor.dialog.locator('select:focus').waitFor()
      expect(await actor.dialog.locator('select').inputValue()).toBe('')
    }
    expect([actor.posts, await reportsBy(reader)]).toEqual([[], []])
    await actor.leave()
  })

  it('that was made before is said to be known', async () => {
    const reader = await world.reader()
    const actor = await opened(reader)
    await world.services.moderation.report(reader.actor, {
      commentId: actor.comment.id,
      clause: 'SB-02',
      note: '',
    })
    await actor.dialog.locator('select').selectOption('SB-01')
    await actor.send()
    await expect.poll(() => actor.said.textContent()).toBe(report.already)
    expect(await reportsBy(reader)).toMatchObject([{ clause: 'SB-02' }])
    await actor.leave()
  })

  it('is sent by Ctrl+Enter from its note, once it has been seen', async () => {
    const reader = await world.reader()
    const actor = await opened(reader)
    await actor.dialog.locator('select').selectOption('SB-01')
    const send = async () => {
      if (await actor.dialog.getByLabel(report.note).isVisible())
        await actor.dialog.getByLabel(report.note).press('Control+Enter')
      return actor.said.textContent()
    }
    await expect.poll(send).toBe(report.done)
    expect(await reportsBy(reader)).toHaveLength(1)
    await actor.leave()
  })

  it('is not sent by a Ctrl+Enter that belongs to a syllable', async () => {
    const reader = await world.reader()
    const actor = await opened(reader)
    await actor.dialog.locator('select').selectOption('SB-01')
    const note = actor.dialog.getByLabel(report.note)
    for (let times = 0; times < 2; times += 1) {
      // The second when the sheet has long been seen.
      await actor.page.waitForTimeout(700)
      await note.dispatchEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true })
    }
    expect(actor.posts).toEqual([])
    await actor.send()
    await expect.poll(() => actor.said.textContent()).toBe(report.done)
    expect(actor.posts).toHaveLength(1)
    await actor.leave()
  })

  it('whose answer got lost says so, keeps what was chosen, and counts once when it is sent again', async () => {
    const reader = await world.reader()
    const actor = await opened(reader)
    await loseFirstAnswer(actor)
    await actor.dialog.locator('select').selectOption('SB-01')
    await actor.send()
    await expect.poll(() => actor.failure.textContent()).toBe(lost)
    expect(await actor.dialog.locator('select').inputValue()).toBe('SB-01')
    await actor.dialog.locator('[type=submit].strong').press('Enter')
    await expect.poll(() => actor.said.textContent()).toBe(report.done)
    expect([actor.posts.length, (await reportsBy(reader)).length, await actor.failure.count()]).toEqual([
      2, 1, 0,
    ])
    await actor.leave()
  })

  it('is sent once by a double click', async () => {
    const reader = await world.reader()
    const actor = await opened(reader)
    await actor.dialog.locator('select').selectOption('SB-01')
    await pressTwice(actor)
    await expect.poll(() => actor.said.textContent()).toBe(report.done)
    expect([actor.posts.length, (await reportsBy(reader)).length]).toEqual([1, 1])
    await actor.leave()
  })

  it('asks a visitor to log in, and says a refusal', async () => {
    const comment = await write()
    const visitor = await openActor(browser, world, { where })
    await visitor.open(comment, 'report')
    await visitor.dialog.getByText(report.logIn).filter({ visible: true }).waitFor()
    expect(await visitor.dialog.locator('[type=submit].strong').count()).toBe(0)
    await visitor.leave()

    const actor = await opened(await world.reader())
    await world.services.moderation.withdraw(tom.actor, actor.comment.id)
    await actor.dialog.locator('select').selectOption('SB-01')
    await actor.send()
    await expect.poll(() => actor.failure.textContent()).toBe(en.problems['not-found'])
    await actor.leave()
  })
})

describe('a frame that its page hides', () => {
  it.each(['report', 'withdraw'] as const)(
    'sends nothing, and says so, until it is seen: %s',
    async (act) => {
      const reader = await world.reader()
      const comment = await write(act === 'report' ? tom : reader)
      const actor = await openActor(browser, world, { where: 'frame', reader })
      const fade = (opacity: string) =>
        actor.page.locator('brevier-comments').evaluate((tag: HTMLElement, value) => {
          tag.style.opacity = value
        }, opacity)
      await fade('0.01')
      await actor.open(comment, act)
      if (act === 'report') await actor.dialog.locator('select').selectOption('SB-01')
      await actor.dialog.locator('[type=submit].strong').press('Enter')
      await expect.poll(() => actor.failure.textContent()).toBe(en.acts.unseen)
      expect(actor.posts).toEqual([])
      await fade('1')
      await actor.send()
      await expect.poll(() => actor.said.textContent()).toBe(act === 'report' ? report.done : withdrawn.back)
      expect(actor.posts).toHaveLength(1)
      await actor.leave()
    },
  )
})
