import type Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SORTS } from '../../../src/features/comments/model.ts'
import type { Stores } from '../../../src/features/ports.ts'
import { openStorage } from '../../../src/storage/open.ts'
import { openWriter } from '../../../src/storage/sqlite/connection.ts'
import { COUNTER_CHECKS } from '../../../src/storage/sqlite/counters.ts'
import { createDatabase, type Database } from '../../../src/storage/sqlite/database.ts'
import { createSqliteStores } from '../../../src/storage/sqlite/index.ts'
import {
  aWorld,
  MIGRATIONS,
  submitted,
  T0,
  type TestFolder,
  testFolder,
  type World,
} from '../../support/storage.ts'

/** Every statement that a connection compiles, those that read and those that write, with its parameters still open: that is what gets planned. */
function watch(connection: Sqlite.Database): { seen: string[]; written: string[] } {
  const seen: string[] = []
  const written: string[] = []
  const prepare = connection.prepare.bind(connection)
  Object.defineProperty(connection, 'prepare', {
    configurable: true,
    value: (sql: string) => {
      const statement = prepare(sql)
      if (statement.readonly && statement.reader) seen.push(sql)
      else if (!statement.readonly) written.push(sql)
      return statement
    },
  })
  return { seen, written }
}

/** Grow with what people write, and stay; or the names that they have in a statement. */
const LARGE = [
  ...['accounts', 'articles', 'cases', 'comments', 'decisions', 'decision_texts', 'idempotency_keys'],
  ...['identities', 'inbox', 'reports', 'screenings', 'sessions', 'contested', 'head'],
]

describe('reading costs the same however much there is', () => {
  let folder: TestFolder
  let db: Database
  let connection: Sqlite.Database
  let seen: string[]
  let written: string[]
  let stores: Stores
  let world: World

  beforeEach(async () => {
    folder = testFolder()
    await (
      await openStorage({ url: `sqlite:${folder.file}`, kind: 'sandbox', now: T0, migrationsDir: MIGRATIONS })
    ).close()
    connection = openWriter(folder.file)
    ;({ seen, written } = watch(connection))
    db = createDatabase(connection)
    stores = createSqliteStores(db)
    world = await aWorld(stores)
    const top = await submitted(world)
    await submitted(world, { parentId: top.id })
    await submitted(world, { state: 'pending' })
  })
  afterEach(async () => {
    await db.close()
    folder.remove()
  })

  function plansOf(statements: readonly string[]): string[] {
    return [...new Set(statements)]
      .filter((sql) => !sql.startsWith('EXPLAIN'))
      .flatMap((sql) => {
        const parameters = Array.from(sql.matchAll(/\?/g), () => null)
        const plan = connection
          .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
          .all(...parameters)
        return plan.map(({ detail }) => detail)
      })
  }

  it('never walks a whole table', async () => {
    const { site, article, reader: account } = world
    const all = { after: null, limit: 20 }
    for (const sort of SORTS) await stores.comments.page(article.id, { sort, ...all })
    await stores.comments.publishedTimes(article.id, 20)
    await stores.comments.writerFacts(site.id, account.id, article.id, T0)
    await stores.comments.unpublishedOf(article.id, account.id)
    await stores.comments.ofAccount(site.id, account.id, all)
    await stores.comments.thread(article.id, account.id)
    await stores.comments.ofArticle(site.id, article.id, { state: 'pending', ...all })
    await stores.moderation.reportsOn(site.id, article.id, 10)
    await stores.moderation.notes(site.id, { commentId: article.id, accountId: account.id })
    for (const order of ['risk', 'oldest'] as const) {
      for (const filter of ['all', 'reported', 'new-writers'] as const) {
        await stores.moderation.queue(site.id, { order, filter, now: T0, limit: 10 })
      }
    }
    await stores.moderation.summary(site.id)
    await stores.moderation.latestDecisions(site.id, [article.id])
    await stores.moderation.log(site.id, { afterSeq: 0, limit: 10 })
    await stores.accounts.session('hash')
    await stores.articles.figuresByIds([article.id])
    await stores.articles.figuresByKeys(site.id, [article.key])
    await stores.articles.figuresByUrls(site.id, [article.url])
    await stores.delivery.due(T0, 10)
    await stores.delivery.lag(T0)
    const scans = plansOf(seen).filter((detail) => /^SCAN /.test(detail))
    // `json_each` walks the ids that were handed in; of providers there is a row for each app of this installation.
    expect(scans.filter((detail) => !/VIRTUAL TABLE|provider_states/.test(detail))).toEqual([])
    expect(seen.length).toBeGreaterThan(20)
  })

  it('walks over no large table for what the clock asks for, nor for an erasure or a changed article', async () => {
    const { site, article, reader: account } = world
    await stores.moderation.publishHeads('2026-06-01', T0)
    await stores.moderation.leftBehind(10)
    await stores.moderation.hiddenBefore(T0, 10)
    await stores.moderation.forgetReasons(T0, 10)
    await stores.moderation.forgetAppeals(T0, 10)
    await stores.moderation.forgetReportNotes(T0, 10)
    await stores.moderation.dropInbox(T0, 10)
    await stores.moderation.dropNotes(T0, 10)
    await stores.comments.purgeScreenings(T0)
    await stores.delivery.purgeKeys(T0)
    await stores.articles.put({ ...article, headline: 'Another' })
    await stores.accounts.erase(site.id, account.id, T0)
    // A new row's plan names who might have waited for it: looked for only while somebody does.
    const plans = plansOf([...seen, ...written].filter((sql) => !/^insert into .* values/i.test(sql)))
    const scans = plans.filter((detail) => new RegExp(`^SCAN (${LARGE.join('|')})\\b`).test(detail))
    expect(scans).toEqual([])
  })

  it('counts a comment’s replies anew from their index', () => {
    const [replies] = COUNTER_CHECKS.filter(({ counter }) => counter === 'replies to a comment')
    const plans = plansOf([replies?.query ?? ''])
    expect(new Set(plans.filter((detail) => / reply /.test(detail)))).toEqual(
      new Set(['SEARCH reply USING INDEX comments_replies (parent_id=?)']),
    )
  })

  it('finds what is to be told past a storm’s cards, which stand in the same table', async () => {
    const plans = plansOf(seen.filter((sql) => /from "outbox" where .* limit/.test(sql)))
    expect(plans).toEqual([
      'SEARCH outbox USING INDEX outbox_kind_due (kind=? AND not_before<?)',
      'SEARCH outbox USING INDEX outbox_kind_due (kind=? AND not_before>?)',
    ])
    const start = seen.length
    await stores.delivery.lag(T0)
    expect(plansOf(seen.slice(start)).sort()).toEqual([
      'SEARCH outbox USING COVERING INDEX outbox_kind_due (kind=? AND not_before<?)',
      'SEARCH outbox USING INDEX outbox_failed (attempts>?)',
      'SEARCH outbox USING INDEX outbox_kind_due (kind=? AND not_before<?)',
    ])
  })

  it('never sorts a thread: pages come in the order of the index', async () => {
    const pages = seen.filter((sql) => /"listed" = 1/.test(sql))
    expect(pages).toHaveLength(SORTS.length)
    const plans = plansOf(pages)
    expect(plans.filter((detail) => /TEMP B-TREE|SCAN/.test(detail))).toEqual([])
    // The cursor is found in the index too, not by walking to it.
    expect(plans.filter((detail) => / comments /.test(detail)).sort()).toEqual([
      'SEARCH comments USING INDEX comments_replied (article_id=? AND (published_replies,created_at,id)<(?,?,?))',
      'SEARCH comments USING INDEX comments_thread (article_id=? AND (created_at,id)<(?,?))',
      'SEARCH comments USING INDEX comments_thread (article_id=? AND (created_at,id)>(?,?))',
    ])
    const times = plansOf(seen.filter((sql) => /order by "comments"."published_at"/.test(sql)))
    expect(times).toEqual(['SEARCH comments USING INDEX comments_published (article_id=?)'])
    const replies = plansOf(seen.filter((sql) => /AS reply/.test(sql)))
    expect(replies.join('\n')).toMatch(/SEARCH reply USING (COVERING )?INDEX comments_replies/)
    expect(replies.filter((detail) => /TEMP B-TREE/.test(detail))).toEqual([])
  })

  it.each([
    ['risk', 'all', 'cases_priority'],
    ['risk', 'reported', 'cases_kind_priority'],
    ['risk', 'new-writers', 'cases_new_writers'],
    ['risk', 'escalated', 'cases_escalated'],
    ['oldest', 'all', 'cases_age'],
  ] as const)('takes open cases by %s, %s, from the index %s in its order', async (order, filter, index) => {
    const start = seen.length
    await stores.moderation.queue(world.site.id, { order, filter, now: T0, limit: 1 })
    const plans = plansOf(seen.slice(start).filter((sql) => /from "cases"/.test(sql)))
    expect(plans).toEqual(
      plans.map(() =>
        expect.stringMatching(
          new RegExp(`^SEARCH cases USING INDEX ${index} \\(site_id=\\?( AND kind=\\?)?\\)$`),
        ),
      ),
    )
    expect(plans.length).toBeGreaterThan(0)
  })
})
