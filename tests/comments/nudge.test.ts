import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/kernel/clock.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

/** A word of the built-in list. */
const HELD = 'What a bastard, honestly.'
let world: World
let maya: Person
let asked: number
beforeEach(async () => {
  asked = 0
  world = await createWorld({
    site: { mode: 'flagged-only', rates: { perArticle: 3, perDay: 20, secondsBetween: 0 } },
    outbound: {
      request: async () => {
        asked += 1
        return { status: 200, headers: new Headers(), body: new TextEncoder().encode('{"verdict":"pass"}') }
      },
    },
  })
  maya = await world.reader()
})
afterEach(() => world.close())

let keys = 0
const freshKey = () => {
  keys += 1
  return `nudge-key-${keys}`
}
const path = () => `/v1/articles/${world.article.id}/comments`
async function post(body: Record<string, unknown>, key = freshKey(), as = maya) {
  const response = await world.json(path(), body, as, { 'idempotency-key': key })
  const answer = (await response.json()) as {
    type?: string
    detail?: string
    title?: string
    comment?: { id: string; state: string }
  }
  return { status: response.status, ...answer }
}
const waiting = async () => (await world.services.moderation.summary((await world.staff()).actor)).waiting
const ownCount = async () => (await world.services.comments.ownComments(maya.actor, null)).comments.length

describe('wording that a rule holds', () => {
  it('is answered first, and leaves no trace', async () => {
    expect(await post({ text: HELD })).toMatchObject({ status: 422, type: '/problems/wording-held' })
    expect(await post({ text: HELD, review: false })).toMatchObject({ status: 422 })
    expect([await waiting(), await ownCount()]).toEqual([0, 0])
  })

  it('does not say which word it was', async () => {
    const answer = await post({ text: HELD })
    expect(JSON.stringify(answer)).not.toMatch(/bastard/i)
    expect(answer.detail).toBe(answer.title)
  })

  it('is sent for review as it is, with the same key or another', async () => {
    await post({ text: HELD }, 'the-same-key')
    const sent = await post({ text: HELD, review: true }, 'the-same-key')
    expect(sent).toMatchObject({ status: 201, comment: { state: 'pending' } })
    expect(await waiting()).toBe(1)
    expect(await post({ text: `${HELD} Indeed.`, review: true })).toMatchObject({ status: 201 })
  })

  it('is one comment after a lost answer, whichever button the retry comes from', async () => {
    const first = await post({ text: HELD, review: true }, 'lost-answer')
    for (const again of [{ text: HELD }, { text: HELD, review: true }, { text: HELD, review: false }])
      expect(await post(again, 'lost-answer')).toMatchObject({ status: 201, comment: first.comment })
    expect(await ownCount()).toBe(1)
  })

  it('can be changed, with the same key', async () => {
    await post({ text: HELD }, 'changed-text')
    const sent = await post({ text: 'What a day, honestly.' }, 'changed-text')
    expect(sent).toMatchObject({ status: 201, comment: { state: 'published' } })
  })

  it('is asked about as well where the comment waits in any case', async () => {
    await world.services.sites.update('ledger', { mode: 'premoderate-everyone' })
    expect(await post({ text: HELD })).toMatchObject({ status: 422, type: '/problems/wording-held' })
    expect(await post({ text: 'Nothing to see here' })).toMatchObject({ status: 201 })
  })

  it('is asked about for a word of the paper’s own', async () => {
    const senior = await world.staff('Seo Mira', 'senior')
    await world.services.words.add(senior.actor, 'hold', 'parsnip')
    expect(await post({ text: 'Parsnip again' })).toMatchObject({ type: '/problems/wording-held' })
  })

  it('is not told to the paper’s own service before its writer wants it read', async () => {
    await world.services.sites.update('ledger', { outsideCheck: { url: 'https://check.ledger.example/' } })
    await post({ text: HELD })
    expect(asked).toBe(0)
    await post({ text: HELD, review: true })
    expect(asked).toBe(1)
  })
})

describe('what refuses the comment in any case is said first', () => {
  it('a closed discussion, also one that was switched off while somebody wrote', async () => {
    for (const state of ['closed', 'off'] as const) {
      await world.services.articles.setDiscussion(world.site.id, world.article.id, state)
      expect(await post({ text: HELD })).toMatchObject({ status: 409, type: '/problems/discussion-closed' })
    }
  })

  it('too many comments, the same text again, and an answer to what is not there', async () => {
    await post({ text: HELD, review: true })
    expect(await post({ text: HELD })).toMatchObject({ type: '/problems/duplicate-comment' })
    const gone = await submit(world, maya, 'Soon withdrawn')
    await world.services.moderation.withdraw(maya.actor, gone.id)
    const answer = { text: `${HELD} 2`, parent: gone.id }
    expect(await post(answer)).toMatchObject({ type: '/problems/parent-unavailable' })
    await post({ text: 'The third and last' })
    expect(await post({ text: `${HELD} 3` })).toMatchObject({ type: '/problems/article-limit' })
  })

  it('a mute, and a ban by its own name, with their end', async () => {
    const senior = await world.staff('Seo Mira', 'senior')
    const step = {
      accountId: maya.account.id,
      days: 3,
      clauses: ['SB-01'],
      lawReference: null,
      explanation: 'Again.',
      followsFrom: null,
      rejects: [],
    }
    await world.services.moderation.restrict(senior.actor, 'Seo Mira', { ...step, kind: 'mute' })
    const inDays = (days: number) => world.clock.now() + days * 24 * 60 * MINUTE
    expect(await post({ text: HELD })).toMatchObject({
      status: 403,
      type: '/problems/restricted',
      endsAt: inDays(3),
    })
    for (const [kind, days] of [
      ['mute', 9],
      ['mute', 4],
      ['ban', 5],
      ['ban', 7],
      ['ban', 6],
    ] as const) {
      await world.services.moderation.restrict(senior.actor, 'Seo Mira', { ...step, kind, days })
      if (kind === 'mute') expect(await post({ text: HELD })).toMatchObject({ endsAt: inDays(9) })
    }
    const refused = world.services.comments.submit(maya.actor, world, { text: HELD }, null)
    // Of several, the one that ends last.
    await expect(refused).rejects.toMatchObject({ type: 'banned', details: { endsAt: inDays(7) } })
  })
})

describe('trying words out one by one', () => {
  it('ends after ten, for ten minutes, and for that account alone', async () => {
    for (let index = 0; index < 10; index += 1) {
      expect(await post({ text: `${HELD} ${index}` })).toMatchObject({ status: 422 })
      world.clock.advance(MINUTE / 2)
    }
    const slow = await post({ text: HELD })
    expect(slow).toMatchObject({ status: 429, type: '/problems/rate-limited', retryAfter: 300 })
    const other = await world.reader('Somebody Else')
    expect(await post({ text: HELD }, freshKey(), other)).toMatchObject({ status: 422 })
    // Whoever wants it read is not held up.
    expect(await post({ text: HELD, review: true })).toMatchObject({ status: 201 })
    world.clock.advance(5 * MINUTE)
    expect(await post({ text: `${HELD} Later.` })).toMatchObject({ status: 422 })
  })
})

describe('without JavaScript', () => {
  const form = (fields: Record<string, string>) =>
    world.form(`/a/${world.article.id}/comments`, { key: 'form-key-1', ...fields }, maya)

  it('the page comes back with the text, the sentence and both ways on', async () => {
    const refused = await form({ text: HELD })
    const html = await refused.text()
    expect(refused.status).toBe(422)
    expect(html).toContain(`>${HELD}</textarea>`)
    expect(html).toContain('data-state="nudge"')
    expect(html).toContain('or send it for review')
    expect(html).toMatch(/<button[^>]*name="review"[^>]*>Send for review</)
    expect(html).toMatch(/<input type="hidden" name="key" value="form-key-1"/)
    expect(await ownCount()).toBe(0)

    const sent = await form({ text: HELD, review: 'true' })
    expect(sent.status).toBe(303)
    expect(await ownCount()).toBe(1)
  })

  it('a changed text goes the ordinary way', async () => {
    await form({ text: HELD })
    expect((await form({ text: 'What a day.' })).status).toBe(303)
  })

  it('another value is no review', async () => {
    expect((await form({ text: HELD, review: '1' })).status).toBe(422)
    expect(await ownCount()).toBe(0)
  })
})

it('a comment that was sent for review is decided like any other', async () => {
  const comment = await submit(world, maya, HELD)
  const moderator = await world.staff()
  await decide(world, moderator, comment, 'approve')
  expect(await world.services.comments.byId(world.site.id, comment.id)).toMatchObject({ state: 'published' })
})
