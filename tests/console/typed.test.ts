import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { LEASE_MS } from '../../src/features/moderation/model.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { en } from '../../src/locales/en.ts'
import { another } from '../support/another.ts'
import { answer, answerFields, appeal, appealOf, kept, refused, signedIn } from '../support/appeals.ts'
import { caseOf, decide, openCase, press, submit } from '../support/desk.ts'
import type { Person, World } from '../support/world.ts'
import { post, text, twoPapers } from './desk-world.ts'

/** A page that was pasted: more than any field takes, three bytes a letter and nine in the form. */
const PASTED = `${'가나다라 '.repeat(1_000)}`.trim()

let world: World
let maya: Person
let tom: Person
let min: Person
let senior: Person
beforeAll(async () => {
  ;({ world } = await twoPapers())
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
  min = await world.staff('Han Jiwoo')
  senior = await world.staff('Yoon Sera', 'senior')
})
afterAll(() => world.close())

const waiting = () => submit(world, maya, another('Words that wait'))
const now = async ({ id }: Pick<Comment, 'id'>) => {
  const comment = await world.services.comments.byId(world.site.id, id)
  if (!comment) throw new Error('no such comment')
  return comment
}
const made = async (decision: string) => {
  const comment = await waiting()
  const caseId = await decide(world, min, comment, decision)
  return { caseId, comment: await now(comment) }
}

/** What stands in the page's text fields. */
async function typed(response: Response): Promise<string[]> {
  const html = await response.text()
  return [...html.matchAll(/<textarea[^>]*>([^<]*)<\/textarea>/g)].map(([, words = '']) => words.trim())
}

describe('a text that is far too long', () => {
  async function sent(path: string, fields: Record<string, string>, as = senior): Promise<void> {
    const response = await world.form(path, fields, as)
    expect([path, response.status, (await typed(response)).includes(PASTED)]).toEqual([path, 422, true])
  }

  it('comes back whole from every form of a comment', async () => {
    const comment = await waiting()
    const caseId = await caseOf(world, senior, comment)
    const fields = (await openCase(world, senior, caseId)) ?? {}
    await sent(`/console/cases/${caseId}/decision`, {
      ...fields,
      decision: 'reject',
      clause: 'SB-02',
      explanation: PASTED,
    })
    await sent(`/console/cases/${caseId}/escalate`, { lease: fields['lease'] ?? '', note: PASTED })
    await sent(`/console/comments/${comment.id}/notes`, { note: PASTED })
    const seen = await made('approve')
    const words = { version: `${seen.comment.version}`, explanation: PASTED }
    await sent(`/console/comments/${seen.comment.id}/hold`, words)
    for (const act of ['blind', 'remove'])
      await sent(`/console/notices/comments/${seen.comment.id}/${act}`, {
        ...words,
        law: 'Act 1',
        ...(act === 'blind' && { days: '7' }),
      })
    const gone = await made('reject:SB-01')
    const version = `${gone.comment.version}`
    await sent(`/console/comments/${gone.comment.id}/correct`, { version, explanation: PASTED })
    await sent(`/console/cases/${gone.caseId}/correct`, { version, explanation: PASTED })
  })

  it('comes back whole from every form about a writer', async () => {
    const who = await world.reader('Much Written About')
    const path = `/console/writers/${who.account.id}`
    const form = { kind: 'mute', days: '7', clause: 'SB-01' }
    await sent(`${path}/notes`, { note: PASTED })
    await sent(`${path}/restrict`, { ...form, explanation: PASTED })
    expect((await world.form(`${path}/restrict`, { ...form, explanation: '' }, min)).status).toBe(303)
    const html = await (await world.request(path, { as: senior })).text()
    const lift = /action="([^"]+\/lift)"/.exec(html)?.[1] ?? ''
    await sent(lift, { explanation: PASTED })
  })

  it('comes back whole from the answer to an appeal, with the clause that was chosen', async () => {
    const { decision } = await kept(world, { author: maya, reporter: tom, desk: min })
    await appeal(world, tom, decision.id)
    const id = await appealOf(world, tom, decision.id)
    const response = await answer(world, senior, id, 'overturn', { reason: PASTED, clause: 'SB-03' })
    const html = await response.text()
    expect([response.status, html.includes(PASTED)]).toEqual([422, true])
    expect(html).toMatch(/<option value="SB-03" selected/)
  })

  it('comes back with the boxes of several comments, of which none is decided', async () => {
    const comments = [await waiting(), await waiting()]
    const items = await Promise.all(
      comments.map(async (comment) => `${await caseOf(world, min, comment)}:${comment.version}`),
    )
    const fields = [
      ...items.map((item) => ['item', item] as const),
      ['decision', 'reject'] as const,
      ['clause', 'SB-01'] as const,
    ]
    for (const [wrong, sentence] of [
      [[['explanation', PASTED] as const], en.console.forms.fault.explanation],
      [[['law', 'Act 1'] as const], en.console.forms.fault.explanation],
      [[['law', 'x'.repeat(500)] as const, ['explanation', 'Why'] as const], en.console.forms.fault.law],
    ] as const) {
      const response = await post(world, '/console/bulk', [...fields, ...wrong], min)
      const html = await response.text()
      expect([response.status, html.includes(sentence)]).toEqual([422, true])
      for (const [, words] of wrong) expect(html).toContain(words)
      for (const item of items) expect(html).toContain(`name="item" value="${item}"`)
    }
    for (const comment of comments) expect((await now(comment)).state).toBe('pending')
  })
})

describe('words for a decision that was not made', () => {
  it('stand in the panel again under the clause, with what is wrong with them', async () => {
    const caseId = await caseOf(world, min, await waiting())
    const fields = await openCase(world, min, caseId)
    const explanation = 'n'.repeat(501)
    const sent = { ...fields, decision: 'reject', clause: 'SB-12', explanation }
    const html = await (await press(world, min, caseId, sent)).text()
    expect(html).toContain(en.console.forms.fault.explanation)
    expect(html).toMatch(/<textarea[^>]*name="explanation"[^>]*>\s*n{501}/)
    expect(html).toMatch(/<input type="radio" name="clause" value="SB-12"[^>]* checked/)
  })

  it('can be copied where a colleague was faster', async () => {
    const comment = await waiting()
    const caseId = await caseOf(world, min, comment)
    const fields = await openCase(world, min, caseId)
    world.clock.advance(LEASE_MS)
    await decide(world, senior, comment, 'approve')
    const sent = { ...fields, decision: 'reject', clause: 'SB-02', explanation: 'Long thought about.' }
    const response = await press(world, min, caseId, sent)
    expect(response.status).toBe(409)
    expect(await typed(response)).toContain('Long thought about.')
  })

  it('can be copied where the claim on an appeal has gone to a colleague', async () => {
    const { decision } = await refused(world, maya, min)
    await appeal(world, maya, decision.id)
    const id = await appealOf(world, maya, decision.id)
    const fields = await answerFields(world, senior, id)
    world.clock.advance(LEASE_MS)
    const colleague = await world.staff('Another Senior', 'senior')
    await world.request(`/console/appeals/${id}`, { as: colleague })
    const sent = { ...fields, verdict: 'uphold', reason: 'Long thought about.' }
    const response = await world.form(`/console/appeals/${id}`, sent, senior)
    expect(response.status).toBe(409)
    expect(await typed(response)).toContain('Long thought about.')
  })
})

describe('a rejection that an appeal has upheld', () => {
  it('is offered to be taken back, on the case as on the comment, to whom it can be taken back by', async () => {
    const { comment, decision } = await refused(world, maya, min)
    await appeal(world, maya, decision.id)
    const id = await appealOf(world, maya, decision.id)
    const colleague = await world.staff('Third Person')
    expect((await answer(world, colleague, id, 'uphold')).status).toBe(303)
    const { caseId } = decision
    const offers = async (as: Person) => {
      const html = await text(await world.request(`/console?case=${caseId}`, { as }))
      return html.includes(en.console.work.correctTitle)
    }
    expect([await offers(min), await offers(colleague)]).toEqual([true, false])
    const fields = { version: `${(await now(comment)).version}`, explanation: 'It was a quote.' }
    const correct = (as: Person) => world.form(`/console/cases/${caseId}/correct`, fields, as)
    expect((await correct(colleague)).status).toBe(403)
    expect((await correct(min)).status).toBe(303)
    expect((await now(comment)).state).toBe('published')

    const old = await refused(world, maya, min)
    world.clock.advance(DAY + 1)
    const again = await signedIn(world, min)
    const page = await text(await world.request(`/console?case=${old.decision.caseId}`, { as: again }))
    expect(page).not.toContain(en.console.work.correctTitle)
  })
})
