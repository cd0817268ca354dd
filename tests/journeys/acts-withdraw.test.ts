import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { en } from '../../src/locales/en.ts'
import {
  type ActingWorld,
  type Actor,
  focusOn,
  holdPosts,
  loseFirstAnswer,
  openActor,
  pressTwice,
  serveActing,
  type Where,
} from '../support/acting.ts'
import { leaveBrowser, takeBrowser } from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import type { Person } from '../support/world.ts'

const { withdraw } = en.appeals
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
const field = ({ root }: Actor) => root.getByLabel('Your comment')
const count = async ({ root }: Actor) => Number(await root.locator('[data-part=count]').textContent())

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
    await actor.leave()
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
    await actor.leave()
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
    await actor.leave()
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
    await actor.leave()
  })
  it('that is answered when another sheet is open is carried out behind it, and that sheet stays as it is', async () => {
    const actor = await opened()
    const { dialog, root, comment, tomb } = actor
    const letGo = await holdPosts(actor)
    await actor.send()
    await actor.page.keyboard.press('Escape')
    await root.locator('#discussion-end ~ .tools a').press('Enter')
    const address = dialog.locator('input[data-part=text]')
    await address.waitFor()
    const before = [await address.inputValue(), await actor.said.textContent()]
    letGo()
    await tomb.waitFor({ state: 'attached' })
    expect([await address.inputValue(), await actor.said.textContent()]).toEqual(before)
    await actor.page.keyboard.press('Escape')
    expect([await tomb.isVisible(), await field(actor).inputValue()]).toEqual([true, comment.body])
    await actor.leave()
  })
})
