import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UNDO_WINDOW_MS } from '../../src/features/delivery/model.ts'
import type { Decision } from '../../src/features/moderation/model.ts'
import { another } from '../support/another.ts'
import { newest, published, refused, told } from '../support/appeals.ts'
import { submit, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { CLAIM, LAW } from './legal-world.ts'

let world: World
let maya: Person
let min: Person
let seniors: Person[]

beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader()
  min = await world.staff('Han Jiwoo')
  seniors = [await world.staff('Seo Yuna', 'senior'), await world.staff('Lee Doyun', 'senior')]
})
afterAll(() => world.close())

const moderation = () => world.services.moderation
const openReview = (id: string) => world.stores.moderation.openReview(world.site.id, id)
const versionOf = async (id: string) => (await world.services.comments.byId(world.site.id, id))?.version ?? 0

function senior(index = 0): Person {
  const found = seniors[index]
  if (!found) throw new Error('no such senior')
  return found
}

async function correct(commentId: string, as = senior()): Promise<Decision> {
  const input = { commentId, version: await versionOf(commentId), explanation: 'It was a quote.' }
  return moderation().correct(as.actor, input)
}

async function mute(followsFrom: string): Promise<Decision> {
  const cause = { accountId: maya.account.id, kind: 'mute' as const, days: 7, followsFrom, rejects: [] }
  const ground = { clauses: ['SB-01'], lawReference: null, explanation: '' }
  return (await moderation().restrict(min.actor, 'Han Jiwoo', { ...cause, ...ground })).decision
}

/** Somebody of the desk in a reader's browser. */
function asReader({ account }: Person): Person['actor'] {
  return { type: 'reader', siteId: world.site.id, accountId: account.id, articleId: null }
}

describe('a correction that is taken back within half a minute', () => {
  it('leaves the rejection to be told, when nobody had been told of it yet', async () => {
    const { comment, decision } = await refused(world, maya, min)
    await moderation().undo(senior().actor, (await correct(comment.id)).id)
    await told(world)
    const inbox = await moderation().messages(maya.actor, 'en')
    expect(inbox.filter(({ decisionId }) => decisionId === decision.id)).toHaveLength(1)
  })

  it('leaves no work on a comment that nobody sees', async () => {
    const { comment } = await refused(world, maya, min)
    const corrected = await correct(comment.id)
    const reporter = await world.reader('Tom')
    await moderation().report(reporter.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    await moderation().undo(senior().actor, corrected.id)
    expect(await openReview(comment.id)).toBeNull()
    expect(await moderation().ownReports(reporter.actor)).toMatchObject([{ outcome: 'moot' }])
  })

  it('lets the appeal against what followed from the rejection wait again', async () => {
    const { comment, decision } = await refused(world, maya, min)
    const { id: decisionId } = await mute(decision.id)
    const { id } = await moderation().appeal(maya.actor, { decisionId, text: 'It was a quote.' })
    const corrected = await correct(comment.id)
    const now = () => world.stores.moderation.appeal(world.site.id, id)
    expect(await now()).toMatchObject({ outcome: 'overturned' })
    await moderation().undo(senior().actor, corrected.id)
    const again = await newest(world)
    expect(again).toMatchObject({ action: 'mute' })
    expect(await now()).toMatchObject({ outcome: 'open', decisionId: again.id, answerId: null })
    await moderation().lift(senior().actor, { restrictionId: again.id, explanation: '' })
  })

  it('is taken back before people are told, never at the same moment', async () => {
    const { decision } = await refused(world, maya, min)
    world.clock.advance(UNDO_WINDOW_MS)
    const due = await world.stores.delivery.due(world.clock.now(), 1_000)
    expect(due.map(({ subjectId }) => subjectId)).toContain(decision.id)
    await expect(moderation().undo(min.actor, decision.id)).rejects.toMatchObject({ type: 'undo-expired' })
  })
})

describe('a blind of a comment that waited', () => {
  it('that is overturned on appeal leaves the comment to be reviewed', async () => {
    const { id: commentId, version } = await submit(world, maya, another('Waits'))
    const input = { commentId, version, days: 7, ...LAW }
    const blind = await moderation().blind(senior().actor, input)
    const { id: appealId } = await moderation().appeal(maya.actor, { decisionId: blind.id, text: 'Why?' })
    const other = senior(1)
    const { lease } = await moderation().openAppeal(other.actor, 'Lee Doyun', appealId)
    await moderation().answerAppeal(other.actor, {
      ...{ appealId, verdict: 'overturn', clauses: [], lawReference: null, explanation: 'It is true.' },
      version: await versionOf(commentId),
      leaseToken: lease?.token ?? '',
    })
    expect(await openReview(commentId)).not.toBeNull()
  })
})

describe('a senior who has reported a comment as a reader', () => {
  it('neither removes it nor takes back the rejection that upheld the report', async () => {
    const { id: commentId } = await published(world, maya, min)
    await moderation().report(asReader(senior()), { commentId, clause: 'SB-01', note: '' })
    const input = { commentId, version: await versionOf(commentId), noticeId: null, ...LAW }
    const own = expect.objectContaining({ type: 'own-report' })
    await expect(moderation().remove(senior().actor, input)).rejects.toEqual(own)
    await moderation().remove(senior(1).actor, input)
    await expect(correct(commentId)).rejects.toEqual(own)
  })
})

describe('a notice whose case somebody reads', () => {
  it('leaves no claim on the case when it is answered', async () => {
    const { id: commentId } = await published(world, maya, min)
    const claim = { ...CLAIM, commentId, goodFaith: true, language: 'en' as const, key: commentId }
    const { notice } = await moderation().fileNotice(world.site.id, claim)
    const found = await world.stores.moderation.notice(world.site.id, notice.id)
    await moderation().open(min.actor, 'Han Jiwoo', found?.caseId ?? '')
    const input = { commentId, version: await versionOf(commentId), noticeId: notice.id, ...LAW }
    await moderation().remove(senior().actor, input)
    const held = withFile(world, (db) =>
      db.prepare('SELECT id FROM cases WHERE closed_at IS NOT NULL AND lease_holder_id IS NOT NULL').all(),
    )
    expect(held).toEqual([])
  })
})

describe('an overturning that was undone', () => {
  it('can be made again: the rejection stands, and is taken back once more', async () => {
    const { comment } = await refused(world, maya, min)
    const first = await correct(comment.id)
    await moderation().undo(senior().actor, first.id)
    expect((await world.services.comments.byId(world.site.id, comment.id))?.state).toBe('rejected')

    const second = await correct(comment.id)

    expect(second.reverses).toBe(first.reverses)
    expect((await world.services.comments.byId(world.site.id, comment.id))?.state).toBe('published')
    const version = await versionOf(comment.id)
    const third = { commentId: comment.id, version, explanation: 'It was a quote.' }
    await expect(moderation().correct(senior().actor, third)).rejects.toMatchObject({
      type: 'already-decided',
    })
    expect(await moderation().verifyLog(world.site.id)).toMatchObject({ brokenAt: null })
  })
})

describe('a comment that was rejected, published again and rejected again', () => {
  it('is appealed by its later rejection, not by the one that was taken back', async () => {
    const { comment, decision: first } = await refused(world, maya, min)
    await correct(comment.id)
    const held = { commentId: comment.id, version: await versionOf(comment.id), explanation: '' }
    await moderation().hold(min.actor, held)
    const caseId = (await openReview(comment.id)) ?? ''
    const { item, lease } = await moderation().open(min.actor, 'Han Jiwoo', caseId)
    const second = await moderation().decide(min.actor, {
      ...{ caseId, action: 'reject', clauses: ['SB-01'], lawReference: null, explanation: '' },
      ...{ version: item.comment.version, leaseToken: lease?.token ?? '', msOnScreen: null },
    })

    const text = 'It quotes the article.'
    await expect(moderation().appeal(maya.actor, { decisionId: first.id, text })).rejects.toMatchObject({
      type: 'subject-held',
    })
    expect(await moderation().appeal(maya.actor, { decisionId: second.id, text })).toMatchObject({
      outcome: 'open',
    })
  })
})
