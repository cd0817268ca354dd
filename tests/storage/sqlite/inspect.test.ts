import { openSync, writeSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CounterFault } from '../../../src/features/ports.ts'
import type { Storage } from '../../../src/storage/open.ts'
import {
  aDecision,
  aWorld,
  openCaseOf,
  openTestStorage,
  submitted,
  type World,
} from '../../support/storage.ts'

describe('a walk over everything that is kept', () => {
  let storage: Storage & { file: string }
  let world: World

  beforeEach(async () => {
    storage = await openTestStorage()
    world = await aWorld(storage.stores)
  })
  afterEach(() => storage.close())

  /** Changes the file behind the program's back. */
  function tamper(sql: string): void {
    const db = new Sqlite(storage.file)
    db.pragma('foreign_keys = OFF')
    db.exec(sql)
    db.close()
  }

  async function decided(action: 'approve' | 'reject') {
    const comment = await submitted(world, { state: 'pending' })
    const caseId = await openCaseOf(world, comment)
    const write = { ...aDecision(world, comment, { caseId, action }), lease: null }
    const made = await world.stores.moderation.recordDecision(write)
    if (made.outcome !== 'applied') throw new Error(made.outcome)
    return comment
  }

  it('finds nothing in what the program has written itself', async () => {
    const top = await decided('approve')
    await decided('reject')
    await submitted(world, { parentId: top.id })
    expect(await storage.upkeep.inspect()).toEqual({ damage: [], orphans: [], counters: [], losses: [] })
  })

  it('finds every counter that is wrong, with both numbers, and counts it anew in one step', async () => {
    const top = await decided('approve')
    await decided('reject')
    await submitted(world, { parentId: top.id })
    tamper(`UPDATE articles SET comment_count = 9; UPDATE comments SET published_replies = 7 WHERE id = '${top.id}';
      UPDATE accounts SET submissions = 5, approved = 4, rejected = 3 WHERE id = '${world.reader.id}'`)
    const { counters } = await storage.upkeep.inspect()
    const expected: CounterFault[] = [
      { counter: 'comments of an article', id: world.article.id, kept: 9, counted: 2 },
      { counter: 'replies to a comment', id: top.id, kept: 7, counted: 1 },
      { counter: 'submissions of a writer', id: world.reader.id, kept: 5, counted: 3 },
      { counter: 'approvals of a writer', id: world.reader.id, kept: 4, counted: 1 },
      { counter: 'rejections of a writer', id: world.reader.id, kept: 3, counted: 1 },
    ]
    expect(counters).toEqual(expected)
    expect(await storage.upkeep.repairCounters(counters)).toBe(5)
    expect((await storage.upkeep.inspect()).counters).toEqual([])
    expect((await storage.stores.articles.byId(world.article.id))?.commentCount).toBe(2)
  })

  it('finds rows that point nowhere', async () => {
    await submitted(world)
    tamper("UPDATE comments SET article_id = 'nowhere'")
    expect((await storage.upkeep.inspect()).orphans).toEqual([{ table: 'comments', rows: 1 }])
  })

  it('finds a damaged page, and counts nothing on it', async () => {
    for (let index = 0; index < 40; index += 1) await submitted(world)
    const db = new Sqlite(storage.file)
    db.pragma('wal_checkpoint(TRUNCATE)')
    const root = Number(
      db.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'comments'").pluck().get(),
    )
    db.close()
    writeSync(openSync(storage.file, 'r+'), Buffer.alloc(100, 0xff), 0, 100, (root - 1) * 4096)
    const { counters, damage } = await storage.upkeep.inspect()
    expect(damage.length).toBeGreaterThan(0)
    expect(counters).toEqual([])
  })

  it('takes no turn of the event loop from the others', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 1)
    await storage.upkeep.inspect()
    clearInterval(timer)
    expect(turns).toBeGreaterThan(2)
  })
})
