import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckResult } from '../../src/features/comments/model.ts'
import { plainText, submit, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let senior: Person
let moderator: Person
let reader: Person
beforeAll(async () => {
  world = await createWorld({ site: { mode: 'flagged-only' } })
  senior = await world.staff('Seo Yuna', 'senior')
  moderator = await world.staff('Han Jiwoo', 'moderator')
  reader = await world.reader()
})
afterAll(() => world.close())

const html = async (as: Person, query = '') => (await world.request(`/console/words${query}`, { as })).text()
const add = (word: string, kind = 'hold', as = senior) => world.form('/console/words', { kind, word }, as)
const tried = async (text: string, as = moderator) =>
  plainText(await html(as, `?text=${encodeURIComponent(text)}`))
const idOf = async (word: string) =>
  (await world.services.words.list(senior.actor)).find((rule) => rule.word === word)?.id ?? ''
const screeningOf = (commentId: string): CheckResult[] =>
  withFile(world, (db) =>
    JSON.parse(
      String(db.prepare('SELECT results FROM screenings WHERE comment_id = ?').pluck().get(commentId)),
    ),
  )

describe('the page of a paper’s words', () => {
  it('is read by every moderator and changed by seniors alone', async () => {
    expect((await world.request('/console/words')).status).toBe(303)
    const page = await html(moderator)
    expect(page).not.toContain('method="post" action="/console/words"')
    expect(page).toContain('Senior moderators and administrators change these lists.')
    expect(await html(senior)).toContain('method="post" action="/console/words"')
    expect((await add('spam', 'hold', moderator)).status).toBe(403)
    expect((await world.form(`/console/words/${world.site.id}/remove`, {}, moderator)).status).toBe(403)
    expect((await world.request('/console/words', { as: reader })).status).toBe(303)
    expect(await world.services.words.list(senior.actor)).toEqual([])
  })

  it('adds a word that then holds comments, under its revision, until it is removed', async () => {
    expect((await submit(world, reader, 'A message about turnips')).state).toBe('published')
    const added = await add('  turnip* ')
    expect(added.headers.get('location')).toBe('/console/words?done=added')
    expect(await html(senior)).toContain('<bdi>turnip*</bdi>')
    const comment = await submit(world, reader, 'Another one about T.U.R.N.I.P.S')
    expect(comment.state).toBe('pending')
    expect(screeningOf(comment.id)).toContainEqual({
      check: 'word-rules',
      version: 1,
      outcome: 'word-rule',
      evidence: 'turnip',
      finds: [{ rule: 'turnip', start: 18, end: 29 }],
    })
    const id = await idOf('turnip*')
    // The second press, or the other tab, meets what it asked for.
    for (const word of [id, id]) {
      const removed = await world.form(`/console/words/${word}/remove`, {}, senior)
      expect([removed.status, removed.headers.get('location')]).toEqual([303, '/console/words?done=removed'])
    }
    expect((await world.form(`/console/words/${world.site.id}/remove`, {}, senior)).status).toBe(404)
    expect((await submit(world, reader, 'A third one about turnips')).state).toBe('published')
  })

  it('frees a harmless word from the built-in list', async () => {
    expect((await submit(world, reader, 'Mr Shitov plays on Friday')).state).toBe('pending')
    await add('shitov', 'allow')
    expect((await submit(world, reader, 'Mr Shitov played on Friday')).state).toBe('published')
  })

  it.each([
    ['known already', 'shitov', 409],
    ['without a letter', '*** !!', 422],
    ['of one letter', 'a', 422],
    ['far too long', 'spam '.repeat(30), 422],
    ['of endless marks', `a${'\u0301'.repeat(900)}`, 422],
  ])('refuses a word that is %s, and keeps what was typed', async (_, word, status) => {
    const response = await add(word)
    expect(response.status).toBe(status)
    const page = await response.text()
    expect(page).toContain('role="alert"')
    expect(page).toMatch(/<input id="word"[^>]* value="[^"]/)
  })

  it('prints what was typed as text, never as markup', async () => {
    const evil = '<img src=x onerror=alert(1)>'
    expect(await (await add(evil)).text()).not.toContain('<img')
    expect(
      await html(senior, `?text=${encodeURIComponent(`${evil}</textarea><script>alert(2)</script>`)}`),
    ).not.toMatch(/<img|<script>alert/)
    await world.form(`/console/words/${await idOf(evil)}/remove`, {}, senior)
  })

  it('knows nothing of another paper’s words', async () => {
    const other = await world.services.sites.create({
      key: 'other',
      title: { en: 'O', ko: 'O' },
      origins: [],
    })
    const foreign = { ...senior.actor, siteId: other.id } as typeof senior.actor
    await world.services.words.add(foreign, 'hold', 'parsnip')
    expect(await html(senior)).not.toContain('parsnip')
    expect(await tried('parsnip')).toContain('No check of the text would hold it.')
  })
})

describe('the test box', () => {
  it('tells the letters that are compared, the rules that hit and what would happen', async () => {
    await add('바카라')
    const page = await html(moderator, `?text=${encodeURIComponent('오늘은 바.카.라 010-0000-1234')}`)
    expect(page).toContain('<mark>바.카.라</mark>')
    const text = plainText(page)
    expect(text).toContain('It would wait for a moderator:')
    expect(text).toMatch(/matches the word rule “바카라” after normalising own words, revision \d+/)
    expect(text).toContain('holds what looks like a phone number built in, personal-number 2')
    expect(text).toContain('ㅂㅏ·ㅋㅏ·ㄹㅏ')
  })

  it('says when nothing holds the text, and when it could not be sent at all', async () => {
    expect(await tried('역시 발빠른 대응입니다')).toContain('No check of the text would hold it.')
    expect(await tried('x'.repeat(300))).toContain('It could not be sent like this:')
    expect(await tried(' ')).toContain('Write something first.')
  })

  it('speaks Korean, and keeps the text when the language is changed', async () => {
    const page = await html(moderator, `?lang=ko&text=${encodeURIComponent('바카라')}`)
    expect(plainText(page)).toContain('이 댓글은 검토를 기다리게 됩니다.')
    expect(page).toContain(`href="/console/words?text=${encodeURIComponent('바카라')}&amp;lang=en"`)
  })
})
