import type { Note } from '../features/moderation/note-store.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import { textLanguage } from './format.ts'
import { LangField } from './person-row.tsx'

interface NotesProps {
  language: Language
  timeZone: string
  /** Newest first. */
  notes: readonly Note[]
}

/** What the desk has told itself. */
export function NoteList({ language, timeZone, notes }: NotesProps) {
  const { forms } = catalogue(language).console
  if (notes.length === 0) return <p class="muted">{forms.notesNone}</p>
  return (
    <ol class="rows">
      {notes.map((note) => (
        <li>
          <p class="words" dir="auto" lang={textLanguage(note.body)}>
            {note.body}
          </p>
          <p class="muted small">
            <bdi>{note.writerName}</bdi> ·{' '}
            <Time at={note.createdAt} language={language} timeZone={timeZone} />
          </p>
        </li>
      ))}
    </ol>
  )
}

interface NoteFormProps {
  language: Language
  lang: Language | undefined
  action: string
  formKey: string
  /** What came back. */
  note?: string | undefined
}

export function NoteForm({ language, lang, action, formKey, note }: NoteFormProps) {
  return (
    <form class="stack" method="post" action={action}>
      <LangField lang={lang} />
      <NoteField {...{ language, formKey, note }} />
      <p>
        <button class="button" type="submit">
          {catalogue(language).console.forms.addNote}
        </button>
      </p>
    </form>
  )
}

interface NoteFieldProps {
  language: Language
  formKey: string
  note?: string | undefined
  /** A panel opens on the field. */
  isPanel?: boolean
}

export function NoteField({ language, formKey, note, isPanel = false }: NoteFieldProps) {
  const { forms } = catalogue(language).console
  return (
    <>
      <input type="hidden" name="key" value={formKey} />
      <label for="note-text">{forms.note}</label>
      <textarea
        id="note-text"
        name="note"
        rows={3}
        dir="auto"
        required
        autofocus={isPanel}
        aria-describedby="note-help"
      >
        {note}
      </textarea>
      <p id="note-help" class="muted small">
        {forms.noteHelp}
      </p>
    </>
  )
}
