import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { UNDO_WINDOW_MS } from '../../src/features/delivery/model.ts'
import { BULK_LIMIT } from '../../src/features/moderation/deciding.ts'
import type { Decision } from '../../src/features/moderation/model.ts'
import { DAY, HOUR, SECOND } from '../../src/kernel/clock.ts'
import { another } from '../support/another.ts'
import { withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let writer: Person
let reader: Person
let min: Person
let yuna: Person

beforeAll(async () => {
  world = await createWorld()
  writer = await world.reader()
  reader = await world.reader('Tom Ashworth')
  min = await world.staff('Han Jiwoo')
  yuna = await world.staff('Seo Yuna', 'senior')
})
afterAll(() => world.close())

const moderation = () => world.services.moderation
const commentNow = async ({ id }: Comment) => world.stores.comments.byId(world.site.id, id)
const history = ({ id }: Comment) => world.stores.moderation.history(world.site.id, { commentId: id })

async function waiting(as = writer): Promise<Comment> {
  const { comment } = await world.services.comments.submit(
    as.actor,
    { site: world.site, article: world.article },
    { text: another('Some words') },
    null,
  )
  return comment
}

async function decide(
  comment: Comment,
  action: 'approve' | 'reject' | 'keep',
  as = min,
  change: { version?: number; clauses?: string[] } = {},
): Promise<Decision> {
  const caseId = (await world.stores.moderation.openReview(world.site.id, comment.id)) ?? ''
  const opened = await moderation().open(as.actor, as.account.displayName, caseId)
  return moderation().decide(as.actor, {
    caseId,
    action,
    clauses: change.clauses ?? (action === 'reject' ? ['SB-01'] : []),
    lawReference: null,
    explanation: '',
    version: change.version ?? opened.item.comment.version,
    leaseToken: opened.lease?.token ?? '',
    msOnScreen: 900,
  })
}

async function published(as = writer): Promise<Comment> {
  const comment = await waiting(as)
  await decide(comment, 'approve')
  return (await commentNow(comment)) ?? comment
}

const pointsOf = async (person: Person) => (await moderation().writer(yuna.actor, person.account.id)).points

describe('taking a decision back within half a minute', () => {
  it('puts state, case, counters and reports back as they were, and nobody is told', async () => {
    const comment = await published()
    await moderation().report(reader.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    const author = await world.stores.accounts.byId(world.site.id, writer.account.id)
    const count = (await world.services.articles.byId(world.article.id))?.commentCount
    const refused = await decide(comment, 'reject', yuna)
    expect(await pointsOf(writer)).toBe(2)
    world.clock.advance(29 * SECOND)

    await moderation().undo(yuna.actor, refused.id)

    expect(await commentNow(comment)).toMatchObject({ state: 'published', version: comment.version + 2 })
    expect(await world.stores.accounts.byId(world.site.id, writer.account.id)).toEqual(author)
    expect((await world.services.articles.byId(world.article.id))?.commentCount).toBe(count)
    expect(await pointsOf(writer)).toBe(0)
    const [report] = await moderation().ownReports(reader.actor)
    expect(report).toMatchObject({ outcome: 'open', decisionId: null })
    expect(await world.stores.moderation.openReview(world.site.id, comment.id)).toBe(refused.caseId)
    const due = await world.stores.delivery.due(world.clock.now() + DAY, 1_000)
    expect(due.filter(({ subjectId }) => subjectId === refused.id)).toEqual([])
    expect(await moderation().verifyLog(world.site.id)).toMatchObject({ brokenAt: null })
  })

  it('gives an approved comment back to the queue as if it had never been seen', async () => {
    const comment = await waiting()
    const approved = await decide(comment, 'approve')
    await moderation().undo(min.actor, approved.id)
    expect(await commentNow(comment)).toMatchObject({ state: 'pending', publishedAt: null })
    await decide(comment, 'reject')
    expect((await history(comment)).map(({ action }) => action)).toEqual(['approve', 'undo', 'reject'])
  })

  it('is for the same person, once, and only until then', async () => {
    const comment = await waiting()
    const decision = await decide(comment, 'reject')
    await expect(moderation().undo(yuna.actor, decision.id)).rejects.toMatchObject({ type: 'undo-expired' })
    const undone = await moderation().undo(min.actor, decision.id)
    await expect(moderation().undo(min.actor, undone.id)).rejects.toMatchObject({ type: 'undo-expired' })
    const again = await decide(comment, 'reject')
    world.clock.advance(31 * SECOND)
    await expect(moderation().undo(min.actor, again.id)).rejects.toMatchObject({ type: 'undo-expired' })
  })

  it('is refused when somebody else went on from there', async () => {
    const comment = await waiting()
    const approved = await decide(comment, 'approve')
    await moderation().withdraw(writer.actor, comment.id)
    await expect(moderation().undo(min.actor, approved.id)).rejects.toMatchObject({ type: 'already-decided' })
    expect(await commentNow(comment)).toMatchObject({ state: 'withdrawn' })
  })
})

describe('a correction without an appeal', () => {
  it('is the same person’s for a day, a senior’s at any time, with a reason', async () => {
    const comment = await waiting()
    await decide(comment, 'reject')
    const version = (await commentNow(comment))?.version ?? 0
    const input = { commentId: comment.id, version, explanation: 'The word was quoted.' }
    await expect(moderation().correct(min.actor, { ...input, explanation: ' ' })).rejects.toMatchObject({
      type: 'invalid-field',
    })
    const other = await world.staff('Kim Haneul')
    await expect(moderation().correct(other.actor, input)).rejects.toMatchObject({ type: 'not-allowed' })
    world.clock.advance(25 * HOUR)
    await expect(moderation().correct(min.actor, input)).rejects.toMatchObject({ type: 'not-allowed' })
    const points = await pointsOf(writer)
    await moderation().correct(yuna.actor, input)
    expect(await commentNow(comment)).toMatchObject({ state: 'published' })
    expect(await pointsOf(writer)).toBe(points - 2)
  })

  it('lifts the restriction that followed from the rejection, by a decision of its own', async () => {
    const person = await world.reader('Nora Bell')
    const comment = await waiting(person)
    const refused = await decide(comment, 'reject')
    const { decision } = await moderation().restrict(yuna.actor, 'Seo Yuna', {
      accountId: person.account.id,
      kind: 'mute',
      days: 7,
      clauses: ['SB-01'],
      lawReference: null,
      explanation: '',
      followsFrom: refused.id,
      rejects: [],
    })
    const version = (await commentNow(comment))?.version ?? 0
    await moderation().correct(yuna.actor, { commentId: comment.id, version, explanation: 'Quoted.' })
    const [restriction] = await world.stores.moderation.restrictionsOf(world.site.id, person.account.id)
    expect(restriction).toMatchObject({ id: decision.id, liftedAt: world.clock.now() })
    const about = await world.stores.moderation.history(world.site.id, { accountId: person.account.id })
    expect(about.map(({ action, reverses }) => [action, reverses])).toEqual([
      ['mute', null],
      ['lift', decision.id],
    ])
    expect((await waiting(person)).state).toBe('pending')
  })
})

describe('a restriction', () => {
  const step = (person: Person, change: object = {}) => ({
    accountId: person.account.id,
    kind: 'ban' as const,
    days: 30,
    clauses: ['SB-04'],
    lawReference: null,
    explanation: '',
    followsFrom: null,
    rejects: [],
    ...change,
  })

  it('a ban ends every session in its own step, and what was open can neither write nor report', async () => {
    const person = await world.reader('Lev Orlov')
    const seen = await published()
    expect((await world.request('/me', { as: person })).status).toBe(200)
    await moderation().restrict(min.actor, 'Han Jiwoo', step(person))
    expect((await world.request('/me', { as: person })).status).toBe(303)
    expect(await world.stores.accounts.sessions(world.site.id, person.account.id)).toEqual([])
    await expect(waiting(person)).rejects.toMatchObject({ type: 'banned' })
    const report = { commentId: seen.id, clause: 'SB-01', note: '' }
    await expect(moderation().report(person.actor, report)).rejects.toMatchObject({ type: 'restricted' })
  })

  it('ends by the clock, without anybody’s doing', async () => {
    const person = await world.reader('Ana Ruiz')
    await moderation().restrict(min.actor, 'Han Jiwoo', step(person, { kind: 'mute', days: 1 }))
    world.clock.advance(DAY - 1)
    await expect(waiting(person)).rejects.toMatchObject({ type: 'restricted' })
    world.clock.advance(1)
    expect((await waiting(person)).state).toBe('pending')
  })

  it('without an end is a senior’s; nobody restricts a colleague or themselves', async () => {
    const person = await world.reader('Kai Holm')
    const restrict = moderation().restrict
    await expect(restrict(min.actor, 'Han Jiwoo', step(person, { days: null }))).rejects.toMatchObject({
      type: 'not-allowed',
    })
    await restrict(yuna.actor, 'Seo Yuna', step(person, { days: null }))
    for (const target of [yuna, min])
      await expect(restrict(yuna.actor, 'Seo Yuna', step(target))).rejects.toMatchObject({
        type: 'not-allowed',
      })
    await expect(
      restrict(yuna.actor, 'Seo Yuna', step(person, { kind: 'mute', days: null })),
    ).rejects.toMatchObject({ type: 'invalid-field' })
    await expect(restrict(yuna.actor, 'Seo Yuna', step(person, { clauses: [] }))).rejects.toMatchObject({
      type: 'clause-required',
    })
  })

  it('a ban rejects what waits under the same clause, one decision each', async () => {
    const person = await world.reader('Jo Marsh')
    const held = [await waiting(person), await waiting(person), await waiting(person)]
    const { pending } = await moderation().writer(min.actor, person.account.id)
    const rejects = pending.map(({ caseId, comment: { version } }) => ({ caseId, version }))
    const { rejected } = await moderation().restrict(min.actor, 'Han Jiwoo', step(person, { rejects }))
    expect(rejected).toHaveLength(3)
    for (const comment of held) {
      expect(await commentNow(comment)).toMatchObject({ state: 'rejected' })
      expect((await history(comment))[0]).toMatchObject({ clauses: ['SB-04'], batchId: expect.any(String) })
    }
  })

  it('can be neither rewritten nor written without a decision, even in the file', () => {
    for (const sql of [
      'UPDATE restrictions SET ends_at = 1',
      'UPDATE restrictions SET lifted_at = 1 WHERE lifted_at IS NULL',
      'DELETE FROM restrictions',
      "INSERT INTO restrictions SELECT 'x', site_id, account_id, kind, 1, 2, NULL, NULL FROM restrictions LIMIT 1",
    ])
      expect(() => withFile(world, (db) => db.exec(sql))).toThrow(/restrict|lifted/)
  })
})

describe('the author', () => {
  it('withdraws what waits or is public; the open review and its reports are moot', async () => {
    const comment = await published()
    await moderation().report(reader.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    await moderation().withdraw(writer.actor, comment.id)
    expect(await commentNow(comment)).toMatchObject({ state: 'withdrawn' })
    expect(await world.stores.moderation.openReview(world.site.id, comment.id)).toBeNull()
    expect((await moderation().ownReports(reader.actor))[0]).toMatchObject({ outcome: 'moot' })
    expect((await history(comment)).at(-1)).toMatchObject({ actorType: 'author', source: 'author' })
    await expect(moderation().withdraw(writer.actor, comment.id)).rejects.toMatchObject({
      type: 'already-decided',
    })
  })

  it('is the only one who may', async () => {
    const comment = await waiting()
    await expect(moderation().withdraw(reader.actor, comment.id)).rejects.toMatchObject({ type: 'not-found' })
  })
})

describe('the database itself', () => {
  it('changes no comment’s state without a decision, and decides on a version once', async () => {
    const comment = await published()
    const state = `UPDATE comments SET state = 'rejected' WHERE id = '${comment.id}'`
    expect(() => withFile(world, (db) => db.exec(state))).toThrow('only by a decision')
    const again = `INSERT INTO decisions SELECT 'copy', site_id, chain_version, seq + 100000, at, actor_type, actor_id, role,
      comment_id, comment_version, account_id, body_hmac, action, "from", "to", policy_version, clauses, ground, law_reference,
      source, source_ids, automated_detection, automated_decision, detectors, starts_at, ends_at, reverses, follows_from,
      case_id, batch_id, one_person_desk, explanation_hmac, ms_on_screen, prev_hash, hash, hashed
      FROM decisions WHERE comment_id = '${comment.id}'`
    expect(() => withFile(world, (db) => db.exec(again))).toThrow('UNIQUE')
  })
})

describe('a batch', () => {
  it('decides each by itself under one batch id, and says what it could not', async () => {
    const [first, second, third] = [await waiting(), await waiting(), await waiting()]
    const items: { caseId: string; version: number }[] = []
    for (const comment of [first, second, third]) {
      const caseId = (await world.stores.moderation.openReview(world.site.id, comment.id)) ?? ''
      items.push({ caseId, version: comment.version })
    }
    await decide(second, 'approve', yuna)
    const input = {
      action: 'reject' as const,
      items,
      clauses: ['SB-09'],
      lawReference: null,
      explanation: '',
    }
    const results = await moderation().bulk(min.actor, 'Han Jiwoo', input)
    expect(results.map((result) => ('decision' in result ? 'decided' : result.problem.type))).toEqual([
      'decided',
      'already-decided',
      'decided',
    ])
    const batches = new Set(
      results.flatMap((result) => ('decision' in result ? result.decision.batchId : [])),
    )
    expect(batches.size).toBe(1)
    const many = Array.from({ length: 51 }, () => items[0] ?? { caseId: '', version: 1 })
    await expect(moderation().bulk(min.actor, 'Han Jiwoo', { ...input, items: many })).rejects.toMatchObject({
      type: 'too-large',
    })
  })
})

describe('a batch of fifty', () => {
  /** Lets no decision through before all of a batch are asked for. */
  function holdUntilAllAsked() {
    const { recordDecision } = world.stores.moderation
    let asked = 0
    let letGo = () => {}
    const allAsked = new Promise<void>((resolve) => {
      letGo = resolve
    })
    return vi.spyOn(world.stores.moderation, 'recordDecision').mockImplementation(async (write) => {
      asked += 1
      if (asked === BULK_LIMIT) letGo()
      await allAsked
      return recordDecision(write)
    })
  }

  async function approveFifty() {
    const items: { caseId: string; version: number }[] = []
    for (let count = 0; count < BULK_LIMIT; count += 1) {
      const { id, version } = await waiting()
      items.push({ caseId: (await world.stores.moderation.openReview(world.site.id, id)) ?? '', version })
    }
    const input = { action: 'approve' as const, items, clauses: [], lawReference: null, explanation: '' }
    return { items, decided: () => moderation().bulk(min.actor, 'Han Jiwoo', input) }
  }

  it('does not wait for each commit: all are asked for before the first is answered', async () => {
    const { items, decided } = await approveFifty()
    const recording = holdUntilAllAsked()
    const results = await decided()
    expect(results.map(({ caseId }) => caseId)).toEqual(items.map(({ caseId }) => caseId))
    expect(results.every((result) => 'decision' in result)).toBe(true)
    recording.mockRestore()
    expect(await moderation().verifyLog(world.site.id)).toMatchObject({ brokenAt: null })
  })

  it('is taken back all at once as well, in the order asked for, and each answer is its own', async () => {
    const { decided } = await approveFifty()
    const results = await decided()
    const ids = results.flatMap((result) => ('decision' in result ? [result.decision.id] : []))
    const [first = '', ...rest] = ids
    const unknown = await moderation().undoBulk(min.actor, [first, first, 'none'])
    expect(unknown.map((result) => ('decision' in result ? 'back' : result.problem.type))).toEqual([
      'back',
      'not-found',
    ])
    const more = await decide(await waiting(), 'approve')
    const recording = holdUntilAllAsked()
    const back = await moderation().undoBulk(min.actor, [...rest, more.id])
    recording.mockRestore()
    const undone = back.flatMap((result) => ('decision' in result ? [result.decision] : []))
    expect(undone.map(({ reverses }) => reverses)).toEqual([...rest, more.id])
    const seqs = undone.map(({ seq }) => seq)
    expect(seqs).toEqual([...seqs].sort((one, other) => one - other))
    expect(await moderation().verifyLog(world.site.id)).toMatchObject({ brokenAt: null })
  })
})

describe('the last decision', () => {
  it('is offered to be taken back as long as it can be', async () => {
    const decision = await decide(await waiting(), 'approve')
    world.clock.advance(UNDO_WINDOW_MS - 1)
    expect(await moderation().undoableCase(min.actor)).toBe(decision.caseId)
    world.clock.advance(1)
    expect(await moderation().undoableCase(min.actor)).toBeNull()
    await expect(moderation().undo(min.actor, decision.id)).rejects.toMatchObject({ type: 'undo-expired' })
  })
})

describe('many reports', () => {
  it('hide a comment until a person has looked, where the site wants that; what was kept is not hidden again', async () => {
    const other = await createWorld({ site: { holdReports: 2 } })
    const [author, moderator] = [await other.reader(), await other.staff()]
    const { comment } = await other.services.comments.submit(
      author.actor,
      { site: other.site, article: other.article },
      { text: 'Some words' },
      null,
    )
    const decideNow = async (action: 'approve' | 'keep') => {
      const caseId = (await other.stores.moderation.openReview(other.site.id, comment.id)) ?? ''
      const opened = await other.services.moderation.open(moderator.actor, 'Han Jiwoo', caseId)
      await other.services.moderation.decide(moderator.actor, {
        caseId,
        action,
        clauses: [],
        lawReference: null,
        explanation: '',
        version: opened.item.comment.version,
        leaseToken: opened.lease?.token ?? '',
        msOnScreen: null,
      })
    }
    const report = async (name: string) =>
      other.services.moderation.report((await other.reader(name)).actor, {
        commentId: comment.id,
        clause: 'SB-01',
        note: '',
      })
    const stateNow = async () => (await other.stores.comments.byId(other.site.id, comment.id))?.state
    await decideNow('approve')
    await report('Tom')
    expect(await stateNow()).toBe('published')
    await report('Ines')
    expect(await stateNow()).toBe('pending')
    const [hold] = (await other.stores.moderation.history(other.site.id, { commentId: comment.id })).slice(-1)
    expect(hold).toMatchObject({ action: 'hold', actorType: 'system', automatedDecision: 'full' })
    expect(hold?.sourceIds).toHaveLength(2)
    await decideNow('approve')
    await report('Lev')
    await report('Kai')
    expect(await stateNow()).toBe('pending')
    await decideNow('approve')
    await report('Ana')
    await decideNow('keep')
    await report('Jo')
    await report('Max')
    expect(await stateNow()).toBe('published')
    // Taken back within its half minute, nobody has kept it.
    const kept = await other.services.moderation.lastDecision(moderator.actor, null)
    expect(kept?.decision.action).toBe('keep')
    await other.services.moderation.undo(moderator.actor, kept?.decision.id ?? '')
    await report('Noa')
    expect(await stateNow()).toBe('pending')
    await other.close()
  })

  it('hide a comment too where a claim against it was refused: that is no word on the reports', async () => {
    const other = await createWorld({ site: { holdReports: 2, mode: 'flagged-only' } })
    const [author, senior] = [await other.reader(), await other.staff('Seo Yuna', 'senior')]
    const { comment } = await other.services.comments.submit(
      author.actor,
      { site: other.site, article: other.article },
      { text: 'Some words' },
      null,
    )
    const claim = { claim: 'dsa16', name: 'Claimant', email: 'c@claim.example', reference: 'A law' } as const
    const more = { commentId: comment.id, goodFaith: true, language: 'en', key: 'a-key-of-a-form' } as const
    const { notice } = await other.services.moderation.fileNotice(other.site.id, {
      ...claim,
      ...more,
      body: 'Why.',
    })
    const { version } = comment
    const refusal = { commentId: comment.id, version, explanation: 'It does not.', noticeId: notice.id }
    await other.services.moderation.refuseNotice(senior.actor, refusal)
    for (const name of ['Tom', 'Ines'])
      await other.services.moderation.report((await other.reader(name)).actor, {
        commentId: comment.id,
        clause: 'SB-01',
        note: '',
      })
    expect((await other.stores.comments.byId(other.site.id, comment.id))?.state).toBe('pending')
    await other.close()
  })
})
