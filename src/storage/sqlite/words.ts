import { and, asc, count, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import type { SiteWords, WordRule } from '../../features/comments/model.ts'
import type { WordStore } from '../../features/comments/word-store.ts'
import type { Database, Handle } from './database.ts'
import { wordRules } from './schema.ts'

/** How many sites' lists are kept at hand. */
const KEPT = 64

export function createSqliteWordStore(db: Database): WordStore {
  const known = new Map<string, SiteWords>()
  const changes = db.read
    .select({ rows: sql<number>`count(*) + count(${wordRules.removedAt})` })
    .from(wordRules)
    .where(eq(wordRules.siteId, sql.placeholder('siteId')))
    .prepare()

  return {
    add: (rule, most) => db.write((tx) => addRule(tx, rule, most)),

    remove(siteId, id, { accountId, at }) {
      const own = and(eq(wordRules.siteId, siteId), eq(wordRules.id, id))
      return db.write((tx) => {
        const change = { removedById: accountId, removedAt: at }
        const live = and(own, isNull(wordRules.removedAt))
        if (tx.update(wordRules).set(change).where(live).run().changes > 0) return 'applied'
        return tx.select({ id: wordRules.id }).from(wordRules).where(own).get() ? 'gone' : 'missing'
      })
    },

    list: async (siteId) => liveRules(db.read, siteId),

    async words(siteId) {
      const revision = changes.get({ siteId })?.rows ?? 0
      const kept = known.get(siteId)
      if (kept?.revision === revision) return kept
      const words = { ...listsOf(liveRules(db.read, siteId)), revision }
      if (known.size >= KEPT) known.clear()
      known.set(siteId, words)
      return words
    },
  }
}

function listsOf(rules: readonly WordRule[]): { block: string[]; allow: string[] } {
  const of = (kind: WordRule['kind']) => rules.filter((rule) => rule.kind === kind).map(({ word }) => word)
  return { block: of('hold'), allow: of('allow') }
}

function addRule(tx: Handle, rule: WordRule, most: number): 'applied' | 'known' | 'full' {
  const live = and(eq(wordRules.siteId, rule.siteId), isNull(wordRules.removedAt))
  const found = tx.select({ rows: count() }).from(wordRules).where(live).get()
  if ((found?.rows ?? 0) >= most) return 'full'
  const made = tx.insert(wordRules).values(rule).onConflictDoNothing().returning({ id: wordRules.id }).get()
  return made ? 'applied' : 'known'
}

function liveRules(read: Handle, siteId: string): WordRule[] {
  const { removedById: _by, removedAt: _at, ...columns } = getTableColumns(wordRules)
  return read
    .select(columns)
    .from(wordRules)
    .where(and(eq(wordRules.siteId, siteId), isNull(wordRules.removedAt)))
    .orderBy(asc(wordRules.word), asc(wordRules.id))
    .all()
}
