import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RETENTION } from '../../src/features/retention.ts'
import { cleanUp } from '../../src/jobs/index.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { decide, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

/** Short enough to be guessed. */
const TEXT = 'You fool.'
const REASON = 'Attack the argument.'

let world: World
let writer: Person
beforeAll(async () => {
  world = await createWorld()
  writer = await world.reader()
})
afterAll(() => world.close())

/** Every value of every row of every table, as whoever has stolen the file would read it. */
function everything(): Set<string> {
  return withFile(world, (db) => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
    const rows = tables.flatMap((name) => db.prepare(`SELECT * FROM "${name}"`).raw().all())
    return new Set(rows.flatMap((row) => (Array.isArray(row) ? row : [])).map(String))
  })
}

/** What anybody can make of a guess: its hash, and its hash under each thing that is kept as a key. */
function madeOf(guess: string, kept: ReadonlySet<string>): Set<string> {
  const forms = ['hex', 'base64url', 'base64'] as const
  const made = ['sha256', 'sha1', 'md5', 'sha512'].flatMap((name) =>
    forms.map((form) => createHash(name).update(guess).digest(form)),
  )
  for (const text of kept) {
    const keys = [Buffer.from(text), Buffer.from(text, 'hex'), Buffer.from(text, 'base64url')]
    for (const key of keys) {
      for (const form of forms) made.push(createHmac('sha256', key).update(guess).digest(form))
      made.push(createHash('sha256').update(key).update(guess).digest('hex'))
    }
  }
  return new Set(made)
}

function matches(guess: string): string[] {
  const kept = everything()
  // A retry is known by the hash of its body.
  const forms = [guess, JSON.stringify({ text: guess }), JSON.stringify({ parent: null, text: guess })]
  return forms.flatMap((form) => [...madeOf(form, kept)]).filter((hash) => kept.has(hash))
}

describe('what somebody wrote', () => {
  it('is tied to its decision as long as it is kept, and cannot be guessed once it is erased', async () => {
    const moderator = await world.staff()
    const key = { 'idempotency-key': 'tried-once-more' }
    const path = `/v1/articles/${world.article.id}/comments`
    expect((await world.json(path, { text: TEXT, review: true }, writer, key)).status).toBe(201)
    const [comment] = (await world.services.comments.ownComments(writer.actor, null)).comments
    if (!comment) throw new Error('nothing was written')
    await decide(world, moderator, comment, 'reject:SB-01', REASON)
    // By the retry’s hash and by the salt: the guesses are made as they would have to be.
    expect([matches(TEXT).length, matches(REASON).length]).toEqual([2, 1])

    await world.stores.accounts.erase(world.site.id, writer.account.id, world.clock.now())
    await cleanUp(world.services)
    world.clock.advance(2 * DAY)
    await cleanUp(world.services)
    const kept = everything()
    expect([...kept].filter((text) => text.includes(TEXT) || text.includes(REASON))).toEqual([])
    expect([matches(TEXT), matches(REASON)]).toEqual([[], []])
    const hashes = withFile(world, (db) => db.prepare('SELECT body_hmac FROM decisions').pluck().all())
    expect(hashes.length).toBeGreaterThan(0)
    expect(await world.services.moderation.verifyLog(world.site.id)).toMatchObject({ brokenAt: null })
  })
})

describe('why somebody was warned', () => {
  const GONE = 'You were rude once.'
  const OLD = 'You were rude twice.'

  it('cannot be guessed once the person is gone, nor once its time is over', async () => {
    const moderator = await world.staff()
    const [gone, old] = [await world.reader('Who Goes'), await world.reader('Who Stays')]
    for (const [{ account }, explanation] of [
      [gone, GONE],
      [old, OLD],
    ] as const)
      await world.services.moderation.restrict(moderator.actor, 'Han Jiwoo', {
        ...{ accountId: account.id, kind: 'warn', days: null, clauses: ['SB-01'], explanation },
        ...{ lawReference: null, followsFrom: null, rejects: [] },
      })
    expect([matches(GONE).length, matches(OLD).length]).toEqual([1, 1])
    await world.stores.accounts.erase(world.site.id, gone.account.id, world.clock.now())
    expect([matches(GONE), matches(OLD).length]).toEqual([[], 1])
    world.clock.advance(RETENTION.reasons.keptMs + DAY)
    await cleanUp(world.services)
    expect(matches(OLD)).toEqual([])
    expect([...everything()].filter((text) => text.includes(OLD))).toEqual([])
    expect(await world.services.moderation.verifyLog(world.site.id)).toMatchObject({ brokenAt: null })
  })
})
