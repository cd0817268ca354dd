import type { Account, Actor } from '../features/accounts/model.ts'

/** A seeded reader, as if signed in. @throws when a seed names nobody */
export function readerActor(account: Account | undefined): Extract<Actor, { type: 'reader' }> {
  if (!account) throw new Error('a seed names an unknown person')
  return { type: 'reader', siteId: account.siteId, accountId: account.id, articleId: null }
}

/** @throws when the account is a reader's */
export function staffActor({ siteId, id, role }: Account): Extract<Actor, { type: 'staff' }> {
  if (role === 'reader') throw new Error('not of the desk')
  return { type: 'staff', siteId, accountId: id, role }
}
