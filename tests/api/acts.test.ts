import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { DAY, HOUR } from '../../src/kernel/clock.ts'
import { catalogue } from '../../src/locales/index.ts'
import { another } from '../support/another.ts'
import { published, refused } from '../support/appeals.ts'
import { caseOf, decide, submit } from '../support/desk.ts'
import { bearer, pageToken } from '../support/page-token.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
beforeAll(async () => {
  world = await createWorld()
  ;[maya, tom, min] = [await world.reader(), await world.reader('Tom Ashworth'), await world.staff()]
})
afterAll(() => world.close())

type Verb = 'reports' | 'withdrawal'
type Who = Person | { token: string } | undefined
const BODIES = { reports: { clause: 'SB-01', note: 'Look' }, withdrawal: {} }

function send(
  { id }: Pick<Comment, 'id'>,
  verb: Verb,
  who: Who,
  {
    key = crypto.randomUUID(),
    body = BODIES[verb],
    headers = {},
  }: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  const own = {
    ...(key === '' ? {} : { 'idempotency-key': key }),
    ...(who && !('account' in who) ? bearer(who) : {}),
  }
  return world.json(`/v1/comments/${id}/${verb}?lang=en`, body, who && 'account' in who ? who : undefined, {
    ...own,
    ...headers,
  })
}

/** The status, and the problem's name where there is one. */
async function outcome(sent: Promise<Response>): Promise<string> {
  const answer = await sent
  const { type = '' } = (await answer.json()) as { type?: string }
  return `${answer.status}${type.replace('/problems/', ' ')}`
}
const stateOf = async ({ id }: Comment) => (await world.services.comments.byId(world.site.id, id))?.state
const countOf = async () => (await world.services.articles.byId(world.article.id))?.commentCount ?? 0
const reportsBy = async (who: Person, { id }: Comment) =>
  (await world.services.moderation.ownReports(who.actor)).filter(({ commentId }) => commentId === id)

describe.each(['reports', 'withdrawal'] as const)('%s by JSON', (verb) => {
  const fresh = () => published(world, verb === 'reports' ? tom : maya, min)

  it('are of our own pages alone', async () => {
    const comment = await fresh()
    for (const origin of [
      'https://evil.example',
      'https://www.ledger.example',
      'null',
      `${world.publicUrl}.evil.example`,
    ])
      expect(await outcome(send(comment, verb, maya, { headers: { origin } }))).toBe('403 foreign-origin')
    expect(await outcome(send(comment, verb, maya, { headers: { 'x-no-origin': '1' } }))).toBe(
      '403 foreign-origin',
    )
    expect(await outcome(send(comment, verb, maya, { headers: { 'content-type': 'text/plain' } }))).toBe(
      '415 unsupported-media-type',
    )
    expect(await stateOf(comment)).toBe('published')
    expect(await reportsBy(maya, comment)).toEqual([])
  })

  it('want a reader who is signed in: no session, a false one and the desk’s are none', async () => {
    const comment = await fresh()
    for (const who of [undefined, min, { token: 'x'.repeat(43) }, { token: maya.token }])
      expect(await outcome(send(comment, verb, who))).toBe('401 sign-in-required')
    expect(await stateOf(comment)).toBe('published')
  })

  it('want a key and exactly what belongs there', async () => {
    const comment = await fresh()
    for (const key of ['', 'short', 'with space in it', 'x'.repeat(81)])
      expect(await outcome(send(comment, verb, maya, { key }))).toBe('400 idempotency-key-missing')
    for (const body of [
      { ...BODIES[verb], more: 1 },
      { ...BODIES[verb], accountId: tom.account.id },
    ])
      expect(await outcome(send(comment, verb, maya, { body }))).toBe('400 unknown-field')
    expect(await outcome(send(comment, verb, maya, { body: '{"clause":' }))).toBe('400 malformed-request')
    expect(await outcome(send({ id: 'nothing' }, verb, maya))).toBe('404 not-found')
    expect(await outcome(send({ id: crypto.randomUUID() }, verb, maya))).toBe('404 not-found')
    expect(await stateOf(comment)).toBe('published')
  })

  it('are taken with a page token, under its own article alone, and answered to nobody’s cache', async () => {
    const comment = await fresh()
    const elsewhere = await pageToken(world, maya, await world.putArticle())
    expect(await outcome(send(comment, verb, elsewhere))).toBe(
      verb === 'reports' ? '401 sign-in-required' : '404 not-found',
    )
    const here = await pageToken(world, maya, world.article)
    const answer = await send(comment, verb, here)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      verb === 'reports' ? 201 : 200,
      'private, no-store',
    ])
    const late = await fresh()
    world.clock.advance(HOUR + 1)
    expect(await outcome(send(late, verb, here))).toBe('401 sign-in-required')
    // The desk's own session has run out as well.
    min = await world.staff()
  })
})

describe('a report', () => {
  it('counts once, however often and under whatever key it comes', async () => {
    const comment = await published(world, maya, min)
    const key = crypto.randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => send(comment, 'reports', tom, { key })))
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(bodies).toEqual(
      Array(3).fill({ report: { comment: comment.id, clause: 'SB-01', outcome: 'open' } }),
    )
    const others = await Promise.all([1, 2].map(() => send(comment, 'reports', tom)))
    expect(others.map(({ status }) => status)).toEqual([200, 200])
    expect(await outcome(send(comment, 'reports', tom, { key, body: { clause: 'SB-02' } }))).toBe(
      '422 idempotency-key-reused',
    )
    expect(await reportsBy(tom, comment)).toMatchObject([{ clause: 'SB-01', note: 'Look' }])
  })

  it('is answered as before when it is sent again, even after the comment has been removed', async () => {
    const comment = await published(world, maya, min)
    const key = crypto.randomUUID()
    await send(comment, 'reports', tom, { key })
    await caseOf(world, min, comment)
    await decide(world, min, comment, 'reject:SB-01', 'Because of the words.')
    expect(await outcome(send(comment, 'reports', tom, { key }))).toBe('201')
    expect(await outcome(send(comment, 'reports', tom, { key, body: { clause: 'SB-02' } }))).toBe(
      '422 idempotency-key-reused',
    )
    expect(await outcome(send(comment, 'reports', tom))).toBe('404 not-found')
    expect(await outcome(send(comment, 'reports', await world.reader(), { key }))).toBe('404 not-found')
  })

  it('needs no note, takes one of 500 characters, and refuses a longer one and a broken one', async () => {
    const comment = await published(world, maya, min)
    const note = (text: string) => ({ body: { clause: 'SB-01', note: text } })
    for (const text of ['가'.repeat(501), 'x'.repeat(12_001), 'half \ud83d']) {
      const answer = await send(comment, 'reports', tom, note(text))
      expect([answer.status, await answer.json()]).toEqual([
        422,
        expect.objectContaining({ type: '/problems/invalid-field', field: 'note' }),
      ])
    }
    expect(await outcome(send(comment, 'reports', tom, note('🇰🇷'.repeat(500))))).toBe('201')
    const other = await published(world, maya, min)
    expect(await outcome(send(other, 'reports', tom, { body: { clause: 'SB-01' } }))).toBe('201')
  })

  it('names a clause of the policy, is not of one’s own comment, nor of what cannot be read', async () => {
    const comment = await published(world, maya, min)
    for (const clause of ['', 'SB-99', '__proto__'])
      expect(await outcome(send(comment, 'reports', tom, { body: { clause } }))).toBe('422 clause-required')
    expect(await outcome(send(comment, 'reports', maya))).toBe('403 own-comment')
    const waiting = await submit(world, maya, another('Waiting'))
    const { comment: rejected } = await refused(world, maya, min)
    for (const one of [waiting, rejected])
      for (const who of [tom, maya]) expect(await outcome(send(one, 'reports', who))).toBe('404 not-found')
  })

  it('is refused in a sentence to somebody who may not report for a time', async () => {
    const comment = await published(world, maya, min)
    const noisy = await world.reader('Noisy')
    await world.services.moderation.restrict(min.actor, 'Han Jiwoo', {
      accountId: noisy.account.id,
      kind: 'no-reports',
      days: 7,
      clauses: ['SB-10'],
      lawReference: null,
      followsFrom: null,
      rejects: [],
      explanation: 'Too many.',
    })
    const answer = await send(comment, 'reports', noisy)
    expect(await answer.json()).toMatchObject({
      type: '/problems/restricted',
      title: catalogue('en').problems.restricted,
      endsAt: world.clock.now() + 7 * DAY,
    })
    expect(await reportsBy(noisy, comment)).toEqual([])
  })

  it('says until when by the clocks of the paper, and of several restrictions the one that ends last', async () => {
    const comment = await published(world, maya, min)
    const noisy = await world.reader('Noisier')
    await world.services.sites.update(world.site.key, { timeZone: 'Asia/Seoul' })
    const days = [30, 7]
    for (const count of days)
      await world.services.moderation.restrict(min.actor, 'Han Jiwoo', {
        accountId: noisy.account.id,
        kind: 'no-reports',
        days: count,
        clauses: ['SB-10'],
        lawReference: null,
        followsFrom: null,
        rejects: [],
        explanation: '',
      })
    const endsAt = world.clock.now() + 30 * DAY
    const body = await (await send(comment, 'reports', noisy)).json()
    expect(body).toMatchObject({ endsAt, timeZone: 'Asia/Seoul' })
    const there = {
      timeZone: 'Asia/Seoul',
      dateStyle: 'medium',
      timeStyle: 'short',
      hourCycle: 'h23',
    } as const
    expect(body.detail).toContain(new Intl.DateTimeFormat('en-GB', there).format(endsAt))
    await world.services.sites.update(world.site.key, { timeZone: 'UTC' })
  })
})

describe('a withdrawal', () => {
  it('gives the text back to its author alone and takes it from the count, once', async () => {
    const comment = await published(world, maya, min)
    const before = await countOf()
    const answers = await Promise.all([1, 2, 3].map(() => send(comment, 'withdrawal', maya)))
    for (const answer of [...answers, await send(comment, 'withdrawal', maya)])
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { comment: { id: comment.id, state: 'withdrawn', text: comment.body }, count: before - 1 },
      ])
    expect(await countOf()).toBe(before - 1)
    for (const who of [tom, undefined])
      expect(await (await send(comment, 'withdrawal', who)).text()).not.toContain(comment.body)
  })

  it('of what waits leaves the count as it is', async () => {
    const comment = await submit(world, maya, another('Waiting'))
    const before = await countOf()
    expect(await (await send(comment, 'withdrawal', maya)).json()).toMatchObject({ count: before })
    expect([await stateOf(comment), await countOf()]).toEqual(['withdrawn', before])
  })

  it('is nobody else’s, whatever the state', async () => {
    const { comment: rejected } = await refused(world, maya, min)
    for (const comment of [
      rejected,
      await published(world, maya, min),
      await submit(world, maya, another('Waits')),
    ]) {
      const before = await stateOf(comment)
      expect(await outcome(send(comment, 'withdrawal', tom))).toBe('404 not-found')
      expect(await stateOf(comment)).toBe(before)
    }
  })

  it('comes too late after a refusal, which stands', async () => {
    const { comment } = await refused(world, maya, min)
    expect(await outcome(send(comment, 'withdrawal', maya))).toBe('409 already-decided')
    expect(await stateOf(comment)).toBe('rejected')
  })
})
