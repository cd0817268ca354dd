import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import type { Account, Actor, IdentityKey, Role } from '../../src/features/accounts/model.ts'
import { createFacebookProvider } from '../../src/features/accounts/providers/facebook.ts'
import { newAccount, sessionEnd } from '../../src/features/accounts/rules.ts'
import type { Outbound } from '../../src/features/ports.ts'
import type { Site } from '../../src/features/sites/model.ts'
import { signedRequest } from '../support/signed-request.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

export const APP = '1234567890'
export const SECRET = 'the-app-secret'

const NOBODY: Outbound = {
  request: () => Promise.reject(new Error('nothing is asked outside')),
}

/** A service with one Facebook app, where comments are published at once. */
export function createNoticeWorld(): Promise<World> {
  const facebook = createFacebookProvider({
    appId: APP,
    appSecret: { reveal: () => SECRET },
    outbound: NOBODY,
  })
  return createWorld({ providers: [facebook], site: { mode: 'flagged-only' } })
}

export function facebookIdentity(subject: string, appId = APP): IdentityKey {
  return { provider: 'facebook', appId, subject }
}

/** An account that is known by this identity, signed in with it. */
export async function member(
  world: World,
  identity: IdentityKey,
  site: Site = world.site,
  role: Role = 'reader',
): Promise<Person> {
  const account = newAccount({
    id: crypto.randomUUID(),
    siteId: site.id,
    displayName: 'Maya Okafor',
    role,
    language: 'en',
    createdAt: world.clock.now(),
  })
  await world.stores.accounts.insert(account, identity)
  return signIn(world, account, identity)
}

/** One more session of the account, opened by this identity. */
export async function signIn(
  { stores, clock }: World,
  account: Account,
  identity: IdentityKey,
): Promise<Person> {
  const token = randomToken()
  const { id: accountId, siteId } = account
  await stores.accounts.insertSession({
    id: crypto.randomUUID(),
    kind: 'reader',
    tokenHash: await sha256Hex(token),
    siteId,
    accountId,
    articleId: null,
    identity,
    agent: 'Firefox · Linux',
    createdAt: clock.now(),
    lastSeenAt: clock.now(),
    expiresAt: sessionEnd('reader', clock.now()),
  })
  const actor: Actor = { type: 'reader', siteId, accountId, articleId: null }
  return { account, actor, token, cookie: `__Host-brevier_reader=${token}` }
}

/** A second login of the same account, as linking leaves it. */
export function link(world: World, { account }: Person, identity: IdentityKey): void {
  const { provider, appId, subject } = identity
  const db = new Sqlite(join(world.dir, 'brevier.sqlite'))
  db.prepare('INSERT INTO identities VALUES (?, ?, ?, ?, ?, ?)').run(
    account.siteId,
    provider,
    appId,
    subject,
    account.id,
    1,
  )
  db.close()
}

/** Rows as they lie on disk. */
export function rows(world: World, query: string): unknown[] {
  const db = new Sqlite(join(world.dir, 'brevier.sqlite'), { readonly: true })
  try {
    return db.prepare(query).all()
  } finally {
    db.close()
  }
}

/** What Facebook's servers send: a form, no origin, no cookie. */
export function post(
  world: World,
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return Promise.resolve(
    world.app.request(path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    }),
  )
}

export function notice(
  world: World,
  kind: 'deauthorize' | 'data-deletion',
  signed: string,
  app = APP,
): Promise<Response> {
  return post(world, `/facebook/${app}/${kind}`, new URLSearchParams({ signed_request: signed }).toString())
}

/** The signed wish of a person, at the world's time. */
export function wish({ clock }: World, subject: string): string {
  return signedRequest(subject, SECRET, clock.now())
}

export async function isSignedIn(world: World, person: Person): Promise<boolean> {
  return (await world.services.accounts.viewer(person.token, 'reader')) !== null
}
