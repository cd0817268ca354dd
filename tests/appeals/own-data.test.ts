import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { another } from '../support/another.ts'
import { told } from '../support/appeals.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
beforeAll(async () => {
  world = await createWorld()
  ;[maya, tom, min] = [
    await world.reader('Maya Okafor'),
    await world.reader('Tom Ashworth'),
    await world.staff(),
  ]
})
afterAll(() => world.close())

async function downloaded(who: Person): Promise<string> {
  const answer = await world.form('/me/data', { lang: 'en' }, who)
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  return strFromU8(files['data.json'] ?? new Uint8Array())
}

it('the download says why a decision was made to its author, and to whoever reported only how it ended', async () => {
  const text = another('A sentence of Maya')
  const comment = await submit(world, maya, text)
  await decide(world, min, comment, 'approve')
  await world.services.moderation.report(tom.actor, {
    commentId: comment.id,
    clause: 'SB-04',
    note: 'My own note',
  })
  const why = 'It attacks a group of people'
  await decide(world, min, comment, 'reject:SB-04', why)
  await told(world)
  const message = { outcome: 'reject', comment: comment.id, clauses: 'SB-04' }

  const hers = await downloaded(maya)
  expect(JSON.parse(hers).messages).toContainEqual(
    expect.objectContaining({ ...message, about: 'comment', explanation: why }),
  )
  expect(hers).not.toContain('My own note')
  expect(hers).not.toContain(tom.account.id)

  const his = await downloaded(tom)
  expect(JSON.parse(his).messages).toEqual([
    expect.objectContaining({ ...message, about: 'report', explanation: '' }),
  ])
  for (const other of [why, text, 'Maya Okafor', maya.account.id, min.account.id])
    expect(his).not.toContain(other)
})
