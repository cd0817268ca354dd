import type { IdempotencyKey } from '../delivery/model.ts'

/** What the desk tells itself about a comment or a writer. */
export interface Note {
  id: string
  siteId: string
  commentId: string | null
  accountId: string | null
  writerId: string
  writerName: string
  body: string
  createdAt: number
}

export type NewNote = Omit<Note, 'writerName'>

export interface NoteStore {
  /** The same words under a key that was seen before are kept already. */
  addNote(note: NewNote, key?: IdempotencyKey | null): Promise<'applied' | 'missing'>
  /** On the comment and on its writer, newest first, at most 50. */
  notes(siteId: string, subject: { commentId: string | null; accountId: string }): Promise<Note[]>
}
