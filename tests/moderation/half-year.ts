import type { Comment } from '../../src/features/comments/model.ts'
import { decisionWrite, SYSTEM } from '../../src/features/moderation/make-decision.ts'
import type { Decision } from '../../src/features/moderation/model.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { Problem } from '../../src/kernel/errors.ts'
import { uuidv7 } from '../../src/kernel/ids.ts'
import { another } from '../support/another.ts'
import { submit } from '../support/desk.ts'
import type { Person, World } from '../support/world.ts'

/** The same numbers for the same seed (Mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export interface Cast {
  world: World
  roll: (below: number) => number
  readers: readonly Person[]
  moderators: readonly Person[]
  senior: Person
  comments: Comment[]
}

export async function castOf(world: World, seed: number): Promise<Cast> {
  const readers = await Promise.all(['Maya', 'Tom', 'Ines', 'Juno'].map((name) => world.reader(name)))
  const moderators = await Promise.all(['Han', 'Seo'].map((name) => world.staff(name)))
  const senior = await world.staff('Lee', 'senior')
  return { world, roll: dice(seed), readers, moderators, senior, comments: [] }
}

const ACTS = [
  'submit',
  'submit',
  'flagged',
  'flagged',
  'flagged',
  'approve',
  'approve',
  'reject',
  'reject',
  'reject-law',
  'report',
  'keep',
  'undo',
  'hold',
  'withdraw',
  'correct',
  'restrict',
  'lift',
  'blind',
  'expire',
  'appeal',
  'answer',
  'notice',
] as const

/** One thing that happens at a newspaper; what cannot happen now does not. */
export async function happen(cast: Cast, quick: boolean): Promise<void> {
  const { world, roll } = cast
  world.clock.advance(quick ? roll(20) * SECOND : roll(20) * HOUR + roll(60) * MINUTE + 1)
  const act = ACTS[roll(ACTS.length)] ?? 'submit'
  try {
    await carryOut(cast, act)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

async function carryOut(cast: Cast, act: (typeof ACTS)[number]): Promise<void> {
  const { world, roll, readers, moderators, senior, comments } = cast
  const { moderation } = world.services
  const reader = pick(cast, readers)
  const moderator = pick(cast, moderators)
  const comment = comments.length > 0 ? await fresh(world, pick(cast, comments)) : null
  if (act === 'submit' || act === 'flagged') {
    const text = `${another('Words')}${act === 'flagged' ? ' https://shop.example/' : ''}`
    comments.push(await submit(world, reader, text))
    return
  }
  if (!comment) return
  const { id: commentId, version } = comment
  const [latest] = await world.stores.moderation.latestDecisions(world.site.id, [commentId])
  switch (act) {
    case 'approve':
    case 'reject':
    case 'reject-law':
    case 'keep':
      return review(cast, moderator, act)
    case 'report':
      await moderation.report(reader.actor, { commentId, clause: 'SB-01', note: '' })
      return
    case 'undo': {
      await review(cast, moderator, roll(2) ? 'approve' : 'reject')
      const [newest] = await world.stores.moderation.newestDecisions(world.site.id, 1)
      if (newest) await moderation.undo(moderator.actor, newest.id)
      return
    }
    case 'hold':
      await moderation.hold(moderator.actor, { commentId, version, explanation: '' })
      return
    case 'withdraw': {
      const author = readers.find(({ account }) => account.id === comment.accountId)
      if (author) await moderation.withdraw(author.actor, commentId)
      return
    }
    case 'correct':
      await moderation.correct(senior.actor, { commentId, version, explanation: 'A slip.' })
      return
    case 'restrict':
      await moderation.restrict(moderator.actor, 'Han', {
        accountId: reader.account.id,
        kind: roll(2) ? 'warn' : 'no-reports',
        days: 1,
        clauses: ['SB-04'],
        lawReference: null,
        explanation: '',
        followsFrom: null,
        rejects: [],
      })

      return
    case 'lift': {
      const [restriction] = await moderation.restricted(senior.actor)
      if (restriction) await moderation.lift(senior.actor, { restrictionId: restriction.id, explanation: '' })
      return
    }
    case 'blind':
      if (comment.state === 'published' || comment.state === 'pending') await blind(world, senior, comment)
      return
    case 'expire':
      if (comment.state === 'blinded' && latest) await restore(world, comment, latest)
      return
    case 'appeal':
      if (latest?.action === 'reject') await appeal(world, comment, latest)
      return
    case 'answer':
      return answer(cast)
    case 'notice':
      await notice(world, comment)
      return
  }
}

async function review(
  { world, roll }: Cast,
  moderator: Person,
  action: 'approve' | 'reject' | 'reject-law' | 'keep',
): Promise<void> {
  const { moderation } = world.services
  const queue = await moderation.queue(moderator.actor, { order: 'risk', filter: 'all', limit: 50 })
  const item = queue[roll(Math.max(1, queue.length))]
  if (!item) return
  const { item: opened, lease } = await moderation.open(moderator.actor, 'Han', item.caseFile.id)
  await moderation.decide(moderator.actor, {
    caseId: item.caseFile.id,
    action: action === 'reject-law' ? 'reject' : action,
    clauses: action === 'reject' ? (roll(3) ? ['SB-01'] : ['SB-02', 'SB-07']) : [],
    lawReference: action === 'reject-law' ? 'KR Network Act 44-7' : null,
    explanation: action === 'reject-law' ? 'It names a private person.' : '',
    version: opened.comment.version,
    leaseToken: lease?.token ?? '',
    msOnScreen: 900,
  })
}

const portsOf = (world: World) => ({ clock: world.clock, ids: { next: () => uuidv7(world.clock.now()) } })
const by = ({ account }: Person, role: 'senior' | 'moderator') => ({
  actorType: 'staff' as const,
  actorId: account.id,
  role,
})

export async function blind(world: World, senior: Person, comment: Comment): Promise<void> {
  const parts = {
    ...({ by: by(senior, 'senior'), action: 'blind', from: comment.state, to: 'blinded' } as const),
    ...({ clauses: ['SB-05'], ground: 'terms', policyVersion: comment.policyVersion } as const),
    ...{ startsAt: world.clock.now(), endsAt: world.clock.now() + 5 * DAY },
  }
  const write = await decisionWrite(portsOf(world), { siteId: world.site.id, comment }, parts, '')
  await world.stores.moderation.recordDecision(write)
}

async function restore(world: World, comment: Comment, blinded: Decision): Promise<void> {
  const parts = {
    ...({ by: SYSTEM, action: 'restore', from: 'blinded', to: blinded.from, source: 'expiry' } as const),
    policyVersion: comment.policyVersion,
  }
  const newReview = { id: uuidv7(world.clock.now()), kind: 'own', risk: 0, factors: [] } as const
  const consequences = blinded.from === 'pending' ? { newReview } : {}
  const write = await decisionWrite(
    portsOf(world),
    { siteId: world.site.id, comment },
    parts,
    '',
    consequences,
  )
  await world.stores.moderation.recordDecision(write)
}

export async function appeal(world: World, comment: Comment, decision: Decision): Promise<void> {
  const now = world.clock.now()
  await world.stores.moderation.fileAppeal(
    {
      ...{ id: uuidv7(now), siteId: world.site.id, decisionId: decision.id, appellantId: comment.accountId },
      ...({ side: 'author', body: 'No.', createdAt: now, late: false, outcome: 'open' } as const),
      ...{ decidedAt: null, answerId: null },
    },
    {
      ...{ id: uuidv7(now), commentId: comment.id, articleId: comment.articleId, accountId: null },
      dueAt: now + DAY,
    },
  )
}

/** By somebody who decided nothing on it before; otherwise it stays open. */
export async function answer({
  world,
  roll,
  senior,
}: Pick<Cast, 'world' | 'roll' | 'senior'>): Promise<void> {
  const { moderation } = world.stores
  const [open] = await moderation.appeals(world.site.id, { open: true, limit: 1 })
  const contested = open && (await moderation.decision(world.site.id, open.appeal.decisionId))
  const comment =
    contested?.commentId && (await world.stores.comments.byId(world.site.id, contested.commentId))
  if (!open || !contested || !comment || comment.state !== 'rejected') return
  const isOverturned = roll(2) === 0
  const write = await decisionWrite(
    portsOf(world),
    { siteId: world.site.id, comment },
    {
      ...({
        by: by(senior, 'senior'),
        from: 'rejected',
        source: 'appeal',
        sourceIds: [open.appeal.id],
      } as const),
      ...(isOverturned
        ? ({ action: 'overturn', to: 'published', reverses: contested.id } as const)
        : ({ action: 'uphold', to: 'rejected' } as const)),
      policyVersion: comment.policyVersion,
    },
    'Read again.',
    {
      reversed: isOverturned ? contested : null,
      appeal: { id: open.appeal.id, outcome: isOverturned ? 'overturned' : 'upheld' },
    },
  )
  await moderation.recordDecision(write)
}

async function notice(world: World, comment: Comment): Promise<void> {
  const now = world.clock.now()
  const id = uuidv7(now)
  const claimant = { claimantName: 'Ada Quist', claimantEmail: 'ada@example.org', goodFaith: true }
  await world.stores.moderation.fileNotice(
    {
      ...{
        id,
        siteId: world.site.id,
        codeHash: id.replaceAll('-', '').padEnd(64, '0'),
        commentId: comment.id,
      },
      ...({ ...claimant, regime: 'dsa16', reference: '', body: 'It is untrue.', language: 'en' } as const),
      ...({ receivedAt: now, dueAt: now + DAY, outcome: 'open', decidedAt: null, answerId: null } as const),
    },
    uuidv7(now),
    null,
  )
}

async function fresh(world: World, { id }: Comment): Promise<Comment> {
  const comment = await world.stores.comments.byId(world.site.id, id)
  if (!comment) throw new Error('a comment is gone')
  return comment
}

function pick<One>({ roll }: Cast, from: readonly One[]): One {
  const one = from[roll(from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}
