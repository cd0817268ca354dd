import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { uuidv7 } from '../../src/kernel/ids.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { published } from '../support/appeals.ts'
import {
  approve,
  createLoginWorld,
  type LoginWorld,
  linkIn,
  signInByPage,
  valueIn,
  visit,
} from './login-world.ts'

let world: LoginWorld
let comment: Comment
beforeAll(async () => {
  world = await createLoginWorld()
  comment = await published(world, await world.reader(), await world.staff())
  await signInByPage(visit(world), world.article, 'maya', 'Maya Okafor')
})
afterAll(() => world.close())

/** A report from a page that was opened before the session ended; answers the login that is offered. */
async function loginAfter(referer: string, lang = 'en'): Promise<string> {
  const sent = { lang, clause: 'SB-01', note: 'It names a neighbour.' }
  const refused = await world.form(`/comments/${comment.id}/report`, sent, undefined, { referer })
  expect(refused.status).toBe(401)
  const page = await refused.text()
  expect(page).toContain(sent.note)
  return linkIn(page)
}

describe('a form that is sent after the session has ended', () => {
  it.each(LANGUAGES)(
    'leads to a login that says where it leads, and from there back to the discussion (%s)',
    async (lang) => {
      const { id } = world.article
      const visitor = visit(world)
      const place = `${world.publicUrl}/a/${id}/c/${comment.id}?lang=${lang}`
      const login = await loginAfter(place, lang)
      expect(login).toBe(`/login?lang=${lang}&article=${id}`)
      const page = await (await visitor.get(login)).text()
      expect(page).toContain(catalogue(lang).reader.login.againWhy)
      // The other language leads back as well.
      expect(page.match(new RegExp(`/login\\?site=ledger&amp;lang=..&amp;article=${id}"`, 'g'))).toHaveLength(
        2,
      )
      const leaving = await (
        await visitor.form('/login/x', { article: valueIn(page, 'article'), lang })
      ).text()
      const back = await visitor.get(await approve(new URL(linkIn(leaving)), 'maya'))
      const location = back.headers.get('location') ?? ''
      expect(location).toMatch(new RegExp(`^/a/${id}\\?lang=${lang}&draft=[\\w-]+#composer$`))
      expect((await visitor.get(location)).status).toBe(200)
    },
  )

  it.each([
    'https://evil.example/a/0196b1f0-0000-7000-8000-000000000000',
    'https://comments.ledger.example//evil.example/a/x',
    'https://comments.ledger.example/me?to=/a/x',
    '',
  ])('leads to the plain login where it came from no discussion of ours: %s', async (referer) => {
    expect(await loginAfter(referer)).toBe('/login?lang=en')
  })

  it.each(['https://evil.example/', '//evil.example', uuidv7(0)])(
    'knows no article %s, and logs in without it',
    async (asked) => {
      const page = await (await visit(world).get(`/login?article=${encodeURIComponent(asked)}`)).text()
      expect(page).not.toContain(asked)
      expect(page).toContain(catalogue('en').reader.login.chooseWhy)
      expect(valueIn(page, 'site')).toBe('ledger')
    },
  )
})

describe('a report without a session', () => {
  it.each(LANGUAGES)(
    'leads to the login and back, on a page of ours; in a frame no other page opens (%s)',
    async (lang) => {
      const { id } = world.article
      const login = `href="/login?lang=${lang}&amp;article=${id}"`
      const text = async (path: string) => (await world.request(path)).text()
      expect(await text(`/a/${id}?lang=${lang}&report=${comment.id}`)).toContain(login)
      expect(await text(`/a/${id}/c/${comment.id}/report?lang=${lang}`)).toMatch(
        new RegExp(`<p class="by-hand"><a ${login.replace('?', '\\?')}>`),
      )
      const framed = `/frame?site=ledger&article=${world.article.key}&lang=${lang}&report=${comment.id}`
      expect(await text(framed)).not.toContain('href="/login')
    },
  )
})
