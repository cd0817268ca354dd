import { and, eq, getTableColumns } from 'drizzle-orm'
import type { PolicyDraft, PolicyVersion } from '../../features/policy/model.ts'
import type { PolicyStore } from '../../features/policy/store.ts'
import type { Database, Handle } from './database.ts'
import { policyDrafts } from './schema.ts'

type DraftStore = Pick<PolicyStore, 'draft' | 'saveDraft' | 'dropDraft' | 'publishDraft'>

export function createDraftStore(
  db: Database,
  insertVersion: (tx: Handle, policy: PolicyVersion) => 'applied' | 'stale',
): DraftStore {
  return {
    async draft(siteId) {
      const rows = db.read.select(getTableColumns(policyDrafts)).from(policyDrafts)
      return rows.where(eq(policyDrafts.siteId, siteId)).get() ?? null
    },

    saveDraft: (draft) => db.write((tx) => (save(tx, draft) ? 'applied' : 'stale')),
    dropDraft: (siteId, revision) => db.write((tx) => (drop(tx, siteId, revision) ? 'applied' : 'stale')),

    publishDraft(policy, revision) {
      return db.write((tx, undo) => {
        if (!drop(tx, policy.siteId, revision)) return 'stale'
        return insertVersion(tx, policy) === 'stale' ? undo('stale') : 'applied'
      })
    },
  }
}

const its = (siteId: string, revision: number) =>
  and(eq(policyDrafts.siteId, siteId), eq(policyDrafts.revision, revision))

function save(tx: Handle, draft: PolicyDraft): boolean {
  if (draft.revision === 1) {
    return tx.insert(policyDrafts).values(draft).onConflictDoNothing().run().changes > 0
  }
  const { siteId, ...change } = draft
  return (
    tx
      .update(policyDrafts)
      .set(change)
      .where(its(siteId, draft.revision - 1))
      .run().changes > 0
  )
}

function drop(tx: Handle, siteId: string, revision: number): boolean {
  return tx.delete(policyDrafts).where(its(siteId, revision)).run().changes > 0
}
