import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import { sessionEnd } from '../../src/features/accounts/rules.ts'
import type { Article } from '../../src/features/articles/model.ts'
import type { Person, World } from './world.ts'

/** What this reader's page gets where the browser keeps no cookie for us: good for one article, for an hour. */
export async function pageToken(
  { stores, clock, site }: World,
  { account }: Person,
  article: Pick<Article, 'id'>,
): Promise<{ token: string }> {
  const token = randomToken()
  const now = clock.now()
  await stores.accounts.insertSession({
    id: crypto.randomUUID(),
    kind: 'page',
    tokenHash: await sha256Hex(token),
    siteId: site.id,
    accountId: account.id,
    articleId: article.id,
    identity: null,
    agent: 'Firefox · Linux',
    createdAt: now,
    lastSeenAt: now,
    expiresAt: sessionEnd('page', now),
  })
  return { token }
}

export const bearer = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` })
