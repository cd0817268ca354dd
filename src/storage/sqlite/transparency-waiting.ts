import { sql } from 'drizzle-orm'
import type { TransparencyStore } from '../../features/moderation/transparency-store.ts'
import type { Database } from './database.ts'

/** How many comments waited at a moment that is over: those that wait still, and those decided on since. */
export function createWaitingMethods(db: Database): Pick<TransparencyStore, 'waitingStill' | 'waitingSince'> {
  return {
    async waitingStill(siteId, at) {
      // One statement, one state: a comment decided on meanwhile is in neither count or in both.
      const found = db.read.get<{ count: number; fromSeq: number | null; upToSeq: number | null }>(sql`SELECT
        (SELECT count(*) FROM cases JOIN comments ON comments.id = cases.comment_id
          WHERE cases.site_id = ${siteId} AND cases.closed_at IS NULL
            AND cases.kind IN ('premoderation', 'reports', 'own')
            AND comments.state = 'pending' AND comments.created_at < ${at}
            AND NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.comment_id = comments.id
              AND decisions.at >= ${at})) AS count,
        (SELECT min(seq) FROM decisions WHERE site_id = ${siteId} AND at >= ${at}) AS fromSeq,
        (SELECT max(seq) FROM decisions WHERE site_id = ${siteId}) AS upToSeq`)
      const upToSeq = found?.upToSeq ?? 0
      return { count: found?.count ?? 0, fromSeq: found?.fromSeq ?? upToSeq + 1, upToSeq }
    },

    async waitingSince(siteId, { at, afterSeq, upToSeq }) {
      const found = db.read.get<{ count: number }>(sql`SELECT count(*) AS count FROM decisions AS one
        JOIN comments ON comments.id = one.comment_id
        WHERE one.site_id = ${siteId} AND one.seq > ${afterSeq} AND one.seq <= ${upToSeq}
          AND one.at >= ${at} AND one."from" = 'pending' AND comments.created_at < ${at}
          AND NOT EXISTS (SELECT 1 FROM decisions AS earlier WHERE earlier.comment_id = one.comment_id
            AND earlier.seq < one.seq AND earlier.at >= ${at})`)
      return found?.count ?? 0
    },
  }
}
