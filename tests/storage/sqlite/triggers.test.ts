import type Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Storage } from '../../../src/storage/open.ts'
import { openWriter } from '../../../src/storage/sqlite/connection.ts'
import { aDecision, aWorld, openCaseOf, openTestStorage, submitted, T0 } from '../../support/storage.ts'

describe('what must never be rewritten', () => {
  let storage: Storage & { file: string }
  let connection: Sqlite.Database

  beforeEach(async () => {
    storage = await openTestStorage()
    const world = await aWorld(storage.stores)
    const comment = await submitted(world, { state: 'pending' })
    const caseId = await openCaseOf(world, comment)
    const lease = { holderId: world.moderator.id, holderName: 'Min', token: 'token', expiresAt: T0 + 9_999 }
    await storage.stores.moderation.takeLease(world.site.id, caseId, lease, T0)
    const { outcome } = await storage.stores.moderation.recordDecision(
      aDecision(world, comment, { caseId, action: 'reject' }),
    )
    expect(outcome).toBe('applied')
    connection = openWriter(storage.file)
  })
  afterEach(async () => {
    connection.close()
    await storage.close()
  })

  it.each([
    ['UPDATE decisions SET role = role', 'append-only'],
    ['UPDATE OR IGNORE decisions SET at = at + 1', 'append-only'],
    ['DELETE FROM decisions', 'append-only'],
    ['INSERT OR REPLACE INTO decisions SELECT * FROM decisions', 'append-only'],
    ["REPLACE INTO decisions SELECT * FROM decisions WHERE action = 'reject'", 'append-only'],
    ['UPDATE policies SET published_at = 0', 'immutable'],
    ['DELETE FROM policies', 'immutable'],
    ['INSERT OR REPLACE INTO policies SELECT * FROM policies', 'immutable'],
  ])('%s', (sql, reason) => {
    const before = connection.prepare('SELECT hashed FROM decisions').pluck().all()
    expect(() => connection.exec(sql)).toThrow(reason)
    expect(connection.prepare('SELECT hashed FROM decisions').pluck().all()).toEqual(before)
    expect(before).toHaveLength(1)
  })
})
