import { desc, eq, sql } from 'drizzle-orm'
import type { TransparencyStore } from '../../features/moderation/transparency-store.ts'
import { atMost, type Database } from './database.ts'
import { logHeads } from './schema.ts'
import { createTransparencyRows } from './transparency-rows.ts'
import { createWaitingMethods } from './transparency-waiting.ts'

export function createTransparencyMethods(db: Database): TransparencyStore {
  return {
    ...createTransparencyRows(db),
    ...createWaitingMethods(db),

    publishHeads(day, now) {
      return db.write(
        (tx) =>
          // From the few sites to the end of each log: the other way round it is a walk over every decision.
          tx.run(sql`INSERT INTO log_heads (site_id, day, seq, hash, published_at)
            SELECT sites.id, ${day}, head.seq, head.hash, ${now} FROM sites
            CROSS JOIN decisions AS head ON head.site_id = sites.id
              AND head.seq = (SELECT max(seq) FROM decisions WHERE site_id = sites.id)
            WHERE true
            ON CONFLICT DO NOTHING`).changes,
      )
    },

    async heads(siteId, limit) {
      return db.read
        .select()
        .from(logHeads)
        .where(eq(logHeads.siteId, siteId))
        .orderBy(desc(logHeads.day))
        .limit(atMost(limit))
        .all()
    },
  }
}
