import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLoginWorld, isSignedIn, signInByPage, visit } from '../reader/login-world.ts'
import { decide } from '../support/desk.ts'
import type { Person, World } from '../support/world.ts'
import { text } from './desk-world.ts'

let world: World
let senior: Person
beforeAll(async () => {
  world = await createLoginWorld()
  senior = await world.staff('Yoon Sera', 'senior')
})
afterAll(() => world.close())

it('a ban ends every session at once; the person may sign in again, reads why, and neither writes nor reports', async () => {
  const [phone, laptop] = [visit(world), visit(world)]
  for (const browser of [phone, laptop]) await signInByPage(browser, world.article)
  const write = (browser: typeof phone, words: string) =>
    browser.form(`/a/${world.article.id}/comments`, { text: words, article: world.article.id, lang: 'en' })
  expect((await write(phone, 'Something that went too far')).status).toBe(303)
  const [waiting] = await world.services.moderation.queue(senior.actor, {
    order: 'risk',
    filter: 'all',
    limit: 1,
  })
  const accountId = waiting?.comment.accountId ?? ''
  await decide(world, senior, { id: waiting?.comment.id ?? '' }, 'reject:SB-03')

  const ban = { kind: 'ban', days: '', clause: 'SB-03', explanation: 'A threat.', confirm: 'restriction' }
  const sent = await world.form(`/console/writers/${accountId}/restrict`, ban, senior)
  expect(sent.status).toBe(303)
  for (const browser of [phone, laptop]) {
    expect(await isSignedIn(browser)).toBe(false)
    expect((await browser.get('/me?lang=en')).headers.get('location')).toBe('/login?lang=en')
  }

  // The same person, not a new account: no name is asked for.
  expect((await signInByPage(phone, world.article)).status).toBe(303)
  expect(await isSignedIn(phone)).toBe(true)
  const me = await phone.get('/me?lang=en')
  expect(me.status).toBe(200)
  expect(await text(me)).toContain('Something that went too far')
  const refused = await write(phone, 'And another thing')
  expect(refused.status).toBe(403)
  expect(await text(refused)).toContain('Your account is closed for writing in this paper')
  const reader = { type: 'reader', siteId: world.site.id, accountId, articleId: null } as const
  const report = { commentId: await somebodyElses(), clause: 'SB-01', note: '' }
  await expect(world.services.moderation.report(reader, report)).rejects.toMatchObject({ type: 'restricted' })
})

/** A published comment by another person; answers its id. */
async function somebodyElses(): Promise<string> {
  const other = visit(world)
  await signInByPage(other, world.article, 'emoji', 'Juno')
  const words = { text: 'Readers see this one', article: world.article.id, lang: 'en' }
  await other.form(`/a/${world.article.id}/comments`, words)
  const [item] = await world.services.moderation.queue(senior.actor, {
    order: 'risk',
    filter: 'all',
    limit: 1,
  })
  await decide(world, senior, { id: item?.comment.id ?? '' }, 'approve')
  return item?.comment.id ?? ''
}
