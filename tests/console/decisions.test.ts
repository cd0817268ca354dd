import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import { LEASE_MS } from '../../src/features/moderation/model.ts'
import { MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { en } from '../../src/locales/en.ts'
import { caseOf, decide, openCase, plainText, press, submit, withFile, written } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
let yuna: Person

beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
  min = await world.staff('Han Jiwoo')
  yuna = await world.staff('Seo Yuna', 'senior')
})
afterAll(() => world.close())

let texts = 0
/** A comment that waits, each with words of its own. */
async function pending(as = maya, article = world.article) {
  texts += 1
  const comment = await submit(world, as, `Waiting words ${crypto.randomUUID()} number ${texts}`, article)
  expect(comment.state).toBe('pending')
  return comment
}

describe('approving', () => {
  it('shows the comment to everybody at once, also where a page was asked for just before', async () => {
    const article = await world.putArticle()
    const comment = await pending(maya, article)
    const pages = [
      `/a/${article.id}`,
      `/a/${article.id}?lang=ko`,
      `/a/${article.id}?sort=oldest`,
      `/frame?site=ledger&article=${article.key}`,
      `/v1/articles/${article.id}/comments`,
      `/a/${article.id}/c/${comment.id}`,
    ]
    const read = async (path: string) => (await world.request(path)).text()
    const pulse = async () => JSON.parse(await read(`/v1/articles/${article.id}/pulse`))
    const count = async () => JSON.parse(await read(`/v1/counts?article=${article.id}`)).counts[article.id]
    for (const path of pages) {
      expect(await read(path)).not.toContain(comment.body)
      expect(await read(path)).not.toContain(comment.body)
    }
    const before = await pulse()
    expect([before.count, await count()]).toEqual([0, 0])

    await decide(world, min, comment, 'approve')

    for (const path of pages) expect(`${path} ${await read(path)}`).toContain(comment.body)
    expect(await read(`/a/${article.id}`)).toContain('data-count="1"')
    const after = await pulse()
    expect([after.count, await count()]).toEqual([1, 1])
    expect(after.revision).toBeGreaterThan(before.revision)
  })
})

describe('refusing', () => {
  it('tells the author clause, text and note in the language of the page, and others nothing', async () => {
    const article = await world.putArticle()
    const comment = await pending(maya, article)
    const note = 'Criticise the <plan> & not the person.'
    await decide(world, min, comment, 'reject:SB-01', note)
    const clause = policy.clauses.find(({ id }) => id === 'SB-01')
    for (const language of ['en', 'ko'] as const) {
      for (const path of [`/a/${article.id}?lang=${language}`, `/me?lang=${language}`]) {
        const html = await (await world.request(path, { as: maya })).text()
        const text = plainText(html)
        expect(text).toContain(comment.body)
        expect(text).toContain('SB-01')
        expect(text).toContain(clause?.title[language])
        expect(text).toContain(clause?.text[language])
        expect(text).toContain(note)
        expect(html).not.toContain('<plan>')
      }
    }
    for (const as of [undefined, tom]) {
      for (const path of [
        `/a/${article.id}`,
        `/a/${article.id}/c/${comment.id}`,
        `/frame?site=ledger&article=${article.key}`,
        `/v1/articles/${article.id}/comments`,
      ]) {
        const html = await (await world.request(path, { as })).text()
        expect(html).not.toContain(comment.body)
        expect(html).not.toContain('Criticise the')
      }
    }
  })

  it('needs a clause that the version has', async () => {
    const comment = await pending()
    const caseId = await caseOf(world, min, comment)
    const fields = await openCase(world, min, caseId)
    const before = written(world)
    for (const decision of ['reject', 'reject:', 'reject:SB-99', 'reject:__proto__']) {
      const response = await press(world, min, caseId, { ...fields, decision })
      expect(`${decision} ${response.status}`).toBe(`${decision} 422`)
      expect(await response.text()).toContain(en.problems['clause-required'])
    }
    for (const decision of ['', 'publish', 'purge', 'APPROVE']) {
      expect((await press(world, min, caseId, { ...fields, decision })).status).toBe(422)
    }
    expect(written(world)).toEqual(before)
    expect((await press(world, min, caseId, { ...fields, decision: 'reject', clause: 'SB-03' })).status).toBe(
      303,
    )
  })
})

describe('the row that a decision leaves', () => {
  it('names who, in which role, what, from and to, under which policy, and hangs on the row before', async () => {
    const comment = await pending()
    world.clock.advance(90 * SECOND)
    const caseId = await caseOf(world, yuna, comment)
    const fields = await openCase(world, yuna, caseId)
    world.clock.advance(7 * SECOND)
    expect((await press(world, yuna, caseId, { ...fields, decision: 'reject:SB-02' })).status).toBe(303)
    const [row, before] = await world.stores.moderation.newestDecisions(world.site.id, 2)
    expect(row).toMatchObject({
      seq: (before?.seq ?? 0) + 1,
      prevHash: before?.hash,
      actorType: 'staff',
      actorId: yuna.account.id,
      role: 'senior',
      action: 'reject',
      from: 'pending',
      to: 'rejected',
      clauses: ['SB-02'],
      policyVersion: comment.policyVersion,
      commentVersion: comment.version,
      automatedDecision: 'none',
      at: world.clock.now(),
      msOnScreen: 7 * SECOND,
    })
    expect(JSON.stringify(row)).not.toContain(comment.body)
    expect((await world.services.moderation.verifyLog(world.site.id)).brokenAt).toBeNull()
  })

  it('names the policy that the comment was written under, not the newest', async () => {
    const comment = await pending()
    const { version } = await world.services.policy.publish(world.site.id, policy)
    expect(version).toBe(comment.policyVersion + 1)
    await decide(world, min, comment, 'reject:SB-01')
    const [row] = await world.stores.moderation.newestDecisions(world.site.id, 1)
    expect(row?.policyVersion).toBe(comment.policyVersion)
  })
})

describe('all or nothing', () => {
  it('state, decision, case, counters and outbox move together', async () => {
    const comment = await pending()
    const before = written(world)
    await decide(world, min, comment, 'approve')
    const after = written(world)
    const grown = (table: string) => (after[table]?.length ?? 0) - (before[table]?.length ?? 0)
    expect([grown('decisions'), grown('decision_texts'), grown('outbox')]).toEqual([1, 1, 2])
    for (const table of ['comments', 'cases', 'articles', 'accounts'])
      expect(`${table} ${JSON.stringify(after[table])}`).not.toBe(`${table} ${JSON.stringify(before[table])}`)
  })

  it.each(['outbox', 'decision_texts', 'decisions'])(
    'a write that fails in %s leaves all as it was',
    async (table) => {
      const comment = await pending()
      const caseId = await caseOf(world, min, comment)
      const fields = await openCase(world, min, caseId)
      const before = written(world)
      withFile(world, (db) =>
        db.exec(`CREATE TRIGGER broken BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'broken'); END`),
      )
      const response = await press(world, min, caseId, { ...fields, decision: 'approve' })
      withFile(world, (db) => db.exec('DROP TRIGGER broken'))
      expect(response.status).toBe(500)
      expect(written(world)).toEqual(before)
      expect((await press(world, min, caseId, { ...fields, decision: 'approve' })).status).toBe(303)
    },
  )
})

describe('a moderator who comes too late', () => {
  it('is told who decided what and when, and changes nothing', async () => {
    const comment = await pending()
    const caseId = await caseOf(world, min, comment)
    const seen = await openCase(world, min, caseId)
    world.clock.advance(LEASE_MS)
    await decide(world, yuna, comment, 'approve')
    const decidedAt = world.clock.now()
    world.clock.advance(2 * MINUTE)
    const before = written(world)
    const response = await press(world, min, caseId, { ...seen, decision: 'reject:SB-01' })
    const html = await response.text()
    expect(response.status).toBe(409)
    expect(html).toContain(en.console.decidedTitle.approve('Seo Yuna'))
    expect(html).toContain(new Date(decidedAt).toISOString())
    expect(html).toContain(en.console.decidedNothing)
    expect(written(world)).toEqual(before)
  })

  it('cannot use a version that has moved on, even under a claim of their own', async () => {
    const comment = await pending()
    await decide(world, yuna, comment, 'approve')
    await world.services.moderation.report(tom.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    const caseId = await caseOf(world, min, comment)
    const fields = await openCase(world, min, caseId)
    const before = written(world)
    const stale = { ...fields, version: `${comment.version}`, decision: 'reject:SB-01' }
    expect((await press(world, min, caseId, stale)).status).toBe(409)
    expect(written(world)).toEqual(before)
    expect((await press(world, min, caseId, { ...fields, decision: 'keep' })).status).toBe(303)
  })

  it("cannot use another's claim, and takes the case over when that has run out", async () => {
    const comment = await pending()
    const caseId = await caseOf(world, min, comment)
    const held = await openCase(world, min, caseId)
    expect(await openCase(world, yuna, caseId)).toBeNull()
    const before = written(world)
    const response = await press(world, yuna, caseId, { ...held, decision: 'approve' })
    expect(response.status).toBe(409)
    expect(await response.text()).toContain(en.console.heldTitle('Han Jiwoo'))
    expect(written(world)).toEqual(before)

    world.clock.advance(LEASE_MS - 1)
    expect(await openCase(world, yuna, caseId)).toBeNull()
    world.clock.advance(1)
    const taken = await openCase(world, yuna, caseId)
    expect((await press(world, min, caseId, { ...held, decision: 'approve' })).status).toBe(409)
    expect((await press(world, yuna, caseId, { ...taken, decision: 'approve' })).status).toBe(303)
  })

  it('after skipping, the case is free for the next', async () => {
    const comment = await pending()
    const caseId = await caseOf(world, min, comment)
    const held = await openCase(world, min, caseId)
    const skipped = await world.form(`/console/cases/${caseId}/skip`, { lease: held?.['lease'] ?? '' }, min)
    expect(skipped.status).toBe(303)
    const taken = await openCase(world, yuna, caseId)
    expect((await press(world, min, caseId, { ...held, decision: 'approve' })).status).toBe(409)
    expect((await press(world, yuna, caseId, { ...taken, decision: 'approve' })).status).toBe(303)
  })

  it('cannot decide with a claim that has run out, though nobody else took the case', async () => {
    const comment = await pending()
    const caseId = await caseOf(world, min, comment)
    const held = await openCase(world, min, caseId)
    world.clock.advance(LEASE_MS)
    const before = written(world)['comments']
    const late = await press(world, min, caseId, { ...held, decision: 'approve' })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain(en.console.lostTitle)
    expect(written(world)['comments']).toEqual(before)
  })
})

describe('the answer to a refused decision', () => {
  const leaseOf = async (caseId: string) =>
    (await world.stores.moderation.item(world.site.id, caseId, world.clock.now()))?.caseFile.lease ?? null

  it('claims nothing: who pressed too late has not asked for the case again', async () => {
    const comment = await pending()
    const caseId = await caseOf(world, min, comment)
    const held = await openCase(world, min, caseId)
    world.clock.advance(LEASE_MS)
    const late = await press(world, min, caseId, { ...held, decision: 'approve' })
    const html = await late.text()
    expect([late.status, html.includes('name="decision"')]).toEqual([409, false])
    expect((await leaseOf(caseId))?.expiresAt).toBe(world.clock.now())
    const taken = await openCase(world, yuna, caseId)
    expect((await press(world, yuna, caseId, { ...taken, decision: 'approve' })).status).toBe(303)
  })

  it("shows an earlier decision on a case that waits anew, dimmed, and leaves another's claim alone", async () => {
    const comment = await pending()
    await decide(world, yuna, comment, 'approve')
    const decidedAt = world.clock.now()
    await world.services.moderation.report(tom.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    const caseId = await caseOf(world, yuna, comment)
    await openCase(world, yuna, caseId)
    const claim = await leaseOf(caseId)
    world.clock.advance(MINUTE)
    const stale = { lease: 'none', version: `${comment.version}`, shown: '0', decision: 'reject:SB-01' }
    const response = await press(world, min, caseId, stale)
    const html = await response.text()
    expect(response.status).toBe(409)
    expect(html).toContain('class="case decided"')
    expect(html).toContain(en.console.decidedTitle.approve('Seo Yuna'))
    expect(html).toContain(new Date(decidedAt).toISOString())
    expect(html).toContain(`href="/console?case=${caseId}">${en.console.openAgain}<`)
    expect(html).not.toContain('name="decision"')
    expect(await leaseOf(caseId)).toEqual(claim)
  })

  it('that can be mended keeps the buttons, under the same claim', async () => {
    const caseId = await caseOf(world, min, await pending())
    const held = await openCase(world, min, caseId)
    const claim = await leaseOf(caseId)
    const html = await (await press(world, min, caseId, { ...held, decision: 'reject' })).text()
    expect(html).toContain('name="decision"')
    expect(html).toContain(`value="${held?.['lease']}"`)
    expect(await leaseOf(caseId)).toEqual(claim)
  })

  it('a case opened after its decision names who decided', async () => {
    const comment = await pending()
    const caseId = await decide(world, yuna, comment, 'approve')
    const html = await (await world.request(`/console?case=${caseId}`, { as: min })).text()
    expect(html).toContain(en.console.decidedTitle.approve('Seo Yuna'))
  })
})

describe('nobody judges themselves', () => {
  it('a moderator cannot decide on a comment of the same account', async () => {
    const comment = await pending()
    const caseId = await caseOf(world, min, comment)
    withFile(world, (db) =>
      db.prepare('UPDATE comments SET account_id = ? WHERE id = ?').run(min.account.id, comment.id),
    )
    expect(await openCase(world, min, caseId)).toBeNull()
    const lease =
      (await world.stores.moderation.item(world.site.id, caseId, world.clock.now()))?.caseFile.lease?.token ??
      ''
    for (const decision of ['approve', 'reject:SB-01']) {
      const fields = { version: '1', lease, shown: `${world.clock.now()}`, decision }
      expect((await press(world, min, caseId, fields)).status).toBe(403)
    }
    expect((await world.stores.comments.byId(world.site.id, comment.id))?.state).toBe('pending')
  })
})

describe('a reported comment', () => {
  async function reported() {
    const comment = await pending()
    await decide(world, min, comment, 'approve')
    const report = { commentId: comment.id, clause: 'SB-01', note: 'Look at this' }
    expect(await world.services.moderation.report(tom.actor, report)).toBe('applied')
    return comment
  }
  const reports = (commentId: string) =>
    withFile(world, (db) =>
      db.prepare('SELECT outcome FROM reports WHERE comment_id = ?').pluck().all(commentId),
    )
  const stateOf = async (id: string) => (await world.stores.comments.byId(world.site.id, id))?.state

  it('stays readable while it waits, and when it is kept', async () => {
    const comment = await reported()
    const path = `/a/${comment.articleId}/c/${comment.id}`
    expect(await (await world.request(path)).text()).toContain(comment.body)
    await decide(world, yuna, comment, 'keep')
    expect(await (await world.request(path)).text()).toContain(comment.body)
    expect(reports(comment.id)).toEqual(['dismissed'])
    expect(await stateOf(comment.id)).toBe('published')
  })

  it('goes at once when it is rejected, and its author is told that it was reported', async () => {
    const comment = await reported()
    await world.request(`/a/${comment.articleId}`)
    await decide(world, yuna, comment, 'reject:SB-03')
    expect(await (await world.request(`/a/${comment.articleId}`)).text()).not.toContain(comment.body)
    expect(reports(comment.id)).toEqual(['upheld'])
    expect(await stateOf(comment.id)).toBe('rejected')
    const mine = plainText(
      await (await world.request(`/a/${comment.articleId}?lang=en`, { as: maya })).text(),
    )
    expect(mine).toContain(en.appeals.sources.report)
  })

  it('cannot be approved a second time, nor can a waiting one be kept', async () => {
    const comment = await reported()
    const caseId = await caseOf(world, yuna, comment)
    const fields = await openCase(world, yuna, caseId)
    expect((await press(world, yuna, caseId, { ...fields, decision: 'approve' })).status).toBe(409)
    const waiting = await pending()
    const other = await caseOf(world, yuna, waiting)
    const otherFields = await openCase(world, yuna, other)
    expect((await press(world, yuna, other, { ...otherFields, decision: 'keep' })).status).toBe(409)
    expect(await stateOf(waiting.id)).toBe('pending')
  })
})
