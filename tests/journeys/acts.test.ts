import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { en } from '../../src/locales/en.ts'
import { type ActingWorld, type Actor, openActor, serveActing, type Where } from '../support/acting.ts'
import { launchBrowser } from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import type { Person } from '../support/world.ts'

const { report, withdraw } = en.appeals
const { withdrawn, lost } = en.acts

let browser: Browser
let world: ActingWorld
let tom: Person
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launchBrowser(), serveActing()])
  tom = await world.reader('Tom Ashworth')
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

let made = 0
const write = (as = tom, text = `Comment number ${++made}`): Promise<Comment> => submit(world, as, text)
const reportsBy = async (reader: Person) => world.services.moderation.ownReports(reader.actor)
const field = ({ root }: Actor) => root.getByLabel('Your comment')
const count = async ({ root }: Actor) => Number(await root.locator('[data-part=count]').textContent())
const focusOn = (actor: Actor, target: Locator) => expect.poll(() => actor.focused(target)).toBe(true)
const open = async ({ dialog }: Actor) => dialog.evaluate((node: HTMLDialogElement) => node.open)

/** The answer of the first request gets lost on its way back: the service has done what was asked. */
async function loseFirstAnswer({ context }: Actor): Promise<void> {
  let isFirst = true
  await context.route('**/v1/comments/**', async (route) => {
    if (!isFirst) return route.continue()
    isFirst = false
    await route.fetch()
    await route.abort('connectionreset')
  })
}

/** Holds back what is posted, until it is let go. */
async function holdPosts({ context }: Actor): Promise<() => void> {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await context.route('**/v1/comments/**', async (route) => {
    await gate
    await route.continue()
  })
  return letGo
}

/** Two presses before the first is answered. */
async function pressTwice(actor: Actor): Promise<void> {
  const { dialog, posts, send } = actor
  const letGo = await holdPosts(actor)
  await send()
  await dialog.locator('[type=submit].strong').dblclick()
  letGo()
  expect(posts).toHaveLength(1)
}

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
    await actor.context.close()
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
    await actor.context.close()
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
    await actor.context.close()
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
    await actor.context.close()
  })

  it('is sent once by a double click', async () => {
    const reader = await world.reader()
    const actor = await opened(reader)
    await actor.dialog.locator('select').selectOption('SB-01')
    await pressTwice(actor)
    await expect.poll(() => actor.said.textContent()).toBe(report.done)
    expect([actor.posts.length, (await reportsBy(reader)).length]).toEqual([1, 1])
    await actor.context.close()
  })

  it('asks a visitor to log in, and says a refusal', async () => {
    const comment = await write()
    const visitor = await openActor(browser, world, { where })
    await visitor.open(comment, 'report')
    await visitor.dialog.getByText(report.logIn).waitFor()
    expect(await visitor.dialog.locator('[type=submit].strong').count()).toBe(0)
    await visitor.context.close()

    const actor = await opened(await world.reader())
    await world.services.moderation.withdraw(tom.actor, actor.comment.id)
    await actor.dialog.locator('select').selectOption('SB-01')
    await actor.send()
    await expect.poll(() => actor.failure.textContent()).toBe(en.problems['not-found'])
    await actor.context.close()
  })
})

describe.each<Where>(['page', 'frame'])('a withdrawal, in the %s', (where) => {
  async function opened(typed = '') {
    const reader = await world.reader(`Maya ${++made}`)
    const comment = await write(reader)
    // What has been answered keeps its place.
    await submit(world, tom, `Answer ${++made}`, world.article, comment.id)
    const actor = await openActor(browser, world, { where, reader })
    if (typed) await field(actor).fill(typed)
    const before = await count(actor)
    await actor.open(comment, 'withdraw')
    await actor.dialog.getByText(withdraw.title).waitFor()
    return { ...actor, comment, before, tomb: actor.root.locator(`#thread p#c-${comment.id}.tomb`) }
  }
  const stateOf = async ({ id }: Comment) => (await world.services.comments.byId(world.site.id, id))?.state

  it('gives the text back into the empty box, leaves a tombstone in its place, and the count goes down', async () => {
    const actor = await opened()
    const { said, comment, before, tomb, root } = actor
    expect(await stateOf(comment)).toBe('published')
    await actor.send()
    await expect.poll(() => said.textContent()).toBe(withdrawn.back)
    await actor.page.keyboard.press('Escape')
    const shown = async () => [await field(actor).inputValue(), await tomb.textContent(), await count(actor)]
    const expected = [comment.body, en.reader.comment.tombstones.withdrawn, before - 1]
    expect(await shown()).toEqual(expected)
    await focusOn(actor, field(actor))
    expect(await root.locator('.comment', { hasText: comment.body }).count()).toBe(0)
    expect(await stateOf(comment)).toBe('withdrawn')
    expect(actor.alarms).toEqual([])
    if (where === 'page') {
      await actor.page.reload()
      expect(await shown()).toEqual(expected)
    }
    await actor.context.close()
  })

  it('leaves alone what is being written, and gives the text back in the sheet', async () => {
    const actor = await opened('Something else')
    const kept = actor.dialog.locator('textarea')
    await actor.send()
    await expect.poll(() => actor.said.textContent()).toBe(withdrawn.kept)
    expect([await kept.inputValue(), await kept.isVisible()]).toEqual([actor.comment.body, true])
    await actor.dialog.getByRole('button', { name: withdrawn.copy }).press('Enter')
    await expect.poll(() => actor.said.textContent()).toBe(withdrawn.copied)
    await actor.page.keyboard.press('Escape')
    expect([await field(actor).inputValue(), await count(actor)]).toEqual([
      'Something else',
      actor.before - 1,
    ])
    expect(await actor.tomb.isVisible()).toBe(true)
    await actor.context.close()
  })

  it.each(['', 'Something else'])('is sent once by a double click, with “%s” in the box', async (typed) => {
    const actor = await opened(typed)
    await pressTwice(actor)
    await expect.poll(() => actor.said.textContent()).toBe(typed ? withdrawn.kept : withdrawn.back)
    await actor.page.keyboard.press('Escape')
    expect([await actor.tomb.isVisible(), await field(actor).inputValue()]).toEqual([
      true,
      typed || actor.comment.body,
    ])
    expect([actor.posts.length, await count(actor)]).toEqual([1, actor.before - 1])
    await actor.context.close()
  })

  it('whose answer got lost says so, and the second press gives the text back', async () => {
    const actor = await opened()
    await loseFirstAnswer(actor)
    await actor.send()
    await expect.poll(() => actor.failure.textContent()).toBe(lost)
    expect(await actor.tomb.count()).toBe(0)
    await actor.dialog.locator('[type=submit].strong').press('Enter')
    await expect.poll(() => actor.said.textContent()).toBe(withdrawn.back)
    await actor.page.keyboard.press('Escape')
    expect([await field(actor).inputValue(), await count(actor)]).toEqual([
      actor.comment.body,
      actor.before - 1,
    ])
    await actor.context.close()
  })
  it('that is answered when another sheet is open is carried out behind it, and that sheet stays as it is', async () => {
    const actor = await opened()
    const { dialog, root, comment, tomb } = actor
    const letGo = await holdPosts(actor)
    await actor.send()
    await actor.page.keyboard.press('Escape')
    await root.locator('.share-all a').press('Enter')
    const address = dialog.locator('input[data-part=text]')
    await address.waitFor()
    const before = [await address.inputValue(), await actor.said.textContent()]
    letGo()
    await tomb.waitFor({ state: 'attached' })
    expect([await address.inputValue(), await actor.said.textContent()]).toEqual(before)
    await actor.page.keyboard.press('Escape')
    expect([await tomb.isVisible(), await field(actor).inputValue()]).toEqual([true, comment.body])
    await actor.context.close()
  })
})
