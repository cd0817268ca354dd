import type { CommentState } from '../features/comments/model.ts'
import type { CommentRecord } from '../features/moderation/subjects.ts'
import { catalogue } from '../locales/index.ts'
import { wordsIn } from '../locales/language.ts'
import { commentPath } from '../ui/paths.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { Time } from '../ui/time.tsx'
import { CommentActs } from './comment-acts.tsx'
import { CommentBody, STATE_TONE } from './comment-rows.tsx'
import { DecisionList } from './decision-list.tsx'
import { articleCommentsHref, deskCommentHref, writerHref } from './desk-links.ts'
import { DoneNotice, FormProblem } from './form-problem.tsx'
import { textLanguage } from './format.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { legalFileHref, type QueueView } from './links.ts'
import { NoteForm, NoteList } from './notes.tsx'

/** In which the law has a step. */
const LEGAL_STATES: ReadonlySet<CommentState> = new Set<CommentState>(['pending', 'published', 'blinded'])

export interface CommentPageProps extends ConsolePageProps {
  view: QueueView
  record: CommentRecord
  done: string | undefined
  problem: ProblemShown | null
  /** Words of a form that came back. */
  words: string
  /** A note that came back. */
  note?: string | undefined
}

/** A comment in any state: what was decided, reported and noted about it, and what can be done now. */
export function CommentPage(props: CommentPageProps) {
  const { language, view, record, done, problem, words } = props
  const { forms } = catalogue(language).console
  const { comment, decisions, notes } = record
  const title = forms.commentTitle(comment.authorName === '' ? forms.gone : comment.authorName)
  return (
    <ConsoleLayout
      {...props}
      current="comments"
      title={title}
      languageHref={(other) => deskCommentHref(comment.id, other)}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <h1 dir={catalogue(language).dir}>{title}</h1>
        <DoneNotice done={done} language={language} />
        <FormProblem problem={problem} language={language} />
        <Subject {...props} />
        <CommentActs {...props} words={words} />
        <section>
          <h2>{forms.history}</h2>
          {decisions.length === 0 && <p class="muted">{forms.historyNone}</p>}
          <DecisionList {...props} decisions={decisions.toReversed()} />
        </section>
        <Reports {...props} />
        <section>
          <h2>{forms.notes}</h2>
          <NoteList {...props} notes={notes} />
          <NoteForm
            {...{ language }}
            formKey={props.formKey}
            lang={view.language}
            note={props.note}
            action={`/console/comments/${comment.id}/notes`}
          />
        </section>
      </main>
    </ConsoleLayout>
  )
}

function Subject({ language, timeZone, view, staff, record }: CommentPageProps) {
  const text = catalogue(language).console
  const { start } = catalogue(language).legal.desk
  const { article, comment, parent } = record
  return (
    <article class="subject">
      <p class="line small muted">
        <span class={`chip ${STATE_TONE[comment.state]}`}>{text.forms.state[comment.state]}</span>
        <Time at={comment.createdAt} language={language} timeZone={timeZone} />
        <a href={writerHref(comment.accountId, view.language)}>{text.forms.openWriter}</a>
        {comment.state === 'published' && (
          <a href={commentPath(comment, language)} target="_blank" rel="noopener">
            {text.forms.seeInPublic}
          </a>
        )}
        {staff.role !== 'moderator' && LEGAL_STATES.has(comment.state) && (
          <a href={legalFileHref(comment.id, view.language)}>{start}</a>
        )}
      </p>
      {parent && (
        <blockquote class="parent">
          <a href={deskCommentHref(parent.id, view.language)}>
            {text.inReplyTo} <bdi>{parent.authorName === '' ? text.forms.gone : parent.authorName}</bdi>
          </a>
          <CommentBody comment={parent} language={language} />
        </blockquote>
      )}
      <div class="quoted">
        <CommentBody comment={comment} language={language} />
      </div>
      <p class="small">
        <a href={articleCommentsHref(article.id, view.language)} dir="auto" lang={article.language}>
          {article.headline}
        </a>
      </p>
    </article>
  )
}

function Reports({ language, timeZone, view, record }: CommentPageProps) {
  const text = catalogue(language).console
  const titles = new Map(record.policy.clauses.map(({ id, title }) => [id, wordsIn(title, language)]))
  return (
    <section>
      <h2>{text.reports}</h2>
      {record.reports.length === 0 && <p class="muted">{text.none}</p>}
      <ol class="rows">
        {record.reports.map(({ clause, createdAt, note, outcome, reporterId }) => (
          <li>
            <p class="line small">
              <b>{`${clause} ${titles.get(clause) ?? ''}`.trim()}</b>
              <span class="chip">{text.forms.reportOutcome[outcome]}</span>
              <Time at={createdAt} language={language} timeZone={timeZone} />
              <a href={writerHref(reporterId, view.language)}>{text.forms.reporter}</a>
            </p>
            {note !== '' && (
              <blockquote class="words" dir="auto" lang={textLanguage(note)}>
                {note}
              </blockquote>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
