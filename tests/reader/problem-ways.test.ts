import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { unescapeHtml } from './login-world.ts'

let world: World
let reader: Person
let desk: Person
beforeAll(async () => {
  world = await createWorld()
  reader = await world.reader()
  desk = await world.staff()
})
afterAll(() => world.close())

/** Where the page's button leads. */
async function wayOn(response: Response): Promise<string | null> {
  const href = /<a class="button strong" href="([^"]*)"/.exec(await response.text())?.[1]
  return href === undefined ? null : unescapeHtml(href)
}
const refused = (referer: string) =>
  world.form('/logout', { colour: 'red' }, reader, referer === '' ? {} : { referer })

describe('a refused request', () => {
  it('leads back to the page of ours that it came from', async () => {
    const page = await refused(`${world.publicUrl}/me/account?lang=ko`)
    expect(page.status).toBe(400)
    expect(await wayOn(page)).toBe('/me/account?lang=ko')
  })

  it.each([
    '',
    'https://evil.example/me',
    'https://comments.ledger.example.evil.example/me',
    'https://user@comments.ledger.example/me',
    'https://comments.ledger.example//evil.example/',
    'https://comments.ledger.example/\\evil.example',
    'javascript:alert(1)',
    'about:blank',
  ])('leads nowhere else: %s', async (referer) => {
    expect(await wayOn(await refused(referer))).toBeNull()
  })

  it.each(LANGUAGES)('speaks of a kept text only where one was written (%s)', async (lang) => {
    const { problems, reader: words } = catalogue(lang)
    const kept = problems['sign-in-required']
    const loggedOut = words.problem.pressed['sign-in-required']
    const { id } = await submit(world, reader, `A word in ${lang}.`)
    const pressed = ['/me/sessions/end', '/me/data', `/comments/${id}/withdraw`]
    for (const path of pressed) {
      const page = await (await world.form(path, { lang })).text()
      expect(page).toContain(loggedOut)
      expect(page).not.toContain(kept)
    }
    const written = await world.form(`/comments/${id}/report`, { lang, note: 'It names a neighbour.' })
    expect(await written.text()).toContain(kept)
    const api = await world.json(`/v1/comments/${id}/withdrawal?lang=${lang}`, {}, undefined, {
      'idempotency-key': id,
    })
    expect(await api.json()).toMatchObject({ title: loggedOut, detail: loggedOut })
  })

  it('of the desk leads back to the queue, where nothing says from which page it came', async () => {
    const denied = '/console/people'
    expect(await wayOn(await world.request(denied, { as: desk }))).toBe('/console')
    expect(await wayOn(await world.request('/console/nothing?lang=ko', { as: desk }))).toBe(
      '/console?lang=ko',
    )
    const headers = { referer: `${world.publicUrl}/console/log` }
    expect(await wayOn(await world.request(denied, { as: desk, headers }))).toBe('/console/log')
    const itself = { referer: `${world.publicUrl}${denied}` }
    expect(await wayOn(await world.request(denied, { as: desk, headers: itself }))).toBe('/console')
  })

  it('of the desk is in the moderator’s own language, has a title of its own and says what to do', async () => {
    const korean = await world.staff('Seo Yuna', 'moderator')
    await world.form('/console/settings/language', { language: 'ko' }, korean)
    const { refused: ko } = catalogue('ko').console
    const { refused: en } = catalogue('en').console
    const denied = await (await world.request('/console/people', { as: korean })).text()
    expect(denied).toContain(`<title>${ko.title}</title>`)
    expect(denied).toContain(ko.opened['not-allowed'])
    const english = await (await world.request('/console/people?lang=en', { as: korean })).text()
    expect(english).toContain(`<title>${en.title}</title>`)
    const nothing = await (await world.request('/console/nothing', { as: korean })).text()
    expect(nothing).toContain(`<title>${catalogue('ko').reader.problem.unopened}</title>`)
    expect(nothing).toContain(ko.opened['not-found'])
    const pressed = await (await world.form('/console/people/invite', { role: 'moderator' }, korean)).text()
    expect(pressed).toContain(ko.pressed['not-allowed'])
  })

  it('speaks the language of that page, also where it was too large to be read', async () => {
    const text = 'x'.repeat(100_000)
    const referer = `${world.publicUrl}/a/${world.article.id}?lang=ko`
    const page = await world.form(`/a/${world.article.id}/comments`, { text }, reader, { referer })
    expect(page.status).toBe(413)
    const html = await page.text()
    expect(html).toContain('<html lang="ko">')
    // The text is in the browser's own way back.
    expect(html).not.toContain('class="button')
  })
})
