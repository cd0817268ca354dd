import { cpSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { migrate } from '../../src/storage/sqlite/migrate.ts'

const MIGRATIONS = 'migrations/sqlite'
const COMMENTS = 1_500

/** A production database of the first schema, with a paper and its comments. `work` holds the old migrations. */
export async function makeOldDatabase(file: string, work: string): Promise<void> {
  const older = join(work, 'older')
  cpSync(MIGRATIONS, older, { recursive: true, filter: (name) => !/000[1-9]_|00[1-9]\d_/.test(name) })
  const db = new Sqlite(file)
  db.pragma('journal_mode = WAL')
  await migrate(db, { migrationsDir: older, now: 1 })
  db.transaction(() => fill(db)).immediate()
  db.close()
}

function fill(db: Sqlite.Database): void {
  db.exec(`INSERT INTO installation VALUES (1, 'production', 1);
    INSERT INTO sites (id, key, title, origins, language, accent, mode, newcomer_threshold, rates, revision, created_at)
      VALUES ('s', 'ledger', '{}', '[]', 'en', '#15539a', 'newcomers', 1, '{}', 1, 1);
    INSERT INTO accounts VALUES ('p', 's', 'Maya', 'reader', 'en', 1, ${COMMENTS}, 0, 0);
    INSERT INTO articles VALUES ('a', 's', 'one', 'https://www.ledger.example/1', 'Harbour', '', '[]', '[]', NULL, 1, NULL,
      'en', 'open', 0, 1, ${COMMENTS}, 1)`)
  const insert =
    db.prepare(`INSERT INTO comments (id, site_id, article_id, account_id, body, state, version, policy_version,
    created_at, published_at, published_replies) VALUES (?, 's', 'a', 'p', ?, 'published', 1, 1, ?, ?, 0)`)
  for (let index = 0; index < COMMENTS; index += 1)
    insert.run(`comment-${index}`, `A remark of some length, number ${index}. `.repeat(4), index, index)
}

/** Comments as they were, or why not. */
export function faultOf(file: string): string | null {
  const db = new Sqlite(file)
  try {
    const integrity = db.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') return `integrity: ${String(integrity)}`
    const rows = db.prepare("SELECT count(*) FROM comments WHERE body LIKE 'A remark%'").pluck().get()
    if (rows !== COMMENTS) return `${String(rows)} comments`
    return null
  } catch (error) {
    return String(error)
  } finally {
    db.close()
  }
}

export function migrationsIn(file: string): string[] {
  const db = new Sqlite(file, { readonly: true })
  try {
    return db.prepare<[], string>('SELECT name FROM schema_migrations ORDER BY name').pluck().all()
  } finally {
    db.close()
  }
}
