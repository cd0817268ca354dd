import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import type { Language } from '../../src/locales/language.ts'
import { DESKTOP, openPerson, type Person, type View } from './browser.ts'
import { type Neighbour, startNeighbour } from './neighbour.ts'
import { type ServedWorld, serveWorld } from './serve.ts'
import type { Person as Reader } from './world.ts'

/** A paper with the discussion in a frame as tall as it is, and the same as a page of its own. Publishes at once. */
export interface ActingWorld extends ServedWorld {
  paper: Neighbour
}

export async function serveActing(): Promise<ActingWorld> {
  const paper = await startNeighbour()
  const world = await serveWorld({ site: { origins: [paper.origin], mode: 'flagged-only' } })
  return {
    ...world,
    paper,
    async close() {
      await world.close()
      await paper.close()
    },
  }
}

export type Where = 'page' | 'frame'

export interface Actor extends Person {
  /** The discussion, wherever it is. */
  root: Page | FrameLocator
  dialog: Locator
  said: Locator
  failure: Locator
  link(comment: Comment, act: 'report' | 'withdraw' | 'share'): Locator
  /** Paths of what was posted to the service. */
  posts: string[]
  /** Presses that link, which is in sight, as its reader does. */
  open(comment: Comment, act: 'report' | 'withdraw' | 'share'): Promise<void>
  /** Presses the sheet's own button until it has been in sight for long enough. */
  send(): Promise<void>
  /** Whether that has the focus, inside the frame too. */
  focused(target: Locator): Promise<boolean>
}

/** A reader in front of the discussion. */
export async function openActor(
  browser: Browser,
  world: ActingWorld,
  {
    where = 'page',
    reader,
    view = DESKTOP,
    lang = 'en',
    article = world.article,
  }: {
    where?: Where
    reader?: Reader
    view?: View
    lang?: Language
    article?: { id: string; key: string }
  } = {},
): Promise<Actor> {
  const person = await openPerson(browser, view)
  const { page, context } = person
  if (reader) {
    const [name = '', value = ''] = reader.cookie.split('=')
    const place = { domain: 'localhost', path: '/', secure: true, httpOnly: true }
    await context.addCookies([{ name, value, ...place, sameSite: 'None' }])
  }
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname)
  })
  await page.goto(
    where === 'page'
      ? `${world.publicUrl}/a/${article.id}?lang=${lang}`
      : world.paper.page(
          `<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>News</title>
          <style>p { height: 900px }</style><script type="module" src="${world.publicUrl}/embed.js"></script><p>An article</p>
          <brevier-comments site="${world.site.key}" article="${article.key}" lang="${lang}"><a href="#">Comments</a></brevier-comments>
          <p>The paper’s own links</p>`,
        ),
  )
  if (where === 'frame') await page.locator('brevier-comments').scrollIntoViewIfNeeded()
  const root = where === 'page' ? page : page.frameLocator('brevier-comments iframe')
  await root.locator('#discussion').waitFor()
  const dialog = root.locator('dialog')
  const said = dialog.locator('[role=status]')
  const focused = (target: Locator) => target.evaluate((element) => element === document.activeElement)
  const link = ({ id }: Comment, act: string) =>
    root.locator(act === 'share' ? `#c-${id} a[href*="/share"]` : `#c-${id} a[href*="${act}=${id}"]`).first()
  return {
    ...person,
    root,
    link,
    async open(comment, act) {
      await link(comment, act).scrollIntoViewIfNeeded()
      await link(comment, act).press('Enter')
      await dialog.locator('h2').waitFor()
    },
    dialog,
    said,
    failure: dialog.locator('[data-part=note]').filter({ visible: true }).last(),
    posts,
    focused,
    async send() {
      const form = dialog.locator('[data-api]')
      const unseen = await form.getAttribute('data-unseen')
      const press = async () => {
        await form.locator('.strong').scrollIntoViewIfNeeded()
        await form.locator('.strong').press('Enter')
        return form.locator('[data-part=note]').textContent()
      }
      await expect.poll(press, { interval: 100 }).not.toBe(unseen)
      await expect.poll(() => posts.length).toBeGreaterThan(0)
    },
  }
}

/** The focus arrives there: a dialog gives it back a moment after it closed. */
export function focusOn(actor: Actor, target: Locator): Promise<void> {
  return expect.poll(() => actor.focused(target)).toBe(true)
}

/** The answer of the first request gets lost on its way back: the service has done what was asked. */
export async function loseFirstAnswer({ context }: Actor): Promise<void> {
  let isFirst = true
  await context.route('**/v1/comments/**', async (route) => {
    if (!isFirst) return route.continue()
    isFirst = false
    await route.fetch()
    await route.abort('connectionreset')
  })
}

/** Holds back what is posted, until it is let go. */
export async function holdPosts({ context }: Actor): Promise<() => void> {
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
export async function pressTwice(actor: Actor): Promise<void> {
  const { dialog, posts, send } = actor
  const letGo = await holdPosts(actor)
  await send()
  await dialog.locator('[type=submit].strong').dblclick()
  letGo()
  expect(posts).toHaveLength(1)
}
