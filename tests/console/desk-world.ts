import { policy } from '../../seeds/policy.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { plainText, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

/** Markup, quotes, a reversed line, and a scheme that runs: in every field of every form. */
export const HOSTILE = `</textarea><script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202ejavascript:alert(1) 🇰🇷한글`

/** As a comment: a line that is turned round would be refused before anybody reads it. */
export const HOSTILE_COMMENT = HOSTILE.replace('\u202e', '')

/** Two papers in one installation, with a desk each. */
export async function twoPapers(): Promise<{ world: World; stranger: Person }> {
  const world = await createWorld({ kind: 'sandbox', sandbox: true })
  const other = await world.services.sites.create({
    key: 'gazette',
    title: { en: 'The Gazette', ko: '가제트' },
    origins: ['https://www.gazette.example'],
  })
  await world.services.policy.publish(other.id, policy)
  const account = await world.services.accounts.createStaff(other.id, 'Stranger', 'admin')
  const actor = { type: 'staff', siteId: other.id, accountId: account.id, role: 'admin' } as const
  return { world, stranger: await enteredAgain(world, { account, actor, token: '', cookie: '' }) }
}

/** With a new session: one of the desk lasts no longer than an hour without a request. */
export async function enteredAgain(world: World, person: Person): Promise<Person> {
  const link = await world.services.accounts.createConsoleLink(person.account)
  const entered = await world.form('/console/enter', { token: link })
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { ...person, token: cookie.split('=')[1] ?? '', cookie }
}

export async function text(response: Response): Promise<string> {
  return plainText(await response.text())
}

/** A form with fields that may come more than once. */
export function post(
  world: World,
  path: string,
  fields: readonly (readonly [string, string])[],
  as: Person,
): Promise<Response> {
  return world.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
    as,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}

export function stateOf(world: World, { id }: Pick<Comment, 'id'>): string | undefined {
  return withFile(world, (db) => db.prepare('SELECT state FROM comments WHERE id = ?').pluck().get(id)) as
    | string
    | undefined
}

export function count(world: World, table: 'decisions' | 'restrictions' | 'notes'): number {
  return withFile(world, (db) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()) as number
}
