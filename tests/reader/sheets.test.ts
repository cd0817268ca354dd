import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { another } from '../support/another.ts'
import { published, refused } from '../support/appeals.ts'
import { plainText, submit } from '../support/desk.ts'
import { bearer, pageToken } from '../support/page-token.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { addresses, skeleton } from './skeleton.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
beforeAll(async () => {
  world = await createWorld()
  ;[maya, tom, min] = [await world.reader(), await world.reader('Tom Ashworth'), await world.staff()]
})
afterAll(() => world.close())

type Act = 'report' | 'withdraw'
const path = ({ articleId, id }: Comment, act: Act, lang = 'en') =>
  `/a/${articleId}/c/${id}/${act}?lang=${lang}`

interface Seen {
  status: number
  page: string
  words: string
  /** Where the sheet's form is sent as data; `null` where it has none. */
  api: string | null
}
async function see(comment: Comment, act: Act, as?: Person | { token: string }, lang = 'en'): Promise<Seen> {
  const who = as && ('account' in as ? { as } : { headers: bearer(as) })
  const answer = await world.request(path(comment, act, lang), who)
  const page = await answer.text()
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  const api = / data-api="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? null
  return { status: answer.status, page, words: plainText(page), api }
}

describe.each(LANGUAGES)('the sheet of a report, in %s', (lang) => {
  const { report } = catalogue(lang).appeals
  const { acts } = catalogue(lang)

  it('has every clause that it was written under, a note that may be left out, and the way for legal claims', async () => {
    const comment = await published(world, maya, min)
    const { page, words, status, api } = await see(comment, 'report', tom, lang)
    expect([status, api]).toEqual([200, `/v1/comments/${comment.id}/reports?lang=${lang}`])
    for (const { title, id } of policy.clauses) {
      expect(words).toContain(title[lang])
      expect(page).toContain(`<option value="${id}">`)
    }
    expect(page).toMatch(/<select [^>]*name="clause" required/)
    expect(/<textarea [^>]*name="note"[^>]*>/.exec(page)?.[0]).not.toContain('required')
    expect(words).toContain(report.note)
    expect(addresses(page)).toContain(`/legal/notice?comment=${comment.id}&lang=${lang}`)
    // What the script says afterwards is printed with it.
    for (const sentence of [report.done, report.already, acts.lost, acts.unseen])
      expect(plainText(page.replaceAll(/data-\w+="([^"]*)"/g, '>$1<'))).toContain(sentence)
  })

  it('asks who is signed out to log in first, and still shows the way for legal claims', async () => {
    const comment = await published(world, maya, min)
    for (const stranger of [undefined, { token: 'x'.repeat(43) }, { token: maya.token }]) {
      const { page, words, status } = await see(comment, 'report', stranger, lang)
      expect(status).toBe(200)
      expect(words).toContain(report.logIn)
      expect(words).not.toContain(report.submit)
      expect(page).not.toContain('type="submit"')
      expect(addresses(page)).toContain(`/legal/notice?comment=${comment.id}&lang=${lang}`)
    }
  })
})

describe('the sheet of a report', () => {
  const { report, withdraw } = catalogue('en').appeals

  it('is the one of a withdrawal for a reader’s own comment', async () => {
    const comment = await published(world, maya, min)
    const { words, api } = await see(comment, 'report', maya)
    expect(api).toBe(`/v1/comments/${comment.id}/withdrawal?lang=en`)
    expect(words).toContain(withdraw.title)
    expect(words).not.toContain(report.title)
  })

  it('sent without a script, comes back to the comment and says that it is done, or that it was', async () => {
    const comment = await published(world, maya, min)
    for (const said of [report.done, report.already]) {
      const { page } = await see(comment, 'report', tom)
      const action = /<form [^>]*action="(\/comments[^"]*)"/.exec(page)?.[1] ?? ''
      const hidden = page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)
      const fields = Object.fromEntries(Array.from(hidden, ([, name = '', value = '']) => [name, value]))
      const sent = await world.form(action, { ...fields, clause: 'SB-01', note: '' }, tom)
      expect(sent.status).toBe(303)
      const location = sent.headers.get('location') ?? ''
      expect(location).toContain(`/a/${comment.articleId}/c/${comment.id}?`)
      expect(plainText(await (await world.request(location, { as: tom })).text())).toContain(said)
    }
  })

  it('is of nothing that cannot be read, whoever asks', async () => {
    const { acts } = catalogue('en')
    const gone = await published(world, maya, min)
    await world.services.moderation.withdraw(maya.actor, gone.id)
    const hidden = [
      await submit(world, maya, another('Waits')),
      (await refused(world, maya, min)).comment,
      gone,
    ]
    for (const comment of hidden)
      for (const as of [undefined, tom, maya]) {
        const { status, words, api } = await see(comment, 'report', as)
        expect([status, api, words.includes(acts.gone)]).toEqual([404, null, true])
        expect(words).not.toContain(comment.body)
      }
    const other = await world.putArticle()
    expect(
      (await see({ ...(await published(world, maya, min)), articleId: other.id }, 'report', tom)).status,
    ).toBe(404)
  })

  it('shows nobody the comment’s text or name as markup, nor what others have reported', async () => {
    const comment = await published(world, maya, min)
    const before = skeleton((await see(comment, 'report', tom)).page)
    await world.services.moderation.report(tom.actor, {
      commentId: comment.id,
      clause: 'SB-02',
      note: 'S3CRET',
    })
    const other = await world.reader('Ines Duarte')
    for (const as of [tom, other]) {
      const { page } = await see(comment, 'report', as)
      expect(page).not.toMatch(/S3CRET|selected/)
      expect(skeleton(page)).toEqual(before)
    }
  })
})

describe('the sheet of a withdrawal', () => {
  const { withdraw } = catalogue('en').appeals
  const { acts } = catalogue('en')

  it('is its author’s alone: nobody else learns even that it waits', async () => {
    const shown = await published(world, maya, min)
    const waiting = await submit(world, maya, another('Waiting'))
    for (const comment of [shown, waiting]) {
      const { status, words, api } = await see(comment, 'withdraw', maya)
      expect([status, api]).toEqual([200, `/v1/comments/${comment.id}/withdrawal?lang=en`])
      expect(words).toContain(withdraw.what)
      for (const as of [undefined, tom, min]) {
        const other = await see(comment, 'withdraw', as)
        expect([other.status, other.api, other.words.includes(acts.nothing)]).toEqual([404, null, true])
        expect(other.words).not.toContain(comment.body)
      }
    }
    const missing = { ...waiting, id: crypto.randomUUID() }
    const pages = [await see(waiting, 'withdraw', tom), await see(missing, 'withdraw', tom)]
    const [one, none] = pages.map(({ page }) =>
      page.replaceAll(waiting.id, 'ID').replaceAll(missing.id, 'ID'),
    )
    expect(one).toBe(none)
  })

  it('has nothing to offer for what was refused, or is withdrawn already', async () => {
    const { comment } = await refused(world, maya, min)
    const gone = await published(world, maya, min)
    await world.services.moderation.withdraw(maya.actor, gone.id)
    for (const one of [comment, gone]) {
      const { status, api, words } = await see(one, 'withdraw', maya)
      expect([status, api, words.includes(acts.nothing)]).toEqual([404, null, true])
    }
  })

  it('has room for the text and the tombstone, and holds the text itself not yet', async () => {
    const comment = await published(world, maya, min)
    const { page, words } = await see(comment, 'withdraw', maya)
    expect(words).toContain(catalogue('en').reader.comment.tombstones.withdrawn)
    expect(page).toMatch(/<div data-part="kept" hidden/)
    expect(page).toMatch(/<div data-part="tomb" tabindex="-1" hidden/)
    expect(page).not.toContain(comment.body)
  })
})

describe('a page token', () => {
  it('opens the sheets of its own article, and of no other', async () => {
    const comment = await published(world, maya, min)
    const [mine, theirs] = [
      await pageToken(world, maya, world.article),
      await pageToken(world, tom, world.article),
    ]
    expect((await see(comment, 'withdraw', mine)).api).toContain('/withdrawal')
    expect((await see(comment, 'report', theirs)).api).toContain('/reports')
    expect((await see(comment, 'report', theirs)).words).toContain(catalogue('en').appeals.report.submit)
    expect((await see(comment, 'withdraw', theirs)).status).toBe(404)
    const elsewhere = await pageToken(world, maya, await world.putArticle())
    expect((await see(comment, 'withdraw', elsewhere)).status).toBe(404)
    expect((await see(comment, 'report', elsewhere)).words).toContain(catalogue('en').appeals.report.logIn)
  })

  it('is nobody’s as a cookie', async () => {
    const comment = await published(world, maya, min)
    const { token } = await pageToken(world, maya, world.article)
    const cookie = `__Host-brevier_reader=${token}`
    expect((await see(comment, 'withdraw', { ...maya, cookie })).status).toBe(404)
  })
})
