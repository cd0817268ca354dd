import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LEASE_MS } from '../../src/features/moderation/model.ts'
import { APPEAL_DUE_MS, APPEAL_MS } from '../../src/features/moderation/state-table.ts'
import { DAY, HOUR, SECOND } from '../../src/kernel/clock.ts'
import { en } from '../../src/locales/en.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import {
  answer,
  answerFields,
  appeal,
  appealOf,
  kept,
  newest,
  refused,
  signedIn,
  told,
} from '../support/appeals.ts'
import { plainText, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
let yuna: Person
let sora: Person

beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
  min = await world.staff('Han Jiwoo')
  yuna = await world.staff('Seo Yuna')
  sora = await world.staff('Kim Sora', 'senior')
})
afterAll(() => world.close())
/** Sessions are shorter than what some of these wait for. */
beforeEach(signIn)

async function signIn() {
  maya = await signedIn(world, maya)
  tom = await signedIn(world, tom)
  min = await signedIn(world, min)
  yuna = await signedIn(world, yuna)
  sora = await signedIn(world, sora)
}

const page = async (path: string, as: Person) => plainText(await (await world.request(path, { as })).text())
const stateOf = async (id: string) => (await world.services.comments.byId(world.site.id, id))?.state
const appealRow = (id: string) => world.stores.moderation.appeal(world.site.id, id)

describe('an author who contests a refusal', () => {
  it('reads on the page what was decided, under which clause, by what, and until when', async () => {
    const { comment, decision } = await refused(world, maya, min)
    const text = await page(`/me/appeals/${decision.id}`, maya)
    for (const part of [comment.body, 'SB-01', 'Because of the words.', 'You can appeal until'])
      expect(text).toContain(part)
    expect(await page(`/me/appeals/${decision.id}?lang=ko`, maya)).toContain('이의를 제기할 수 있으며')
  })

  it('is heard once: the form sent again, also from another tab, makes one appeal', async () => {
    const { decision } = await refused(world, maya, min)
    const first = await Promise.all([appeal(world, maya, decision.id), appeal(world, maya, decision.id)])
    expect(first.map(({ status }) => status)).toEqual([303, 303])
    expect((await appeal(world, maya, decision.id, 'Once more.')).status).toBe(303)
    const own = await world.stores.moderation.appealsOf(world.site.id, maya.account.id)
    const against = own.filter(({ decisionId }) => decisionId === decision.id)
    expect(against.map(({ body, late }) => [body, late])).toEqual([['It was a quote.', false]])
    expect(await page(`/me/appeals/${decision.id}`, maya)).toContain('It was a quote.')
    expect(await page('/me', maya)).toContain('You appealed on')
  })

  it('is nobody else: another reader, a visitor and another decision find nothing', async () => {
    const { comment, decision } = await refused(world, maya, min)
    expect((await world.request(`/me/appeals/${decision.id}`, { as: tom })).status).toBe(404)
    expect((await appeal(world, tom, decision.id)).status).toBe(404)
    expect((await world.form(`/me/appeals/${decision.id}`, { text: 'x' })).status).toBe(401)
    expect((await appeal(world, maya, comment.id)).status).toBe(404)
    expect((await world.request('/me/appeals/nothing', { as: maya })).status).toBe(404)
  })

  it('is told what is wrong with the text, and loses none of it', async () => {
    const { decision } = await refused(world, maya, min)
    const long = await appeal(world, maya, decision.id, '가'.repeat(1_001))
    expect(long.status).toBe(413)
    expect(await long.text()).toContain('가'.repeat(1_001))
    expect((await appeal(world, maya, decision.id, ' \n ')).status).toBe(422)
    expect((await appeal(world, maya, decision.id, 'x'.repeat(13_000))).status).toBe(413)
    const pasted = '가나다라 '.repeat(1_500).trim()
    expect(await (await appeal(world, maya, decision.id, pasted)).text()).toContain(pasted)
    expect((await appeal(world, maya, decision.id, '가'.repeat(1_000))).status).toBe(303)
  })

  it.each(LANGUAGES)(
    'whose login has ended gets the words back, and the way to log in (%s)',
    async (lang) => {
      const { comment, decision } = await refused(world, maya, min)
      const path = `/me/appeals/${decision.id}`
      const { problem, me } = catalogue(lang).reader
      for (const [sentTo, field, leadsTo] of [
        [path, 'text', `${path}?lang=${lang}`],
        [`/comments/${comment.id}/report`, 'note', `/login?lang=${lang}`],
        [`/console/comments/${comment.id}/notes`, 'note', `/console/login?lang=${lang}`],
      ] as const) {
        const late = await world.form(sentTo, { [field]: 'It was a <quote>.', lang })
        expect([sentTo, late.status]).toEqual([sentTo, 401])
        const html = await late.text()
        expect(html).toMatch(/<textarea class="field" readonly[^>]*>It was a &lt;quote&gt;\.<\/textarea>/)
        expect(html).toContain(problem.keptText)
        expect(html).toContain(`href="${leadsTo}">${me.logInAgain}</a>`)
      }
    },
  )

  it('is heard after six months too, and the desk sees that it is late', async () => {
    const { decision } = await refused(world, maya, min)
    world.clock.advance(APPEAL_MS - DAY)
    await signIn()
    expect(await page(`/me/appeals/${decision.id}`, maya)).not.toContain(en.appeals.appealLate)
    world.clock.advance(DAY + SECOND)
    await signIn()
    expect(await page(`/me/appeals/${decision.id}`, maya)).toContain(en.appeals.appealLate)
    expect((await appeal(world, maya, decision.id)).status).toBe(303)
    const id = await appealOf(world, maya, decision.id)
    expect((await appealRow(id))?.late).toBe(true)
    expect(await page('/console/appeals', yuna)).toContain(en.appeals.desk.late)
    expect((await answer(world, yuna, id, 'uphold')).status).toBe(303)
  })
})

async function contested(): Promise<{ commentId: string; appealId: string; decisionId: string }> {
  const { comment, decision } = await refused(world, maya, min)
  await appeal(world, maya, decision.id)
  return {
    commentId: comment.id,
    decisionId: decision.id,
    appealId: await appealOf(world, maya, decision.id),
  }
}

describe('another person', () => {
  it('overturns: published, the strikes and what followed from them are undone, both are told', async () => {
    const { comment, decision } = await refused(world, maya, min, 'SB-03')
    const { decision: mute } = await world.services.moderation.restrict(sora.actor, 'Kim Sora', {
      accountId: maya.account.id,
      kind: 'mute',
      days: 7,
      clauses: ['SB-03'],
      lawReference: null,
      explanation: '',
      followsFrom: decision.id,
      rejects: [],
    })
    await told(world)
    await appeal(world, maya, decision.id)
    const id = await appealOf(world, maya, decision.id)
    const response = await answer(world, yuna, id, 'overturn')
    expect(response.status).toBe(303)
    expect(await stateOf(comment.id)).toBe('published')
    const made = await newest(world)
    const history = await world.stores.moderation.history(world.site.id, { commentId: comment.id })
    expect(history.at(-1)).toMatchObject({
      action: 'overturn',
      source: 'appeal',
      sourceIds: [id],
      reverses: decision.id,
      onePersonDesk: false,
      actorId: yuna.account.id,
    })
    expect(made).toMatchObject({ action: 'lift', reverses: mute.id })
    const strikes = await world.stores.moderation.strikesOf(world.site.id, maya.account.id)
    expect(strikes.find(({ decisionId }) => decisionId === decision.id)?.undoneAt).not.toBeNull()
    const [restriction] = await world.stores.moderation.restrictionsOf(world.site.id, maya.account.id)
    expect(restriction?.liftedAt).not.toBeNull()
    expect(await appealRow(id)).toMatchObject({ outcome: 'overturned', answerId: history.at(-1)?.id })
    await told(world)
    const me = await page('/me', maya)
    expect(me).toContain(en.appeals.inbox.appeal.overturned)
    expect(me).toContain('A quote is allowed.')
    expect(me).toContain(en.appeals.inbox.lifted)
    expect((await world.services.moderation.verifyLog(world.site.id)).brokenAt).toBeNull()
  })

  it('upholds with a reason; the comment stays refused, and its reason is still the first decision', async () => {
    const { appealId, commentId } = await contested()
    expect((await answer(world, yuna, appealId, 'uphold', { reason: '' })).status).toBe(422)
    expect((await answer(world, yuna, appealId, 'uphold', { reason: 'It insults <b>.' })).status).toBe(303)
    expect(await stateOf(commentId)).toBe('rejected')
    await told(world)
    const html = await (await world.request('/me', { as: maya })).text()
    expect(html).not.toContain('insults <b>')
    const text = plainText(html)
    expect(text).toContain('Because of the words.')
    expect(text).toContain('It insults <b>.')
    expect(text).toContain(en.appeals.inbox.appeal.upheld)
  })

  it('is really another one: refused by the form, the service and the database', async () => {
    const { appealId, decisionId, commentId } = await contested()
    const text = await page(`/console/appeals/${appealId}`, min)
    expect(text).toContain(en.appeals.desk.hindrance['earlier-decider'])
    expect(text).toContain('Seo Yuna')
    // The statement is quoted without what its person alone can do.
    expect(text).toContain(en.reader.statement.policy(1))
    expect(text).not.toMatch(/You can appeal until|so that you can copy it/)
    expect(await answerFields(world, min, appealId)).toBeNull()
    const fields = await answerFields(world, yuna, appealId)
    const sent = { ...fields, verdict: 'overturn', reason: 'No.' }
    const long = await world.form(`/console/appeals/${appealId}`, { ...sent, reason: '긴'.repeat(501) }, yuna)
    expect(long.status).toBe(422)
    expect(await long.text()).toContain(en.console.forms.fault.explanation)
    const response = await world.form(`/console/appeals/${appealId}`, sent, min)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain(en.problems['earlier-decider'])
    const comment = await world.services.comments.byId(world.site.id, commentId)
    const insert = () =>
      withFile(world, (db) => {
        const copy = `INSERT INTO decisions SELECT 'forged', site_id, chain_version, seq + 1000, at, actor_type, actor_id,
          role, comment_id, ${comment?.version}, account_id, body_hmac, 'overturn', 'rejected', 'published', policy_version,
          clauses, ground, law_reference, 'appeal', source_ids, automated_detection, automated_decision, detectors,
          starts_at, ends_at, id, follows_from, case_id, batch_id, 0, explanation_hmac, ms_on_screen, prev_hash, hash, hashed
          FROM decisions WHERE id = ?`
        db.prepare(copy).run(decisionId)
      })
    expect(insert).toThrow(/somebody who decided nothing on it before/)
    expect(await stateOf(commentId)).toBe('rejected')
  })

  it('who comes too late is told who answered, and changes nothing', async () => {
    const { appealId, commentId } = await contested()
    const seen = await answerFields(world, yuna, appealId)
    expect(await page(`/console/appeals/${appealId}`, sora)).toContain(en.appeals.desk.held('Seo Yuna'))
    world.clock.advance(LEASE_MS)
    expect((await answer(world, sora, appealId, 'uphold')).status).toBe(303)
    const late = await world.form(
      `/console/appeals/${appealId}`,
      { ...seen, verdict: 'overturn', reason: 'I say so.' },
      yuna,
    )
    expect(late.status).toBe(409)
    const text = plainText(await late.text())
    expect(text).toContain('Kim Sora')
    expect(await stateOf(commentId)).toBe('rejected')
  })

  it('sees the clock of each: fourteen days, then overdue; and finds decided ones apart', async () => {
    const { appealId } = await contested()
    expect(await page('/console/appeals', yuna)).toContain(en.appeals.desk.left('14 days'))
    world.clock.advance(APPEAL_DUE_MS + 2 * HOUR)
    await signIn()
    expect(await page(`/console/appeals/${appealId}`, yuna)).toContain(en.appeals.desk.overdue('2 hr'))
    expect((await answer(world, yuna, appealId, 'overturn')).status).toBe(303)
    const decided = await (await world.request('/console/appeals?show=decided', { as: yuna })).text()
    expect(decided).toContain(`/console/appeals/${appealId}`)
    const open = await (await world.request('/console/appeals', { as: yuna })).text()
    expect(open).not.toContain(`/console/appeals/${appealId}`)
  })

  it('takes an answer back within half a minute: all is as before, and nobody was told', async () => {
    const ines = await world.reader('Ines Duarte')
    const { comment, decision } = await refused(world, ines, min, 'SB-03')
    await world.services.moderation.restrict(sora.actor, 'Kim Sora', {
      accountId: ines.account.id,
      kind: 'mute',
      days: 7,
      clauses: ['SB-03'],
      lawReference: null,
      explanation: 'Enough.',
      followsFrom: decision.id,
      rejects: [],
    })
    await appeal(world, ines, decision.id)
    await told(world)
    const [message] = await world.services.moderation.messages(ines.actor, 'en')
    if (message) await world.services.moderation.readMessages(ines.actor, message)
    const appealId = await appealOf(world, ines, decision.id)
    const response = await answer(world, yuna, appealId, 'overturn')
    const done = await world.request(response.headers.get('location') ?? '', { as: yuna })
    expect(plainText(await done.text())).toContain(en.appeals.desk.done.overturned)
    const made = (await appealRow(appealId))?.answerId ?? ''
    world.clock.advance(10 * SECOND)
    const undone = await world.form(`/console/appeals/${appealId}/undo`, { decision: made }, yuna)
    expect(undone.status).toBe(303)
    expect(await stateOf(comment.id)).toBe('rejected')
    expect(await appealRow(appealId)).toMatchObject({ outcome: 'open', answerId: null })
    const strikes = await world.stores.moderation.strikesOf(world.site.id, ines.account.id)
    expect(strikes.find(({ decisionId }) => decisionId === decision.id)?.undoneAt).toBeNull()
    const held = await world.services.moderation.restrictionStatements(ines.actor, 'en')
    expect(held.map(({ action, explanation }) => [action, explanation])).toEqual([['mute', 'Enough.']])
    await told(world)
    expect(await world.services.moderation.unread(ines.actor)).toBe(0)
    expect((await answer(world, sora, appealId, 'uphold')).status).toBe(303)
  })
})

describe('a restricted account', () => {
  it('contests the restriction, and another person lifts it', async () => {
    const jin = await world.reader('Jin')
    const { decision } = await world.services.moderation.restrict(min.actor, 'Han Jiwoo', {
      accountId: jin.account.id,
      kind: 'ban',
      days: 30,
      clauses: ['SB-22'],
      lawReference: null,
      explanation: 'A second account.',
      followsFrom: null,
      rejects: [],
    })
    await told(world)
    const back = await signedIn(world, jin)
    const me = await page('/me', back)
    for (const part of [
      en.appeals.own.restrictions,
      en.appeals.restricted.ban,
      'A second account.',
      'SB-22',
      en.appeals.inbox.restriction,
    ])
      expect(me).toContain(part)
    expect((await appeal(world, back, decision.id)).status).toBe(303)
    const id = await appealOf(world, back, decision.id)
    expect(await answerFields(world, min, id)).toBeNull()
    expect((await answer(world, yuna, id, 'overturn')).status).toBe(303)
    await told(world)
    const after = await page('/me', back)
    expect(after).not.toContain(en.appeals.own.restrictions)
    expect(after).toContain(en.appeals.inbox.appeal.overturned)
    expect((await answer(world, sora, id, 'uphold', { version: '0', lease: 'x' })).status).toBe(409)
  })
})

describe('a reporter', () => {
  it('contests that the report was dismissed, and another person rejects the comment', async () => {
    const { comment, decision } = await kept(world, { author: maya, reporter: tom, desk: min })
    await told(world)
    expect(await page('/me', tom)).toContain(en.appeals.inbox.report.keep)
    expect((await appeal(world, maya, decision.id)).status).toBe(404)
    expect((await appeal(world, tom, decision.id)).status).toBe(303)
    const id = await appealOf(world, tom, decision.id)
    expect((await answer(world, yuna, id, 'overturn')).status).toBe(422)
    expect((await answer(world, yuna, id, 'overturn', { clause: 'SB-01' })).status).toBe(303)
    expect(await stateOf(comment.id)).toBe('rejected')
    const [report] = await world.services.moderation.ownReports(tom.actor)
    expect(report?.outcome).toBe('upheld')
    await told(world)
    expect(await page('/me', tom)).toContain(en.appeals.inbox.appeal.overturned)
    expect(await page('/me', maya)).toContain(en.appeals.inbox.comment.reject)
  })

  it('whose comment was withdrawn meanwhile waits for nothing', async () => {
    const { comment, decision } = await kept(world, { author: maya, reporter: tom, desk: min })
    await appeal(world, tom, decision.id)
    await world.services.moderation.withdraw(maya.actor, comment.id)
    const id = await appealOf(world, tom, decision.id)
    expect(await appealRow(id)).toMatchObject({ outcome: 'withdrawn', answerId: null })
    const open = await world.services.moderation.appeals(yuna.actor, { open: true })
    expect(open.some(({ appeal: one }) => one.id === id)).toBe(false)
  })
})

describe('a desk of one', () => {
  it('lets its administrator decide, says so, marks it; and never on an own appeal', async () => {
    const alone = await createWorld()
    const reader = await alone.reader()
    const boss = await alone.staff('Only One', 'admin')
    const { decision } = await refused(alone, reader, boss)
    await appeal(alone, reader, decision.id)
    const id = await appealOf(alone, reader, decision.id)
    const html = await (await alone.request(`/console/appeals/${id}`, { as: boss })).text()
    expect(plainText(html)).toContain(en.appeals.desk.onePerson)
    const seen = { ...(await answerFields(alone, boss, id)), verdict: 'overturn', reason: 'Fair.' }
    const second = await alone.staff('Second', 'moderator')
    expect((await alone.form(`/console/appeals/${id}`, seen, boss)).status).toBe(403)
    await alone.stores.accounts.setRole(alone.site.id, second.account.id, {
      role: 'reader',
      byId: boss.account.id,
    })
    expect((await answer(alone, boss, id, 'overturn')).status).toBe(303)
    expect(await newest(alone)).toMatchObject({ action: 'overturn', onePersonDesk: true, role: 'admin' })
    const after = await (await alone.request(`/console/appeals/${id}`, { as: boss })).text()
    expect(plainText(after)).toContain(en.appeals.desk.onePersonMark)
    const { decision: again } = await refused(alone, reader, boss)
    await appeal(alone, reader, again.id)
    await answer(alone, boss, await appealOf(alone, reader, again.id), 'uphold')
    const own = plainText(await (await alone.request('/me?lang=en', { as: reader })).text())
    expect(own).toContain('This paper had only one moderator')
    expect(own).not.toContain('another person decided that')
    await alone.close()
  })

  it('nobody decides an own appeal', async () => {
    const { decision } = await refused(world, maya, min)
    await appeal(world, maya, decision.id)
    const id = await appealOf(world, maya, decision.id)
    // A reader who is taken onto the desk afterwards.
    const actor = {
      type: 'staff' as const,
      siteId: world.site.id,
      accountId: maya.account.id,
      role: 'admin' as const,
    }
    const input = {
      appealId: id,
      verdict: 'overturn' as const,
      clauses: [],
      lawReference: null,
      explanation: 'Mine.',
      version: 2,
      leaseToken: 'x',
    }
    await expect(world.services.moderation.answerAppeal(actor, input)).rejects.toMatchObject({
      type: 'own-appeal',
    })
  })
})
