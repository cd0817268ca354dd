import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { policy } from '../../seeds/policy.ts'
import { listen } from '../../src/cli/listen.ts'
import type { Actor, Role } from '../../src/features/accounts/model.ts'
import { newAccount } from '../../src/features/accounts/rules.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import type { Decision } from '../../src/features/moderation/model.ts'
import type { Site } from '../../src/features/sites/model.ts'
import { SIGN_ON } from '../reader/paper-page.ts'
import { another } from '../support/another.ts'
import { newest, signedIn } from '../support/appeals.ts'
import { submit } from '../support/desk.ts'
import { pageToken } from '../support/page-token.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

/** Who may ask: without a session, with a reader's, with the desk's of three ranks, with a key; of two papers. */
export const WHO = [
  'nobody',
  'a made-up session',
  'a banned reader',
  'a reader',
  'a page token',
  'a moderator',
  'a senior',
  'an admin',
  'another paper’s reader',
  'another paper’s moderator',
  'another paper’s admin',
  'a key',
  'another paper’s key',
] as const
export type Who = (typeof WHO)[number]

/** A service with two papers, and people and things of every kind in the first. */
export interface Filled extends World {
  other: Site
  people: Partial<Record<Who, Person>>
  /** Reads and writes, and is none of those who ask. */
  writer: Person
  /** The desk's own. */
  moderator: Person
  senior: Person
  admin: Person
  /** What this asker's requests carry. */
  credentials(who: Who): Record<string, string>
  /** A new comment of the reader, on the desk's table. */
  pending(by?: Person): Promise<Comment>
  published(by?: Person): Promise<Comment>
  /** A new account of this site; `reader` unless said. */
  person(name: string, role?: Role, site?: Site): Promise<Person>
  /** The headers of somebody just like this asker: for what ends sessions or names people anew. */
  fresh(who: Who): Promise<Record<string, string>>
  /** The desk's person whose act it would be: the asker's, or a colleague's for those who have none. */
  actor(who: Who, standIn?: Person): Person
  decided(comment: Comment, action: 'approve' | 'reject', by?: Person): Promise<Decision>
  caseOf(comment: Comment): Promise<string>
  /** A lease on the case for whoever asks; the moderator's for those who could have none. */
  lease(who: Who, caseId: string): Promise<string>
}

/** The same behind a socket, for a real browser. */
export async function serveFilled(): Promise<Filled> {
  const port = await freePort()
  // Thousands of commits wait for no disk where there is one in memory.
  const dir = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/brevier-test-') : undefined
  const world = await fillWorld(`http://localhost:${port}`, dir)
  const listener = await listen(world.app, { host: '127.0.0.1', port })
  return {
    ...world,
    async close() {
      await listener.close()
      await world.close()
      if (dir) rmSync(dir, { recursive: true, force: true })
    },
  }
}

export async function fillWorld(publicUrl?: string, dir?: string): Promise<Filled> {
  const world = await createWorld({
    ...(dir === undefined ? {} : { dir }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    site: { signOn: { url: SIGN_ON } },
    security: { contact: 'mailto:security@ledger.example', policyUrl: null },
  })
  const { services, stores, clock, site } = world
  const other = await services.sites.create({
    key: 'gazette',
    title: { en: 'The Gazette', ko: '가제트' },
    origins: ['https://www.gazette.example'],
    signOn: { url: 'https://www.gazette.example/login' },
  })
  await services.policy.publish(other.id, policy)

  async function person(name: string, role: Role = 'reader', of: Site = site): Promise<Person> {
    const account = newAccount({
      id: randomUUID(),
      siteId: of.id,
      displayName: name,
      role,
      language: 'en',
      createdAt: clock.now(),
    })
    await stores.accounts.insert(account, null)
    const who = { siteId: of.id, accountId: account.id }
    const actor: Actor =
      role === 'reader' ? { type: 'reader', ...who, articleId: null } : { type: 'staff', ...who, role }
    return signedIn({ ...world, site: of }, { account, actor, token: '', cookie: '' })
  }

  const reader = await person('Maya Okafor')
  const [moderator, senior, admin] = [
    await person('Han Jiwoo', 'moderator'),
    await person('Yoon Seo', 'senior'),
    await person('Ada Lind', 'admin'),
  ]
  // What signed in before the ban is signed out by it.
  const once = await person('Banned Reader')
  const ban = {
    kind: 'ban',
    days: null,
    clauses: ['SB-01'],
    lawReference: null,
    explanation: 'Again.',
  } as const
  const subject = { accountId: once.account.id, followsFrom: null, rejects: [] }
  await services.moderation.restrict(admin.actor, 'Ada Lind', { ...ban, ...subject })
  const banned = await signedIn(world, once)
  for (const one of [site, other]) await services.accounts.addSignOnKey(one.id)
  const people: Filled['people'] = {
    'a banned reader': banned,
    'a reader': reader,
    'a page token': reader,
    'a moderator': moderator,
    'a senior': senior,
    'an admin': admin,
    'another paper’s reader': await person('Rita Gazette', 'reader', other),
    'another paper’s moderator': await person('Moe Gazette', 'moderator', other),
    'another paper’s admin': await person('Stranger', 'admin', other),
  }
  const { token } = await pageToken(world, reader, world.article)
  const keys = [await services.sites.addKey(site.id), await services.sites.addKey(other.id)]

  function credentials(who: Who): Record<string, string> {
    if (who === 'nobody') return {}
    if (who === 'a page token') return { authorization: `Bearer ${token}` }
    if (who === 'a key') return { authorization: `Bearer ${keys[0]?.key}` }
    if (who === 'another paper’s key') return { authorization: `Bearer ${keys[1]?.key}` }
    const made = ['reader', 'staff'].map((kind) => `__Host-brevier_${kind}=${'A'.repeat(43)}`).join('; ')
    return { cookie: people[who]?.cookie ?? made }
  }

  async function pending(by: Person = reader): Promise<Comment> {
    return submit(world, by, another('What about the harbour'))
  }

  async function caseFor({ id }: Comment): Promise<string> {
    const { openReview } = await services.moderation.comment(moderator.actor, id)
    if (openReview === null) throw new Error('the comment has no open case')
    return openReview
  }
  const writer = await person('Omar Rahal')

  async function decided(comment: Comment, action: 'approve' | 'reject', by = moderator): Promise<Decision> {
    const caseId = await caseFor(comment)
    const opened = await services.moderation.open(by.actor, by.account.displayName, caseId)
    await services.moderation.decide(by.actor, {
      caseId,
      action,
      clauses: action === 'reject' ? ['SB-01'] : [],
      lawReference: null,
      explanation: '',
      version: comment.version,
      leaseToken: opened.lease?.token ?? '',
      msOnScreen: null,
    })
    return newest(world)
  }

  function actor(who: Who, standIn = moderator): Person {
    const own = people[who]
    return own?.actor.type === 'staff' && own.account.siteId === site.id ? own : standIn
  }

  return {
    ...world,
    other,
    people,
    writer,
    moderator,
    senior,
    admin,
    credentials,
    pending,
    decided,
    actor,
    async published(by) {
      const comment = await pending(by)
      await decided(comment, 'approve')
      return (await services.comments.byId(site.id, comment.id)) ?? comment
    },
    person,
    async fresh(who) {
      const own = people[who]
      const { role, siteId } = own?.account ?? writer.account
      made += 1
      const one = await person(`Somebody ${letters(made)}`, role, siteId === other.id ? other : site)
      return own && who !== 'a page token' ? { cookie: one.cookie } : {}
    },
    caseOf: caseFor,
    async lease(who, caseId) {
      const holder = actor(who)
      const opened = await services.moderation.open(holder.actor, holder.account.displayName, caseId)
      return opened.lease?.token ?? 'none'
    },
  }
}

let made = 0
/** Names have no figures. */
const letters = (count: number) => `${count}`.replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))
