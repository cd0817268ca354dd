import { and, desc, eq, or } from 'drizzle-orm'
import type { NoteStore } from '../../features/moderation/note-store.ts'
import { atMost, type Database } from './database.ts'
import { accounts, comments, notes } from './schema.ts'
import { replayStatements, submitStatements } from './submit-statements.ts'

const SHOWN = 50

export function createNoteMethods(db: Database): NoteStore {
  return {
    addNote(note, key = null) {
      return db.write((tx) => {
        const { accountId, commentId, siteId } = note
        const subject =
          commentId === null
            ? tx
                .select({ id: accounts.id })
                .from(accounts)
                .where(and(eq(accounts.id, accountId ?? ''), eq(accounts.siteId, siteId)))
                .get()
            : tx
                .select({ id: comments.id })
                .from(comments)
                .where(and(eq(comments.id, commentId), eq(comments.siteId, siteId)))
                .get()
        if (!subject) return 'missing'
        const known = key && replayStatements(tx).knownKey.get({ ...key })
        // Other words from a form that was gone back to are another note.
        if (known && known.bodyHash === key.bodyHash) return 'applied'
        tx.insert(notes).values(note).run()
        if (key) submitStatements(tx).claimKey.get({ ...key, subjectId: note.id })
        return 'applied'
      })
    },

    async notes(siteId, { commentId, accountId }) {
      const about = commentId === null ? undefined : eq(notes.commentId, commentId)
      const rows = db.read
        .select({ note: notes, writerName: accounts.displayName })
        .from(notes)
        .innerJoin(accounts, eq(accounts.id, notes.writerId))
        .where(and(eq(notes.siteId, siteId), or(about, eq(notes.accountId, accountId))))
        .orderBy(desc(notes.createdAt), desc(notes.id))
        .limit(atMost(SHOWN))
        .all()
      return rows.map(({ note, writerName }) => ({ ...note, writerName }))
    },
  }
}
