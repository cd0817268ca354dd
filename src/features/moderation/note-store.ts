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

export interface NoteStore {
  addNote(note: Omit<Note, 'writerName'>): Promise<'applied' | 'missing'>
  /** On the comment and on its writer, newest first, at most 50. */
  notes(siteId: string, subject: { commentId: string | null; accountId: string }): Promise<Note[]>
}
