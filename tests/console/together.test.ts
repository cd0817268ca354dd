import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { UNDO_WINDOW_MS } from '../../src/features/delivery/model.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { caseOf, decide, openCase, press, submit, written } from '../support/desk.ts'
import type { Person, World } from '../support/world.ts'
import { count, HOSTILE, HOSTILE_COMMENT, post, stateOf, text, twoPapers } from './desk-world.ts'

let world: World
let stranger: Person
let maya: Person
let min: Person
let senior: Person
beforeAll(async () => {
  ;({ world, stranger } = await twoPapers())
  maya = await world.reader('Maya Okafor')
  min = await world.staff('Han Jiwoo')
  senior = await world.staff('Yoon Sera', 'senior')
})
afterAll(() => world.close())

const waiting = (words: string) => submit(world, maya, `${words} ${crypto.randomUUID()}`)
const look = async (caseId: string, as: Person) =>
  text(await world.request(`/console?case=${caseId}`, { as }))

describe('escalating a case', () => {
  async function escalated(note = ''): Promise<{ comment: Comment; caseId: string }> {
    const comment = await waiting('Too hard for one')
    const caseId = await caseOf(world, min, comment)
    const fields = await openCase(world, min, caseId)
    const sent = await world.form(
      `/console/cases/${caseId}/escalate`,
      { lease: fields?.['lease'] ?? '', note },
      min,
    )
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/console?done=escalated'])
    return { comment, caseId }
  }

  it('leaves it to the seniors: moderators see who and why, hold nothing and decide nothing', async () => {
    const { comment, caseId } = await escalated(HOSTILE)
    const colleague = await world.staff('Another')
    for (const person of [min, colleague]) {
      const html = await look(caseId, person)
      expect(html).toContain('Han Jiwoo escalated this case')
      expect(html).toContain(HOSTILE.trim())
      expect(await openCase(world, person, caseId)).toBeNull()
    }
    const fields = await openCase(world, senior, caseId)
    expect(fields).not.toBeNull()
    const forged = { ...fields, decision: 'approve' }
    expect((await press(world, min, caseId, forged)).status).toBe(403)
    expect(stateOf(world, comment)).toBe('pending')
    expect(await look(caseId, senior)).toContain('A decision of a senior is wanted')
    expect((await press(world, senior, caseId, forged)).status).toBe(303)
  })

  it('is marked in the list, and the queue opens another case for a moderator', async () => {
    const { caseId } = await escalated()
    const html = await (await world.request('/console?order=oldest', { as: min })).text()
    const row = html.slice(html.indexOf(`data-case="${caseId}"`))
    expect(row.slice(0, 900)).toContain('escalated')
    await waiting('An easier one')
    const first = await (await world.request('/console?order=oldest', { as: min })).text()
    expect(first).not.toContain(`<main id="case" class="case yours" data-case="${caseId}"`)
    const ahead = await world.services.moderation.next(min.actor, 'Han Jiwoo', {
      order: 'oldest',
      filter: 'all',
      limit: 10,
      except: [],
    })
    expect(ahead.map(({ item }) => item.caseFile.id)).not.toContain(caseId)
  })

  it('needs one’s own claim on a case of one’s own paper', async () => {
    const comment = await waiting('Held by somebody')
    const caseId = await caseOf(world, min, comment)
    const fields = await openCase(world, min, caseId)
    const escalate = (as: Person, lease: string) =>
      world.form(`/console/cases/${caseId}/escalate`, { lease, note: 'x' }, as)
    const before = count(world, 'notes')
    for (const [as, lease, status] of [
      [senior, fields?.['lease'] ?? '', 409],
      [min, 'made-up', 409],
      [stranger, fields?.['lease'] ?? '', 404],
    ] as const)
      expect((await escalate(as, lease)).status).toBe(status)
    world.clock.advance(6 * MINUTE)
    const late = await escalate(min, fields?.['lease'] ?? '')
    expect(late.status).toBe(409)
    expect(await text(late)).toContain('Your claim on this case ended')
    expect(count(world, 'notes')).toBe(before)
  })
})

describe('a note from the case', () => {
  it('comes back to the case, and never reaches its writer', async () => {
    const comment = await waiting('Noted')
    const caseId = await caseOf(world, min, comment)
    const sent = await world.form(
      `/console/comments/${comment.id}/notes`,
      { note: HOSTILE, case: caseId },
      min,
    )
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/console?case=${caseId}&done=noted`])
    const html = await (await world.request(`/console?case=${caseId}`, { as: min })).text()
    expect(html).not.toMatch(/<script>alert|<img src=x/)
    expect(await look(caseId, senior)).toContain(HOSTILE.trim())
    for (const page of ['/me', `/a/${world.article.id}`])
      expect(await text(await world.request(page, { as: maya }))).not.toContain(HOSTILE.slice(0, 40))
  })

  it('is kept once, however often its form comes; other words from the same form are another', async () => {
    const comment = await waiting('Noted twice')
    const caseId = await caseOf(world, min, comment)
    const pages = [
      `/console?case=${caseId}`,
      `/console/comments/${comment.id}`,
      `/console/writers/${maya.account.id}`,
    ]
    for (const page of pages) {
      const html = await (await world.request(page, { as: min })).text()
      const form = /<form(?:(?!<form).)*?name="note".*?<\/form>/s.exec(html)?.[0] ?? ''
      const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
      const fields = Object.fromEntries(
        [...form.matchAll(/<input type="hidden" name="([a-z]+)" value="([^"]*)"/g)].map(
          ([, ...pair]) => pair,
        ),
      )
      const before = count(world, 'notes')
      const send = (note: string) => world.form(action, { ...fields, note }, min)
      const answers = await Promise.all([send('Knows the writer'), send('Knows the writer')])
      answers.push(await send('Knows the writer'))
      expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.get('location')}`)).size).toBe(
        1,
      )
      expect([answers[0]?.status, count(world, 'notes')]).toEqual([303, before + 1])
      await send('Knows the writer well')
      expect(count(world, 'notes')).toBe(before + 2)
    }
  })

  it('comes back whole when it is too long, as do the words for a senior and a note on a writer', async () => {
    const comment = await waiting('Noted at length')
    const caseId = await caseOf(world, min, comment)
    const lease = (await openCase(world, min, caseId))?.['lease'] ?? ''
    const note = 'n'.repeat(501)
    for (const [path, fields] of [
      [`/console/comments/${comment.id}/notes`, { note, case: caseId }],
      [`/console/cases/${caseId}/escalate`, { note, lease }],
      [`/console/writers/${maya.account.id}/notes`, { note }],
    ] as const) {
      const refused = await world.form(path, fields, min)
      const html = await text(refused)
      expect([refused.status, html.includes(note)]).toEqual([422, true])
      expect(html).toContain('in at most 500 characters')
    }
  })
})

describe('several at once', () => {
  async function items(comments: readonly Comment[], as = min): Promise<[string, string][]> {
    const made: [string, string][] = []
    for (const { id, version } of comments)
      made.push(['item', `${await caseOf(world, as, { id })}:${version}`])
    return made
  }
  const preview = (list: readonly (readonly [string, string])[], as = min) =>
    world.request(`/console/bulk?${new URLSearchParams(list.map(([name, value]) => [name, value]))}`, { as })

  it('can be ticked in the list, and are shown with their count before anything is decided', async () => {
    const comments = [await waiting(HOSTILE_COMMENT), await waiting('The second')]
    const list = await items(comments)
    const queue = await (await world.request('/console', { as: min })).text()
    for (const [, value] of list)
      expect(queue).toMatch(new RegExp(`<input[^>]*form="bulk"[^>]*name="item"[^>]*value="${value}"`))
    expect(queue).toMatch(/<form[^>]*id="bulk"[^>]*method="get"[^>]*action="\/console\/bulk"/)
    const before = written(world)
    const html = await (await preview(list)).text()
    expect(html).toContain('Decide on 2 comments together')
    expect(html).not.toMatch(/<script>alert|<img src=x/)
    expect(html).toContain('The second')
    expect(written(world)).toEqual(before)
  })

  it('are rejected under one clause: a decision each, one batch, said on every comment’s page', async () => {
    const comments = [
      await waiting('One of three'),
      await waiting('Two of three'),
      await waiting('Three of three'),
    ]
    const list = await items(comments)
    const none = await post(
      world,
      '/console/bulk',
      [...list, ['decision', 'reject'], ['explanation', 'Kept.']],
      min,
    )
    expect(none.status).toBe(422)
    const kept = await text(none)
    for (const words of ['Choose a clause of the policy first', 'Kept.', 'Two of three'])
      expect(kept).toContain(words)
    expect(stateOf(world, comments[0] as Comment)).toBe('pending')
    const sent = await post(
      world,
      '/console/bulk',
      [...list, ['decision', 'reject'], ['clause', 'SB-09'], ['explanation', HOSTILE]],
      min,
    )
    expect(sent.status).toBe(200)
    expect(await text(sent)).toContain('3 of 3 decided')
    const made = await Promise.all(
      comments.map(async ({ id }) =>
        (await world.services.moderation.comment(min.actor, id)).decisions.at(-1),
      ),
    )
    expect(new Set(made.map((decision) => decision?.batchId)).size).toBe(1)
    expect(made.map((decision) => decision?.clauses)).toEqual([['SB-09'], ['SB-09'], ['SB-09']])
    const page = await world.request(`/console/comments/${comments[1]?.id}`, { as: senior })
    expect(await text(page)).toContain('in one go with others')
  })

  it('keep what readers see, publish what waits, and tell each conflict with who was first', async () => {
    const shown = await waiting('Reported later')
    await decide(world, min, shown, 'approve')
    const reader = await world.reader('Reporter')
    await world.services.moderation.report(reader.actor, { commentId: shown.id, clause: 'SB-01', note: '' })
    const current = await world.services.comments.byId(world.site.id, shown.id)
    const [plain, taken, held] = [
      await waiting('Plain'),
      await waiting('Decided by another'),
      await waiting('Held'),
    ]
    const list = await items([current ?? shown, plain, taken, held])
    await decide(world, senior, taken, 'reject:SB-02')
    await openCase(world, senior, await caseOf(world, senior, held))
    const again = await preview(list)
    const before = await text(again)
    expect(before).toContain('Decide on 3 comments together')
    expect(before).toContain('1 of the selected is not open any more')
    expect(before).toContain('Yoon Sera has it open')
    const result = await text(await post(world, '/console/bulk', [...list, ['decision', 'approve']], min))
    for (const words of [
      '2 of 4 decided',
      'rejected by Yoon Sera',
      'Yoon Sera has it open',
      'kept',
      'approved',
    ])
      expect(result).toContain(words)
    expect([shown, plain, taken, held].map((comment) => stateOf(world, comment))).toEqual([
      'published',
      'published',
      'rejected',
      'pending',
    ])
  })

  it('are taken back together for half a minute, by whoever decided them', async () => {
    const kept = [await waiting('First of three'), await waiting('Second of three')]
    const late = await waiting('Third of three')
    const decided = async (list: readonly Comment[]) => {
      const fields = [...(await items(list)), ['decision', 'reject'], ['clause', 'SB-02']] as [
        string,
        string,
      ][]
      return post(world, '/console/bulk', fields, min)
    }
    const idsIn = (html: string) =>
      [...html.matchAll(/name="decision" value="([0-9a-f-]{36})"/g)].map(([, id = '']): [string, string] => [
        'decision',
        id,
      ])
    const old = idsIn(await (await decided([late])).text())
    world.clock.advance(UNDO_WINDOW_MS + 1)
    const page = await (await decided(kept)).text()
    expect(page).toContain('Undo all 2 decisions')
    const fresh = idsIn(page)
    expect([old, fresh].map((list) => list.length)).toEqual([1, 2])
    const others = await text(await post(world, '/console/bulk/undo', fresh, senior))
    expect(others).toContain('0 of 2 taken back')
    expect(await text(await post(world, '/console/bulk/undo', fresh, stranger))).toContain(
      '0 of 2 taken back',
    )
    const back = await text(await post(world, '/console/bulk/undo', [...fresh, ...old], min))
    for (const words of ['2 of 3 taken back', 'First of three', 'The time for undoing this decision is over'])
      expect(back).toContain(words)
    expect([...kept, late].map((comment) => stateOf(world, comment))).toEqual([
      'pending',
      'pending',
      'rejected',
    ])
    const log = await world.stores.moderation.newestDecisions(world.site.id, 1)
    const again = await text(await post(world, '/console/bulk/undo', fresh, min))
    expect(again).toContain('2 of 2 taken back')
    expect(await world.stores.moderation.newestDecisions(world.site.id, 1)).toEqual(log)
  })

  it('hold no claim on what they could not decide, and reach no other paper', async () => {
    const comment = await waiting('For a senior')
    const caseId = await caseOf(world, min, comment)
    const fields = await openCase(world, min, caseId)
    await world.form(`/console/cases/${caseId}/escalate`, { lease: fields?.['lease'] ?? '', note: '' }, min)
    const item: [string, string] = ['item', `${caseId}:1`]
    const sent = await text(await post(world, '/console/bulk', [item, ['decision', 'approve']], min))
    expect(sent).toContain('0 of 1 decided')
    expect(await openCase(world, senior, caseId)).not.toBeNull()
    const who = { siteId: world.site.id, accountId: min.account.id }
    const own = await submit(world, { ...min, actor: { type: 'reader', ...who, articleId: null } }, 'My own')
    const ownCase = await caseOf(world, senior, own)
    const mine = await post(
      world,
      '/console/bulk',
      [
        ['item', `${ownCase}:1`],
        ['decision', 'approve'],
      ],
      min,
    )
    expect(await text(mine)).toContain('This is your own comment')
    expect(await openCase(world, senior, ownCase)).not.toBeNull()
    const other = await text(await post(world, '/console/bulk', [item, ['decision', 'approve']], stranger))
    expect(other).toContain('0 of 1 decided')
    expect(other).not.toContain('For a senior')
    expect(await text(await preview([item], stranger))).not.toContain('For a senior')
    expect(stateOf(world, comment)).toBe('pending')
  })

  it('leave a case that has moved on to whoever comes next, and what is open on one’s own screen to oneself', async () => {
    const [moved, own] = [await waiting('Has moved on'), await waiting('Open beside it')]
    const [caseId, ownCase] = [await caseOf(world, min, moved), await caseOf(world, min, own)]
    const fields = await openCase(world, min, ownCase)
    const stale = [caseId, ownCase].map((id) => ['item', `${id}:7`] as const)
    const sent = await post(world, '/console/bulk', [...stale, ['decision', 'approve']], min)
    expect(await text(sent)).toContain('0 of 2 decided')
    expect(await openCase(world, senior, caseId)).not.toBeNull()
    expect(await openCase(world, senior, ownCase)).toBeNull()
    expect((await openCase(world, min, ownCase))?.['lease']).toBe(fields?.['lease'])
  })

  it('are at most fifty, and of forged fields nothing comes', async () => {
    const many = Array.from({ length: 51 }, () => ['item', `${crypto.randomUUID()}:1`] as const)
    expect((await preview(many)).status).toBe(413)
    expect((await post(world, '/console/bulk', [...many, ['decision', 'approve']], min)).status).toBe(422)
    for (const value of ['x', `${crypto.randomUUID()}:0`, `${crypto.randomUUID()}:1e3`, HOSTILE]) {
      const item = ['item', value] as const
      expect((await post(world, '/console/bulk', [item, ['decision', 'approve']], min)).status).toBe(422)
      const shown = await preview([item])
      expect(shown.status).toBe(200)
      expect(await shown.text()).not.toContain('<script>alert')
    }
    for (const decision of ['keep', 'undo', 'reject:SB-01'])
      expect((await post(world, '/console/bulk', [['decision', decision]], min)).status).toBe(422)
  })
})
