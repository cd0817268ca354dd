import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventMap } from '../../src/features/events.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { decide, plainText, submit, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const HOSTILE = '</textarea><script>alert(1)</script>"\'&<b>'
const TYPED = { part: 'clause', id: 'SB-01', severity: '3', category: 'CYBER_VIOLENCE' }

let world: World
let admin: Person
beforeEach(async () => {
  world = await createWorld()
  admin = await world.staff('Seo Mira', 'admin')
})
afterEach(() => world.close())

const clause = (text: string, revision: number, change: Record<string, string> = {}) => ({
  ...TYPED,
  revision: `${revision}`,
  titleEn: 'Personal attack',
  titleKo: '인신공격',
  textEn: text,
  textKo: text,
  ...change,
})
const edit = (fields: Record<string, string>, as = admin) => world.form('/console/policy/edit', fields, as)
const notice = (revision: number) =>
  edit({
    part: 'notice',
    revision: `${revision}`,
    textEn: 'Attacks are graver now.',
    textKo: '더 엄격해집니다.',
  })
const publish = (revision: number, as = admin) =>
  world.form('/console/policy/publish', { revision: `${revision}` }, as)
const html = async (path: string, as?: Person) => (await world.request(path, { as })).text()
const current = () => world.services.policy.current(world.site.id)

describe('the draft of a policy', () => {
  it('is compared word by word, published after a page that shows it, and news to readers', async () => {
    const before = (await current()).clauses[0]
    expect((await edit(clause(`${before?.text.en} Not even once.`, 0))).status).toBe(303)
    expect((await notice(1)).status).toBe(303)
    const page = await html('/console/policy/publish', admin)
    expect(page).toMatch(/<ins>.*?Not even once\.<\/ins>/s)
    expect(page).toContain('Publish version 2')
    expect((await current()).version).toBe(1)
    expect((await publish(2)).headers.get('location')).toBe('/console/policy?done=published')
    expect(await current()).toMatchObject({ version: 2, notice: { en: 'Attacks are graver now.' } })
    const shown = await html('/policy/2?compare=1')
    expect(plainText(shown)).toContain('Attacks are graver now.')
    expect(shown).toMatch(/<ins>.*?Not even once\.<\/ins>/s)
    expect(await html('/policy/1')).not.toContain('Not even once')
    expect(await html(`/a/${world.article.id}`)).toContain('The policy changed on 1 Jun 2026')
    expect((await world.request('/policy/2?compare=7')).status).toBe(404)
  })

  it('cannot change a version that is in force', () => {
    const change = () => withFile(world, (db) => db.prepare("UPDATE policies SET title = '{}'").run())
    expect(change).toThrow('immutable')
  })

  it('adds, retires and puts back clauses, and never gives a number twice', async () => {
    const { clauses } = await current()
    const last = clauses.at(-1)?.id ?? ''
    await edit(clause('New', 0, { part: 'add-clause', id: '' }))
    const draft = async () =>
      (await world.services.policy.draft(admin.actor)).content.clauses.map(({ id }) => id)
    const next = `SB-${Number(last.slice(3)) + 1}`
    expect((await draft()).at(-1)).toBe(next)
    const remove = (part: string, id: string, revision: number) =>
      world.form('/console/policy/remove', { part, id, revision: `${revision}` }, admin)
    await remove('retire-clause', last, 1)
    expect(await draft()).not.toContain(last)
    expect(await html('/console/policy', admin)).toContain('Put back')
    await edit(clause('Newer', 2, { part: 'add-clause', id: '' }))
    expect((await draft()).at(-1)).toBe(`SB-${Number(last.slice(3)) + 2}`)
    await remove('restore-clause', last, 3)
    expect(await draft()).toContain(last)
    expect((await remove('restore-clause', 'SB-98', 4)).status).toBe(404)
  })

  it('says every text that is still missing, each with the way to its form', async () => {
    await edit(clause('', 0))
    const page = await html('/console/policy/publish?lang=en', admin)
    const [, list = ''] = /Still missing or too long:<\/p>(.*?)<\/ul>/s.exec(page) ?? []
    const places = [...list.matchAll(/href="([^"]+)">([^<]+)</g)].map(([, href = '', name]) => [
      href.replaceAll('&amp;', '&'),
      name,
    ])
    expect(places).toEqual([
      ['/console/policy/edit?part=clause&id=SB-01&lang=en', 'SB-01 · Text · English'],
      ['/console/policy/edit?part=clause&id=SB-01&lang=en', 'SB-01 · Text · 한국어'],
      ['/console/policy/edit?part=notice&lang=en', expect.stringMatching(/ · English$/)],
      ['/console/policy/edit?part=notice&lang=en', expect.stringMatching(/ · 한국어$/)],
    ])
    for (const [href = ''] of places)
      expect((await world.request(href as `/${string}`, { as: admin })).status).toBe(200)
  })

  it('is not published without a notice, without its texts, or when it says nothing new', async () => {
    await notice(0)
    expect((await publish(1)).status).toBe(422)
    await edit(clause('', 1))
    const refused = await publish(2)
    expect(refused.status).toBe(422)
    expect(plainText(await refused.text())).toContain('SB-01 · Text · English')
    await edit(clause('Better', 2))
    expect((await publish(3)).status).toBe(303)
    await edit(clause('Better still', 0))
    expect((await publish(1)).status).toBe(422)
  })

  it('refuses a grade or category that is none and keeps a text that is too long', async () => {
    expect((await edit(clause('A', 0, { severity: '5' }))).status).toBe(422)
    expect((await edit(clause('A', 0, { category: 'ANYTHING' }))).status).toBe(422)
    const long = await edit(clause(`${'긴 말 '.repeat(500)}끝`, 0))
    expect([long.status, (await long.text()).includes('끝')]).toEqual([422, true])
  })
})

describe('two admins at once', () => {
  it('do not overwrite each other: the second hears who was first, and loses nothing', async () => {
    const other = await world.staff('Han Jiwoo', 'admin')
    world.clock.advance(MINUTE)
    expect((await edit(clause('The first wording', 0), other)).status).toBe(303)
    const refused = await edit(clause('The second wording', 0))
    expect(refused.status).toBe(409)
    const page = await refused.text()
    const text = plainText(page)
    expect(text).toContain('Han Jiwoo was first, on 1 Jun 2026, 09:01')
    expect(text).toContain('The first wording')
    expect(page).toMatch(/<textarea[^>]*>The second wording<\/textarea>/)
    expect(page).toContain('name="revision" value="1"')
    expect((await edit(clause('The second wording', 1))).status).toBe(303)
  })

  it('one of whom retires what the other is writing: it can be saved as something new', async () => {
    await world.form('/console/policy/remove', { part: 'retire-clause', id: 'SB-01', revision: '0' }, admin)
    const refused = await edit(clause('Still wanted', 0))
    const page = await refused.text()
    expect(refused.status).toBe(409)
    expect(page).toContain('name="part" value="add-clause"')
    expect(page).toContain('Still wanted')
  })

  it('neither publish nor discard a draft that has moved on, nor over a version of the operator', async () => {
    await edit(clause('First', 0))
    await notice(1)
    expect((await publish(1)).status).toBe(409)
    expect((await world.form('/console/policy/discard', { revision: '1' }, admin)).status).toBe(409)
    await world.services.policy.publish(world.site.id, { ...(await inputOf()), notice: null })
    expect((await publish(2)).status).toBe(409)
    expect(await html('/console/policy/publish', admin)).toContain('Go on from version 2')
    await world.form('/console/policy/rebase', { revision: '2' }, admin)
    expect((await publish(3)).status).toBe(303)
    expect((await current()).version).toBe(3)
  })
})

describe('who may', () => {
  it('read: the whole desk of the site; write: its admins alone, and it is told who did', async () => {
    const told: EventMap['desk.changed'][] = []
    world.services.events.on('desk.changed', (event) => told.push(event))
    await edit(clause('Mine', 0))
    expect(told).toMatchObject([{ byId: admin.account.id, what: 'policy-draft', change: { revision: 1 } }])
    for (const role of ['moderator', 'senior'] as const) {
      const person = await world.staff('Kim', role)
      const page = await html('/console/policy', person)
      expect(page).toContain('SB-01')
      expect(page).not.toContain('/console/policy/edit')
      expect((await world.request('/console/policy/edit?part=head', { as: person })).status).toBe(403)
      expect((await edit(clause('Theirs', 1), person)).status).toBe(403)
      expect((await publish(1, person)).status).toBe(403)
      for (const act of ['discard', 'rebase'])
        expect((await world.form(`/console/policy/${act}`, { revision: '1' }, person)).status).toBe(403)
    }
    expect((await edit(clause('Nobody', 1), await world.reader())).status).toBe(401)
    const foreign = { origin: 'https://www.ledger.example' }
    expect((await world.form('/console/policy/edit', clause('X', 1), admin, foreign)).status).toBe(403)
  })
})

describe('hostile text', () => {
  it('stays text in the editor, the comparison and on the readers’ page', async () => {
    await edit(clause(HOSTILE, 0, { titleEn: HOSTILE, titleKo: HOSTILE }))
    await edit({ part: 'notice', revision: '1', textEn: HOSTILE, textKo: HOSTILE })
    await publish(2)
    const pages = [
      await html('/console/policy', admin),
      await html('/console/policy/edit?part=clause&id=SB-01', admin),
      await html('/policy/2?compare=1'),
      await (await edit(clause(HOSTILE, 7))).text(),
    ]
    for (const page of pages) {
      expect(page).not.toMatch(/<script>|<b>"|<\/textarea><script/)
      expect(page).toContain('&lt;script&gt;')
    }
  })
})

describe('comments', () => {
  it('stay judged under the version they were written under', async () => {
    const reader = await world.reader()
    const comment = await submit(world, reader, 'Written under the first version')
    await edit(clause('Another wording altogether', 0))
    await notice(1)
    await publish(2)
    world.clock.advance(MINUTE)
    await decide(world, admin, comment, 'reject:SB-01')
    const page = plainText(await html(`/a/${world.article.id}`, reader))
    expect(page).toContain('Read the policy (version 1)')
    expect(page).not.toContain('Another wording altogether')
  })
})

async function inputOf() {
  const { title, introduction, clauses, process } = await current()
  const copy = structuredClone({ title, introduction, clauses, process })
  return copy as unknown as Parameters<World['services']['policy']['publish']>[1]
}
