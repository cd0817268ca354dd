import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { another } from '../support/another.ts'
import { published, refused } from '../support/appeals.ts'
import { caseOf, openCase, press, submit, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader('Maya Okafor')
  tom = await world.reader('Tom Lind')
  min = await world.staff()
})
afterAll(() => world.close())

interface Write {
  name: string
  /** Whose rows are counted. */
  table: 'comments' | 'reports' | 'decisions' | 'appeals'
  /** Answers how to send the request; each sending is the same to the byte. */
  prepare(): Promise<() => Promise<Response>>
}

const keyed = (path: string, body: unknown, as: Person) => {
  const key = crypto.randomUUID()
  return () => world.json(path, body, as, { 'idempotency-key': key })
}

const WRITES: readonly Write[] = [
  {
    name: 'a comment',
    table: 'comments',
    prepare: async () =>
      keyed(`/v1/articles/${world.article.id}/comments`, { text: another('A remark') }, maya),
  },
  {
    name: 'a comment by a plain form',
    table: 'comments',
    async prepare() {
      const fields = { text: another('A remark'), key: crypto.randomUUID() }
      return () => world.form(`/a/${world.article.id}/comments`, fields, maya)
    },
  },
  {
    name: 'a report',
    table: 'reports',
    async prepare() {
      const { id } = await published(world, maya, min)
      return keyed(`/v1/comments/${id}/reports`, { clause: 'SB-01' }, tom)
    },
  },
  {
    name: 'a withdrawal',
    table: 'decisions',
    async prepare() {
      const { id } = await published(world, maya, min)
      return keyed(`/v1/comments/${id}/withdrawal`, {}, maya)
    },
  },
  {
    name: 'an appeal',
    table: 'appeals',
    async prepare() {
      const { decision } = await refused(world, maya, min)
      return () => world.form(`/me/appeals/${decision.id}`, { text: 'It was a quote.' }, maya)
    },
  },
  {
    name: 'a decision',
    table: 'decisions',
    async prepare() {
      const comment = await submit(world, maya, another('To be read'))
      const caseId = await caseOf(world, min, comment)
      const fields = { ...(await openCase(world, min, caseId)), decision: 'reject:SB-01', explanation: 'Why' }
      return () => press(world, min, caseId, fields)
    },
  },
]

function rows(table: Write['table']): number {
  return withFile(world, (db) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()))
}

async function heard(response: Response): Promise<unknown> {
  return [response.status, response.headers.get('location'), await response.text()]
}

describe.each(WRITES)('$name', ({ table, prepare }) => {
  it('sent twice at once is there once, and both are answered the same', async () => {
    const send = await prepare()
    const before = rows(table)
    const [one, other] = await Promise.all([send(), send()])
    expect(await heard(other)).toEqual(await heard(one))
    expect(one.status).toBeLessThan(400)
    expect(rows(table)).toBe(before + 1)
  })

  it('sent again after its answer was lost is answered as before', async () => {
    const send = await prepare()
    const first = await heard(await send())
    const before = rows(table)
    world.clock.advance(5_000)
    expect(await heard(await send())).toEqual(first)
    expect(rows(table)).toBe(before)
  })
})
