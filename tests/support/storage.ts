import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from '../../src/features/accounts/model.ts'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import type { Submission } from '../../src/features/comments/store.ts'
import type { PolicyVersion } from '../../src/features/policy/model.ts'
import type { Stores } from '../../src/features/ports.ts'
import type { Site } from '../../src/features/sites/model.ts'
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/open.ts'
import { aComment, anAccount, anArticle, anIdentity, aPolicy, aSite, aSubmission, T0 } from './fixtures.ts'
import { putTemplate } from './templates.ts'

export * from './fixtures.ts'

export const MIGRATIONS = join(import.meta.dirname, '../../migrations')

export interface TestFolder {
  /** Where a database may be made. */
  file: string
  remove(): void
}

export function testFolder(): TestFolder {
  const folder = mkdtempSync(join(tmpdir(), 'brevier-test-'))
  return { file: join(folder, 'brevier.db'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Storage on a temporary file (in memory there is no WAL and no second connection); `close` removes it. */
export async function openTestStorage(
  options: Partial<Omit<StorageOptions, 'url'>> = {},
): Promise<Storage & { file: string }> {
  const folder = testFolder()
  const url = `sqlite:${folder.file}`
  if (!options.migrationsDir) putTemplate(folder.file, options.kind ?? 'sandbox')
  const storage = await openStorage({ url, kind: 'sandbox', now: T0, migrationsDir: MIGRATIONS, ...options })
  return {
    ...storage,
    file: folder.file,
    async close() {
      await storage.close()
      folder.remove()
    },
  }
}

export interface World {
  stores: Stores
  site: Site
  policy: PolicyVersion
  article: Article
  reader: Account
  moderator: Account
}

/** Nothing waits any more, as if a service had run. */
export async function delivered({ delivery }: Stores): Promise<void> {
  for (const { id } of await delivery.due(Number.MAX_SAFE_INTEGER, 100_000)) await delivery.done(id)
}

/** Nothing is to be delivered yet. A site with a policy, an open article, a reader and a moderator. */
export async function aWorld(stores: Stores): Promise<World> {
  const site = aSite()
  const policy = aPolicy(site.id)
  const article = anArticle(site.id)
  const reader = anAccount(site.id)
  const moderator = anAccount(site.id, { displayName: 'Min', role: 'moderator' })
  await stores.sites.insert(site)
  await stores.policy.insert(policy)
  await stores.articles.put(article)
  await delivered(stores)
  await stores.accounts.insert(reader, anIdentity())
  await stores.accounts.insert(moderator, null)
  return { stores, site, policy, article, reader, moderator }
}

/** Submits as the reader and answers the comment. @throws when the store refuses */
export async function submitted(
  world: World,
  change: Partial<Comment> = {},
  more: Partial<Submission> = {},
): Promise<Comment> {
  const account = change.accountId === undefined ? world.reader : { ...world.reader, id: change.accountId }
  const comment = aComment({ article: world.article, account }, change)
  const { submissions } = await world.stores.comments.writerFacts(
    world.site.id,
    account.id,
    comment.articleId,
    comment.createdAt,
  )
  const { outcome } = await world.stores.comments.submit(aSubmission(comment, submissions, more))
  if (outcome !== 'applied') throw new Error(`the fixture was refused: ${outcome}`)
  return comment
}

/** The id of the comment's open case. @throws when it has none */
export async function openCaseOf({ stores, site }: World, comment: Comment): Promise<string> {
  const open = await stores.moderation.queue(site.id, {
    order: 'oldest',
    filter: 'all',
    now: T0,
    limit: 1_000,
  })
  const found = open.find((item) => item.comment.id === comment.id)
  if (!found) throw new Error('the comment has no open case')
  return found.caseFile.id
}
