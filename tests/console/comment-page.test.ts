import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { another } from '../support/another.ts'
import { decide, submit, written } from '../support/desk.ts'
import type { Person, World } from '../support/world.ts'
import { enteredAgain, HOSTILE, HOSTILE_COMMENT, stateOf, text, twoPapers } from './desk-world.ts'

let world: World
let stranger: Person
let maya: Person
let min: Person
let senior: Person
beforeAll(async () => {
  ;({ world, stranger } = await twoPapers())
  maya = await world.reader(`Maya "><b>Okafor`)
  min = await world.staff('Han Jiwoo')
  senior = await world.staff('Yoon Sera', 'senior')
})
afterAll(() => world.close())

const path = ({ id }: Pick<Comment, 'id'>, tail = '') => `/console/comments/${id}${tail}`
const now = async ({ id }: Pick<Comment, 'id'>) => {
  const comment = await world.services.comments.byId(world.site.id, id)
  if (!comment) throw new Error('no such comment')
  return comment
}
const act = async (comment: Comment, verb: string, explanation: string, as = min) =>
  world.form(path(comment, `/${verb}`), { version: `${(await now(comment)).version}`, explanation }, as)

async function published(words = 'Readers see this'): Promise<Comment> {
  const comment = await submit(world, maya, `${words} ${crypto.randomUUID()}`)
  await decide(world, min, comment, 'approve')
  return now(comment)
}

describe('the page of a comment', () => {
  it('tells who decided what, when, under which clause and in which words, and every report', async () => {
    const comment = await submit(world, maya, `${HOSTILE_COMMENT} ${crypto.randomUUID()}`)
    await decide(world, min, comment, 'approve')
    const reader = await world.reader('Reporter')
    await world.services.moderation.report(reader.actor, {
      commentId: comment.id,
      clause: 'SB-02',
      note: HOSTILE,
    })
    await decide(world, senior, comment, 'reject:SB-02', HOSTILE)
    const response = await world.request(path(comment), { as: min })
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    const html = await response.text()
    expect(html).not.toMatch(/<script>alert|<img src=x|<b>Okafor/)
    for (const words of [
      'approved',
      'rejected',
      'Han Jiwoo',
      'Yoon Sera',
      'under SB-02',
      'upheld',
      'Hatred of a group',
    ])
      expect(html).toContain(words)
    const plain = await text(await world.request(path(comment), { as: min }))
    // As report, as explanation, as comment.
    expect(plain.split(HOSTILE.slice(0, 60)).length).toBeGreaterThanOrEqual(4)
  })

  it('is of no use to another paper’s desk, and answers made-up ids with nothing', async () => {
    const comment = await published('Ours alone')
    const before = written(world)
    for (const id of [comment.id, crypto.randomUUID(), 'x', `${comment.id}'`]) {
      const as = id === comment.id ? stranger : min
      const there = encodeURIComponent(id)
      const answers = [await world.request(`/console/comments/${there}`, { as })]
      for (const [verb, fields] of [
        ['take-up', {}],
        ['hold', { version: '2', explanation: '' }],
        ['correct', { version: '2', explanation: 'x' }],
        ['notes', { note: 'x' }],
      ] as const)
        answers.push(await world.form(`/console/comments/${there}/${verb}`, fields, as))
      for (const answer of answers) {
        expect(answer.status).toBe(404)
        expect(await answer.text()).not.toContain('Ours alone')
      }
    }
    expect(written(world)).toEqual(before)
  })

  it('offers nothing on one’s own comment, and carries nothing out', async () => {
    const desk = await world.staff('Writes Too')
    const who = { siteId: world.site.id, accountId: desk.account.id }
    const own = await submit(
      world,
      { ...desk, actor: { type: 'reader', ...who, articleId: null } },
      'By the desk',
    )
    await decide(world, senior, own, 'approve')
    const html = await (await world.request(path(own), { as: desk })).text()
    for (const verb of ['hold', 'take-up', 'correct']) expect(html).not.toContain(path(own, `/${verb}`))
    const sent = await act(own, 'hold', '', desk)
    expect([sent.status, stateOf(world, own)]).toEqual([403, 'published'])
    expect(await text(sent)).toContain('This is your own comment')
  })
})

describe('acting on a published comment', () => {
  it('takes it up: readers go on seeing it, the queue opens on it', async () => {
    const comment = await published()
    const sent = await world.form(path(comment, '/take-up'), {}, min)
    expect(sent.status).toBe(303)
    const to = sent.headers.get('location') ?? ''
    expect(to).toMatch(/^\/console\?case=/)
    expect(await text(await world.request(to, { as: min }))).toContain('somebody of the desk took it up')
    expect(stateOf(world, comment)).toBe('published')
    const again = await world.form(path(comment, '/take-up'), {}, min)
    expect(again.headers.get('location')).toBe(to)
    expect(await text(await world.request(path(comment), { as: min }))).toContain('Open in the queue')
  })

  it('says where it stands when it is taken up too late, on its page as on its case', async () => {
    const comment = await submit(world, await world.reader('Late'), another('Taken up too late'))
    const caseId = await decide(world, min, comment, 'approve')
    const { version } = await now(comment)
    await world.services.moderation.hold(senior.actor, { commentId: comment.id, version, explanation: '' })
    await decide(world, senior, comment, 'reject:SB-01')
    for (const late of [path(comment, '/take-up'), `/console/cases/${caseId}/review`] as const) {
      const sent = await world.form(late, {}, min)
      expect(sent.status).toBe(409)
      const html = await text(sent)
      expect(html).toContain('Taken up too late')
      expect(html).toContain('Yoon Sera')
    }
    expect((await world.form(path({ id: crypto.randomUUID() }, '/take-up'), {}, min)).status).toBe(404)
  })

  it('holds it with a reason; a second press says who was first', async () => {
    const comment = await published()
    const { version } = comment
    const fields = { version: `${version}`, explanation: HOSTILE }
    const sent = await world.form(path(comment, '/hold'), fields, min)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path(comment)}?done=held`])
    expect(stateOf(world, comment)).toBe('pending')
    const second = await world.form(path(comment, '/hold'), fields, senior)
    expect(second.status).toBe(409)
    const html = await second.text()
    expect(html).toContain('Somebody else has just decided on this comment')
    expect(html).toContain('held for review')
    expect(html).not.toContain('<script>alert')
  })

  it('takes a rejection back with a reason: its maker within a day, a senior at any time', async () => {
    const comment = await submit(world, maya, another('Rejected too fast'))
    await decide(world, min, comment, 'reject:SB-01')
    const colleague = await world.staff('Another')
    expect((await act(comment, 'correct', 'Not mine to correct', colleague)).status).toBe(403)
    const silent = await act(comment, 'correct', '  ')
    expect([silent.status, (await text(silent)).includes('Say why, in at most 500 characters')]).toEqual([
      422,
      true,
    ])
    expect((await act(comment, 'correct', 'It was a quotation.')).status).toBe(303)
    expect(stateOf(world, comment)).toBe('published')
    const strikes = await world.stores.moderation.strikesOf(world.site.id, maya.account.id)
    expect(strikes.filter(({ undoneAt }) => undoneAt === null)).not.toContainEqual(
      expect.objectContaining({ points: 2 }),
    )
    const old = await submit(world, maya, another('Rejected long ago'))
    await decide(world, min, old, 'reject:SB-01')
    world.clock.advance(DAY + 1)
    min = await world.staff('Han Jiwoo')
    senior = await world.staff('Yoon Sera', 'senior')
    stranger = await enteredAgain(world, stranger)
    expect(await text(await world.request(path(old), { as: min }))).not.toContain('Take the rejection back')
    expect((await act(old, 'correct', 'A senior sees it otherwise.', senior)).status).toBe(303)
  })

  it('keeps what was written when a form is refused', async () => {
    const comment = await published()
    const response = await act(comment, 'hold', 'y'.repeat(501))
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('y'.repeat(501))
  })
})

describe('an article’s comments', () => {
  it('stand there by state, paged, each leading to its page', async () => {
    const article = await world.putArticle({ headline: 'Bridges <b>& tunnels' })
    const waiting: Comment[] = []
    for (let index = 0; index < 22; index += 1) {
      waiting.push(await submit(world, maya, `Waits here, number ${index}.`, article))
      world.clock.advance(1)
    }
    const there = `/console/articles/${article.id}/comments`
    expect(await text(await world.request(there, { as: min }))).toContain('No comment.')
    const html = await (await world.request(`${there}?state=pending`, { as: min })).text()
    expect(html).toContain('Bridges &lt;b&gt;&amp; tunnels')
    expect(html).toContain(`href="${path(waiting[21] as Comment)}"`)
    expect(html).not.toContain('number 1.')
    const next = /href="([^"]+cursor=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await (await world.request(next, { as: min })).text()
    expect(second).toContain('number 1.')
    expect(second).not.toContain('number 2.')
    await decide(world, min, waiting[0] as Comment, 'reject:SB-01')
    expect(await text(await world.request(`${there}?state=rejected`, { as: min }))).toContain('number 0.')
    for (const odd of ['?state=secret', '?cursor=%00', '?state=pending&cursor=zz.1'])
      expect((await world.request(there + odd, { as: min })).status).toBe(200)
    expect((await world.request(there, { as: stranger })).status).toBe(404)
  })
})

describe('the way from the discussion into the console', () => {
  const link = (comment: Comment) => `/console/comments/${comment.id}`

  it('is shown to the desk of that paper alone, and kept by nobody', async () => {
    const comment = await published()
    const page = `/a/${world.article.id}`
    const seen = async (init: object = {}) => {
      const response = await world.request(page, init)
      return { response, has: (await response.text()).includes(link(comment)) }
    }
    expect((await seen()).has).toBe(false)
    const desk = await seen({ as: min })
    expect([desk.has, desk.response.headers.get('cache-control')]).toEqual([true, 'private, no-store'])
    // Neither before nor after: the copy for everybody stays as it was.
    const everybody = await seen()
    expect(everybody.has).toBe(false)
    expect(everybody.response.headers.get('cache-control')).toContain('s-maxage=10')
    for (const cookie of [
      maya.cookie,
      stranger.cookie,
      `__Host-brevier_staff=${'A'.repeat(43)}`,
      `__Host-brevier_staff=${maya.token}`,
      `${min.cookie}; ${min.cookie}`,
    ])
      expect((await seen({ headers: { cookie } })).has).toBe(false)
    expect((await seen({ headers: { cookie: `${maya.cookie}; ${min.cookie}` } })).has).toBe(true)
  })

  it('stands on a comment’s own address too, and never in the frame', async () => {
    const comment = await published()
    const own = await world.request(`/a/${world.article.id}/c/${comment.id}`, { as: min })
    expect(await own.text()).toContain(link(comment))
    const { key } = world.article
    for (const cookie of [min.cookie, `${maya.cookie}; ${min.cookie}`]) {
      const frame = await world.request(`/frame?site=ledger&article=${key}`, { headers: { cookie } })
      const html = await frame.text()
      expect(html).toContain(comment.body)
      expect(html).not.toContain('/console/')
    }
  })
})
