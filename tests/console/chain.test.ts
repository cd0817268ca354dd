import { describe, expect, it } from 'vitest'
import type { Decision } from '../../src/features/moderation/model.ts'
import { en } from '../../src/locales/en.ts'
import { another } from '../support/another.ts'
import { decide, press, submit, withFile } from '../support/desk.ts'
import { createWorld, type World } from '../support/world.ts'

const verify = (of: World) => of.services.moderation.verifyLog(of.site.id)
const allDecisions = (of: World): Promise<Decision[]> =>
  of.stores.moderation.log(of.site.id, { afterSeq: 0, limit: 100_000 })

describe('four clients of two moderators over the same thirty comments', () => {
  it('decide each exactly once; whoever loses is told so; the chain has no gap', async () => {
    const busy = await createWorld()
    try {
      const people = [await busy.staff('Han Jiwoo'), await busy.staff('Seo Yuna')]
      const maya = await busy.reader()
      for (let index = 0; index < 30; index += 1) await submit(busy, maya, another('Waiting'))
      const query = { order: 'oldest', filter: 'all', limit: 200 } as const
      const [first] = people
      const items = first ? await busy.services.moderation.queue(first.actor, query) : []
      expect(items).toHaveLength(30)
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
      expect(decisions.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
      expect(new Set(decisions.map(({ commentId }) => commentId)).size).toBe(30)
      expect(await verify(busy)).toMatchObject({ decisions: 30, brokenAt: null })
      const article = await busy.services.articles.byId(busy.article.id)
      expect(article?.commentCount).toBe(decisions.filter(({ action }) => action === 'approve').length)
    } finally {
      await busy.close()
    }
  })
})

describe('a log that somebody changed behind the service', () => {
  async function aLog(decisions: number): Promise<World> {
    const other = await createWorld()
    const [staff, reader] = [await other.staff(), await other.reader()]
    for (let index = 0; index < decisions; index += 1) {
      const comment = await submit(other, reader, another('Waiting'))
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

  /** Until then the service reads what it has begun to read. */
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

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
    await nextTurn()
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
