import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import type { Decision } from '../../src/features/moderation/model.ts'
import { Problem } from '../../src/kernel/errors.ts'
import { en } from '../../src/locales/en.ts'
import { decide, press, submit, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let desk: Person[]
let readers: Person[]

beforeAll(async () => {
  world = await createWorld({ site: { mode: 'flagged-only' } })
  desk = [await world.staff('Han Jiwoo'), await world.staff('Seo Yuna'), await world.staff('Lee', 'admin')]
  readers = [await world.reader('Maya'), await world.reader('Tom'), await world.reader('Ines')]
})
afterAll(() => world.close())

const verify = (of = world) => of.services.moderation.verifyLog(of.site.id)
const allDecisions = (of = world): Promise<Decision[]> =>
  of.stores.moderation.log(of.site.id, { afterSeq: 0, limit: 100_000 })

describe('four clients of two moderators over the same hundred comments', () => {
  it('decide each exactly once; whoever loses is told so; the chain has no gap', async () => {
    const busy = await createWorld()
    try {
      const people = [await busy.staff('Han Jiwoo'), await busy.staff('Seo Yuna')]
      const maya = await busy.reader()
      for (let index = 0; index < 100; index += 1) await submit(busy, maya, `Waiting ${crypto.randomUUID()}`)
      const query = { order: 'oldest', filter: 'all', limit: 200 } as const
      const [first] = people
      const items = first ? await busy.services.moderation.queue(first.actor, query) : []
      expect(items).toHaveLength(100)
      const clients = [...people, ...people]
      const results = await Promise.all(
        items.map(async ({ caseFile, comment }) => {
          const answers = clients.map(async (person, index) => {
            const { lease } = await busy.services.moderation.open(
              person.actor,
              person.account.displayName,
              caseFile.id,
            )
            return press(busy, person, caseFile.id, {
              version: `${comment.version}`,
              lease: lease?.token ?? 'x'.repeat(43),
              shown: `${busy.clock.now()}`,
              // Their list is short then: this is not about drawing it three hundred times.
              filter: 'reported',
              decision: index % 2 ? 'approve' : 'reject:SB-01',
            })
          })
          return (await Promise.all(answers)).map(({ status }) => status).sort()
        }),
      )
      // A moderator who sends the same decision twice is answered twice: a lost answer may be asked for again.
      expect(results.filter((statuses) => `${statuses}` !== '303,303,409,409')).toEqual([])
      const decisions = await allDecisions(busy)
      expect(decisions.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
      expect(new Set(decisions.map(({ commentId }) => commentId)).size).toBe(100)
      expect(await verify(busy)).toMatchObject({ decisions: 100, brokenAt: null })
      const article = await busy.services.articles.byId(busy.article.id)
      expect(article?.commentCount).toBe(decisions.filter(({ action }) => action === 'approve').length)
    } finally {
      await busy.close()
    }
  })
})

/** Rows 3, 4, 6 and 7 of the state table. */
const MOVES = new Set([
  'approve pending>published',
  'reject pending>rejected',
  'keep published>published',
  'reject published>rejected',
])

const command = fc.record({
  do: fc.constantFrom('submit', 'flagged', 'approve', 'reject', 'keep', 'report', 'skip', 'open', 'wait'),
  who: fc.nat({ max: 2 }),
  which: fc.nat({ max: 3 }),
  /** Looks at the case just before, or decides on what was seen some time ago. */
  fresh: fc.boolean(),
})
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never

interface Run {
  articleId: string
  comments: Comment[]
  /** What each client last saw, and may use long after. */
  seen: Map<string, { caseId: string; version: number; lease: string }>
}

async function open(run: Run, place: string, moderator: Person, commentId: string): Promise<void> {
  const { moderation } = world.services
  const items = await moderation.queue(moderator.actor, { order: 'risk', filter: 'all', limit: 1_000 })
  const item = items.find(({ comment }) => comment.id === commentId)
  if (!item) return
  const caseId = item.caseFile.id
  const opened = await moderation.open(moderator.actor, moderator.account.displayName, caseId)
  run.seen.set(place, { caseId, version: opened.item.comment.version, lease: opened.lease?.token ?? 'none' })
}

async function carryOut(run: Run, step: Command): Promise<void> {
  const { moderation, articles } = world.services
  const reader = readers[step.who]
  const moderator = desk[step.who]
  const article = await articles.byId(run.articleId)
  const chosen = run.comments[step.which % Math.max(1, run.comments.length)]
  if (!reader || !moderator || !article) throw new Error('nobody there')
  if (step.do === 'wait') return world.clock.advance(4 * 60_000)
  if (step.do === 'submit' || step.do === 'flagged') {
    const link = step.do === 'flagged' ? ' https://shop.example/' : ''
    run.comments.push(await submit(world, reader, `${crypto.randomUUID()}${link}`, article))
    return
  }
  if (!chosen) return
  if (step.do === 'report') {
    await moderation.report(reader.actor, { commentId: chosen.id, clause: 'SB-01', note: '' })
    return
  }
  const place = `${step.who} ${chosen.id}`
  if (step.do === 'open' || step.fresh) await open(run, place, moderator, chosen.id)
  if (step.do === 'open') return
  const known = run.seen.get(place)
  if (!known) return
  if (step.do === 'skip') return moderation.skip(moderator.actor, known.caseId, known.lease)
  await moderation.decide(moderator.actor, {
    caseId: known.caseId,
    action: step.do,
    lawReference: null,
    clauses: step.do === 'reject' ? ['SB-01'] : [],
    explanation: '',
    version: known.version,
    leaseToken: known.lease,
    msOnScreen: null,
  })
}

describe('whatever readers and moderators do, in whatever order', () => {
  it('nothing changes without a decision, every decision is one of the table, and the count is true', async () => {
    let applied = 0
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 40 }), async (steps) => {
        const run: Run = { articleId: (await world.putArticle()).id, comments: [], seen: new Map() }
        for (const step of steps) {
          await carryOut(run, step).catch((error: unknown) => {
            if (!(error instanceof Problem) || error.status >= 500) throw error
          })
        }
        const decisions = await allDecisions()
        let published = 0
        for (const written of run.comments) {
          const own = decisions.filter(({ commentId }) => commentId === written.id)
          applied += own.length
          let { state, version } = written
          for (const { action, from, to, commentVersion } of own) {
            expect([from, commentVersion]).toEqual([state, version])
            expect(MOVES).toContain(`${action} ${from}>${to}`)
            state = to as Comment['state']
            version += 1
          }
          const now = await world.stores.comments.byId(world.site.id, written.id)
          expect({ state: now?.state, version: now?.version }).toEqual({ state, version })
          if (state === 'published') published += 1
        }
        const article = await world.services.articles.byId(run.articleId)
        expect(article?.commentCount).toBe(published)
        expect(await verify()).toMatchObject({ decisions: decisions.length, brokenAt: null })
      }),
      { numRuns: 40 },
    )
    // The commands do reach decisions; otherwise this would hold of nothing.
    expect(applied).toBeGreaterThan(5)
  })
})

describe('a log that somebody changed behind the service', () => {
  async function aLog(decisions: number): Promise<World> {
    const other = await createWorld()
    const [staff, reader] = [await other.staff(), await other.reader()]
    for (let index = 0; index < decisions; index += 1) {
      const comment = await submit(other, reader, `Waiting ${crypto.randomUUID()}`)
      await decide(other, staff, comment, index % 2 ? 'approve' : 'reject:SB-01')
    }
    return other
  }

  it('cannot be changed with its guards in place', async () => {
    const other = await aLog(2)
    for (const sql of [
      "UPDATE decisions SET action = 'approve'",
      'DELETE FROM decisions WHERE seq = 2',
      'UPDATE OR IGNORE decisions SET at = at + 1',
    ]) {
      expect(() => withFile(other, (db) => db.exec(sql))).toThrow('append-only')
    }
    expect(await verify(other)).toMatchObject({ decisions: 2, brokenAt: null })
    await other.close()
  })

  const tampering: [string, string, number][] = [
    ['an action', "UPDATE decisions SET action = 'approve' WHERE seq = 3", 3],
    [
      'who decided',
      'UPDATE decisions SET actor_id = (SELECT id FROM accounts LIMIT 1), role = role || 1 WHERE seq = 2',
      2,
    ],
    ['the clauses', 'UPDATE decisions SET clauses = \'["SB-02"]\' WHERE seq = 1', 1],
    ['a time', 'UPDATE decisions SET at = at + 1 WHERE seq = 4', 4],
    ['a hash', "UPDATE decisions SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE seq = 2", 2],
    ['a row that is gone', 'DELETE FROM decision_texts; DELETE FROM decisions WHERE seq = 2', 2],
    ['the first row gone', 'DELETE FROM decision_texts; DELETE FROM decisions WHERE seq = 1', 1],
  ]
  it.each(tampering)('%s is found, at its number, and the console says so', async (_, sql, seq) => {
    const other = await aLog(4)
    withFile(other, (db) => {
      db.pragma('foreign_keys = OFF')
      for (const name of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all())
        db.exec(`DROP TRIGGER "${String(name)}"`)
      db.exec(sql)
    })
    expect(await verify(other)).toMatchObject({ decisions: seq - 1, brokenAt: seq })
    // The page shows a window; its first row stands for what came before.
    if (!sql.includes('seq = 1') || sql.includes('UPDATE')) {
      const staff = await other.staff('Reader of the log')
      const page = await (await other.request('/console/log', { as: staff })).text()
      expect(page).toContain(en.console.logBroken(seq))
    }
    await other.close()
  })
})
