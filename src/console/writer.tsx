import type { Comment } from '../features/comments/model.ts'
import type { QueueItem } from '../features/moderation/model.ts'
import type { Note } from '../features/moderation/note-store.ts'
import type { TakenDecision } from '../features/moderation/subjects.ts'
import type { Cursor } from '../kernel/cursor.ts'
import { catalogue } from '../locales/index.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { CommentBody, CommentRows } from './comment-rows.tsx'
import { DecisionList } from './decision-list.tsx'
import { writerHref } from './desk-links.ts'
import { DoneNotice, FormProblem } from './form-problem.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { type QueueView, queueHref } from './links.ts'
import { NoteForm, NoteList } from './notes.tsx'
import { RestrictForm, type RestrictFormProps } from './restrict-form.tsx'
import { type Lifting, Restrictions, Strikes, WriterFacts } from './writer-record.tsx'

export interface WriterPageProps extends ConsolePageProps, Omit<RestrictFormProps, 'lang' | 'staff'> {
  view: QueueView
  /** Who imposed each restriction: account id by its id. */
  imposedBy: ReadonlyMap<string, string | null>
  /** On the account, newest first. */
  decisions: readonly TakenDecision[]
  notes: readonly Note[]
  comments: readonly Comment[]
  next: Cursor | null
  /** The writer's open cases. */
  open: readonly QueueItem[]
  done: string | undefined
  /** A note that came back. */
  note?: string | undefined
  lifting?: Lifting | undefined
  problem: ProblemShown | null
}

/** Everything that the desk knows about a writer, and what it may do about the account. */
export function WriterPage(props: WriterPageProps) {
  const { language, record, view, done, problem, notes } = props
  const { forms } = catalogue(language).console
  const { account } = record
  const name = account.erasedAt === null ? account.displayName : forms.gone
  const lang = view.language
  const shown = { ...props, lang }
  return (
    <ConsoleLayout
      {...props}
      current="writers"
      title={name}
      languageHref={(other) => writerHref(account.id, other)}
    >
      <main id="case" class="sheet writer" tabindex={-1}>
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <DoneNotice done={done} language={language} />
        <FormProblem problem={problem} language={language} />
        <WriterFacts {...shown} />
        <section>
          <h2>{forms.restrictions}</h2>
          <Restrictions {...shown} />
        </section>
        <section id="restrict">
          <h2>{forms.restrictTitle}</h2>
          <RestrictSection {...props} />
        </section>
        <section>
          <h2>{forms.strikes}</h2>
          <Strikes {...shown} />
        </section>
        <section>
          <h2>{forms.notes}</h2>
          <NoteList {...props} notes={notes} />
          <NoteForm
            {...{ language, lang }}
            formKey={props.formKey}
            note={props.note}
            action={`/console/writers/${account.id}/notes`}
          />
        </section>
        <Cases {...props} />
        <Comments {...props} />
        <section>
          <h2>{forms.lastDecisions}</h2>
          {props.decisions.length === 0 && <p class="muted">{forms.decisionsNone}</p>}
          <DecisionList {...props} decisions={props.decisions} />
        </section>
      </main>
    </ConsoleLayout>
  )
}

function RestrictSection(props: WriterPageProps) {
  const { language, record, view } = props
  const { forms } = catalogue(language).console
  if (record.account.erasedAt !== null) return <p class="muted">{forms.erased}</p>
  if (record.account.role !== 'reader') return <p class="muted">{forms.colleague}</p>
  return <RestrictForm {...props} lang={view.language} />
}

function Cases({ language, view, open }: WriterPageProps) {
  const { forms } = catalogue(language).console
  return (
    <section>
      <h2>{forms.otherCases}</h2>
      {open.length === 0 && <p class="muted">{forms.otherCasesNone}</p>}
      <ol class="rows">
        {open.map(({ caseFile, comment }) => (
          <li>
            <CommentBody comment={comment} language={language} />
            <p class="small">
              <a href={queueHref(view, caseFile.id)}>{forms.openInQueue}</a>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Comments({ language, timeZone, view, comments, next, record }: WriterPageProps) {
  const { forms } = catalogue(language).console
  return (
    <section id="comments">
      <h2>{forms.comments}</h2>
      {comments.length === 0 && <p class="muted">{forms.commentsNone}</p>}
      <CommentRows {...{ language, timeZone, comments }} lang={view.language} />
      {next && (
        <p>
          <a
            class="button"
            href={`${writerHref(record.account.id, view.language, { after: next })}#comments`}
          >
            {forms.older}
          </a>
        </p>
      )}
    </section>
  )
}
