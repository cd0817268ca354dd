import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY } from '../../src/kernel/clock.ts'
import { decide, submit, written } from '../support/desk.ts'
import type { Person, World } from '../support/world.ts'
import {
  count,
  enteredAgain,
  HOSTILE,
  HOSTILE_COMMENT,
  post,
  stateOf,
  text,
  twoPapers,
} from './desk-world.ts'

let world: World
let stranger: Person
let min: Person
let senior: Person
beforeAll(async () => {
  ;({ world, stranger } = await twoPapers())
  min = await world.staff('Han Jiwoo')
  senior = await world.staff('Yoon Sera', 'senior')
})
afterAll(() => world.close())

const MUTE = { kind: 'mute', days: '7', clause: 'SB-01', explanation: 'Three attacks in a week.' }
const path = (who: Person, tail = '') => `/console/writers/${who.account.id}${tail}`
const page = async (who: Person, as = min, query = '') => text(await world.request(path(who, query), { as }))
const restrict = (who: Person, fields: Record<string, string>, as = min) =>
  world.form(path(who, '/restrict'), fields, as)

describe('the page of a writer', () => {
  it('shows the record: strikes with their end, decisions, comments newest first, what waits', async () => {
    const maya = await world.reader('Maya Okafor')
    const first = await submit(world, maya, 'The first of two')
    await decide(world, min, first, 'reject:SB-03')
    world.clock.advance(1_000)
    await submit(world, maya, 'The second of two')
    const html = await page(maya)
    for (const words of ['0 of 1', '4 in the last 90 days', '4 points', 'counts until', '30 Aug 2026'])
      expect(html).toContain(words)
    expect(html.lastIndexOf('The second of two')).toBeLessThan(html.lastIndexOf('The first of two'))
    expect(html).toContain('Open in the queue')
    world.clock.advance(90 * DAY)
    const later = await page(maya, await world.staff('Later'))
    expect(later).toContain('no longer counts')
    expect(later).toContain('0 in the last 90 days')
    min = await world.staff('Han Jiwoo')
    senior = await world.staff('Yoon Sera', 'senior')
    stranger = await enteredAgain(world, stranger)
  })

  it('pages through the comments', async () => {
    const many = await world.reader('Prolific')
    for (let index = 1; index <= 23; index += 1) {
      await submit(world, many, `Remark number ${index}.`)
      world.clock.advance(1)
    }
    const html = await (await world.request(path(many), { as: min })).text()
    const section = (from: string) => from.slice(from.indexOf('id="comments"'))
    expect(section(html)).toContain('Remark number 23.')
    expect(section(html)).not.toContain('Remark number 3.')
    const next = /href="([^"]+cursor=[^"]+)#comments"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(section(await (await world.request(next, { as: min })).text())).toContain('Remark number 3.')
  })

  it('only suggests what the points call for, and chooses nothing', async () => {
    const who = await world.reader('Suggested')
    for (const words of ['One of these', 'Another of these'])
      await decide(world, min, await submit(world, who, words), 'reject:SB-03')
    const html = await (await world.request(path(who), { as: min })).text()
    expect(html).toContain('The policy suggests at 8 points: No writing for 7 days.')
    expect(html).not.toMatch(/<input[^>]*type="radio"[^>]*checked/)
  })

  it('takes a note that every colleague reads and no reader', async () => {
    const who = await world.reader('Noted')
    const sent = await world.form(path(who, '/notes'), { note: HOSTILE }, min)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path(who)}?done=noted`])
    expect(await page(who, senior)).toContain(HOSTILE.trim())
    const refused = await world.form(path(who, '/notes'), { note: '  ' }, min)
    expect(refused.status).toBe(422)
    expect(await text(refused)).toContain('Write something')
  })
})

describe('restricting a writer', () => {
  it('is one press away from a comment that waits, in the language of the page', async () => {
    const who = await world.reader('Waits')
    await submit(world, who, 'Waits to be read')
    const html = await (await world.request('/console?order=oldest&lang=ko', { as: min })).text()
    const link = /data-act="restrict" href="([^"]*)"/.exec(html)?.[1]
    expect(link).toMatch(/^\/console\/writers\/[0-9a-f-]{36}\?lang=ko#restrict$/)
    expect(await (await world.request(link ?? '', { as: min })).text()).toContain('<html lang="ko"')
  })

  it('is in force at once, listed, said in the decision, and can be lifted by whoever did it', async () => {
    const who = await world.reader('Muted One')
    const sent = await restrict(who, MUTE)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path(who)}?done=restricted`])
    await expect(submit(world, who, 'Not a word')).rejects.toMatchObject({ type: 'restricted' })
    expect(await text(await world.request('/console/writers', { as: min }))).toContain('Muted One')
    const html = await (await world.request(path(who), { as: min })).text()
    expect(html).toContain('Three attacks in a week.')
    const lift = new RegExp(`action="(${path(who)}/restrictions/[^"]+/lift)"`).exec(html)?.[1] ?? ''
    const colleague = await world.staff('Another')
    expect((await world.form(lift, { explanation: '' }, colleague)).status).toBe(403)
    expect((await world.form(lift, { explanation: HOSTILE }, min)).status).toBe(303)
    expect(await submit(world, who, 'Words again')).toBeDefined()
    expect(await text(await world.request('/console/writers', { as: min }))).not.toContain('Muted One')
    expect(await page(who)).toContain('lifted')

    expect((await world.form(lift, { explanation: '' }, min)).status).toBe(409)
  })

  it('is done once, however often its form comes; another form is another restriction', async () => {
    const who = await world.reader('Pressed Twice')
    const restrictions = () => world.stores.moderation.restrictionsOf(world.site.id, who.account.id)
    const keyOf = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const html = await (await world.request(path(who), { as: min })).text()
    const sent = { ...MUTE, key: keyOf(html) }
    const answers = await Promise.all([restrict(who, sent), restrict(who, sent)])
    answers.push(await restrict(who, sent))
    for (const answer of answers)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path(who)}?done=restricted`])
    expect(await restrictions()).toHaveLength(1)
    expect((await restrict(who, { ...sent, days: '30' })).status).toBe(422)

    // A ban is looked at once more: what is sent from there is the same form.
    const ban = {
      ...MUTE,
      kind: 'ban',
      key: keyOf(await (await world.request(path(who), { as: min })).text()),
    }
    const preview = await (await restrict(who, ban)).text()
    expect(keyOf(preview)).toBe(ban.key)
    for (let press = 0; press < 2; press += 1) await restrict(who, { ...ban, confirm: 'restriction' })
    expect((await restrictions()).map(({ kind }) => kind).sort()).toEqual(['ban', 'mute'])
  })

  it('follows from a decision on a comment, and goes when that is taken back', async () => {
    const who = await world.reader('Followed')
    const comment = await submit(world, who, `The cause of it ${HOSTILE_COMMENT}`)
    await decide(world, min, comment, 'reject:SB-02')
    const { decisions } = await world.services.moderation.comment(min.actor, comment.id)
    const from = decisions.at(-1)?.id ?? ''
    const form = await (await world.request(path(who, `?from=${from}`), { as: min })).text()
    expect(form).toContain(`name="from" value="${from}"`)
    expect(form).toMatch(/value="SB-02"[^>]*checked|checked[^>]*value="SB-02"/)
    expect((await restrict(who, { ...MUTE, from })).status).toBe(303)
    const { version } = (await world.services.comments.byId(world.site.id, comment.id)) ?? comment
    await world.services.moderation.correct(min.actor, {
      commentId: comment.id,
      version,
      explanation: 'Misread.',
    })
    expect(await submit(world, who, 'Free again')).toBeDefined()
  })

  it('takes no decision on somebody else’s comment for its cause', async () => {
    const [who, other] = [await world.reader('Innocent'), await world.reader('Guilty')]
    const comment = await submit(world, other, 'By somebody else')
    await decide(world, min, comment, 'reject:SB-02')
    const { decisions } = await world.services.moderation.comment(min.actor, comment.id)
    const from = decisions.at(-1)?.id ?? ''
    expect(await (await world.request(path(who, `?from=${from}`), { as: min })).text()).not.toContain(from)
    const before = written(world)
    expect((await restrict(who, { ...MUTE, from })).status).toBe(404)
    expect(written(world)).toEqual(before)
  })

  it.each([
    ['no clause and no law', { clause: 'SB-99' }, 422, 'Choose a clause of the policy first'],
    [
      'a law without words on why it applies',
      { law: 'KR 44-2', explanation: '' },
      422,
      'Say why, in at most 500 characters',
    ],
    ['no end for less than a ban', { days: '' }, 422, 'That length is not possible'],
    ['no day at all', { days: '0' }, 422, 'That length is not possible'],
    ['a moderator’s ban without an end', { kind: 'ban', days: '' }, 403, 'You are not allowed'],
    [
      'a moderator’s endless ban, said to be confirmed',
      { kind: 'ban', days: '', confirm: 'restriction' },
      403,
      '',
    ],
    ['words without measure', { explanation: 'x'.repeat(501) }, 422, 'in at most 500 characters'],
  ])('is refused with %s, and what was written is kept', async (_, change, status, sentence) => {
    const who = await world.reader('Unharmed')
    const before = count(world, 'decisions')
    const response = await restrict(who, { ...MUTE, ...change })
    expect(response.status).toBe(status)
    const html = await text(response)
    expect(html).toContain(sentence)
    if (!('explanation' in change)) expect(html).toContain(MUTE.explanation)
    expect(count(world, 'decisions')).toBe(before)
  })

  it('cannot be done to a colleague, to oneself, or by another paper’s desk', async () => {
    const who = await world.reader('Ours Alone')
    expect((await restrict(senior, MUTE)).status).toBe(403)
    expect((await restrict(min, MUTE)).status).toBe(403)
    expect(await page(senior)).toContain('cannot be restricted')
    for (const tail of ['', '/restrict', '/notes', `/restrictions/${who.account.id}/lift`]) {
      const body = tail === '/restrict' ? MUTE : tail === '/notes' ? { note: 'x' } : { explanation: '' }
      const answered =
        tail === ''
          ? await world.request(path(who), { as: stranger })
          : await world.form(path(who, tail), body, stranger)
      expect(`${tail} ${answered.status}`).toBe(`${tail} 404`)
      expect(await answered.text()).not.toContain('Ours Alone')
    }
    expect(await text(await world.request('/console/writers', { as: stranger }))).not.toContain('Followed')
    expect((await restrict(who, { ...MUTE, clause: 'SB-01', extra: '1' })).status).toBe(400)
    expect((await world.form('/console/writers/nobody/restrict', MUTE, min)).status).toBe(404)
  })
})

describe('a ban', () => {
  it('is shown once more with what waits, and rejects that under the same clause only when told so', async () => {
    const who = await world.reader('Banned Writer')
    const waiting = [
      await submit(world, who, `Waits ${HOSTILE_COMMENT}`),
      await submit(world, who, 'Waits too'),
    ]
    const ban = { ...MUTE, kind: 'ban', days: '30', explanation: HOSTILE }
    const before = written(world)
    const preview = await restrict(who, ban)
    expect(preview.status).toBe(200)
    const html = await preview.text()
    expect(written(world)).toEqual(before)
    expect(html).not.toMatch(/<script>alert|<img src=x/)
    for (const { body } of waiting) expect(html.replaceAll('&#39;', "'")).toContain(body.slice(0, 5))
    expect(html).toContain('Ban, and reject the 2 waiting comments')
    const items = [...html.matchAll(/name="item" value="([^"]+)"/g)].map(
      ([, value = '']) => ['item', value] as const,
    )
    expect(items).toHaveLength(2)
    // Written between preview and confirmation: not seen, so not rejected.
    const unseen = await submit(world, who, 'Written in between')
    const sent = await post(
      world,
      path(who, '/restrict'),
      [...Object.entries(ban), ...items, ['confirm', 'both']],
      min,
    )
    expect(sent.status).toBe(200)
    expect(await text(sent)).toContain('2 of 2 decided')
    expect(waiting.map((comment) => stateOf(world, comment))).toEqual(['rejected', 'rejected'])
    expect(stateOf(world, unseen)).toBe('pending')
    const record = await world.services.moderation.comment(min.actor, waiting[0]?.id ?? '')
    expect(record.decisions.at(-1)).toMatchObject({ clauses: ['SB-01'], explanation: HOSTILE.trim() })
  })

  it('rejects nobody else’s comment, whatever the form names', async () => {
    const [who, other] = [await world.reader('Banned Alone'), await world.reader('Bystander')]
    const comment = await submit(world, other, 'A bystander’s words')
    const [item] = (await world.services.moderation.writer(min.actor, other.account.id)).pending
    const fields = { ...MUTE, kind: 'ban', confirm: 'both', item: `${item?.caseId}:1` }
    expect((await restrict(who, fields)).status).toBe(303)
    expect(stateOf(world, comment)).toBe('pending')
  })
})
