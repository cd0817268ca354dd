import type { OpenedAppeal } from '../features/moderation/answering.ts'
import type { Statement } from '../features/moderation/statement-model.ts'
import { catalogue } from '../locales/index.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { StatementBox } from '../ui/statement.tsx'
import { Time } from '../ui/time.tsx'
import { AnswerForm } from './appeal-form.tsx'
import { againstOf, Due } from './appeals.tsx'
import { appealHref, appealsHref } from './appeals-links.ts'
import { formSentence } from './form-problem.tsx'
import { textLanguage } from './format.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { commentHref, type QueueView } from './links.ts'

export interface AppealPageProps extends ConsolePageProps {
  view: QueueView
  opened: OpenedAppeal
  /** The contested decision as its person reads it, in the desk's language. */
  statement: Statement | null
  /** What was written, when it was not taken. */
  reason: string
  clause: string
  problem: ProblemShown | null
  selfHref: string
}

/** One appeal: what it is about, what was decided and by whom, what is said against it, and the answer. */
export function AppealPage(props: AppealPageProps) {
  const { language, opened, problem, view } = props
  const { desk } = catalogue(language).appeals
  const { appeal, appellantName } = opened
  const title = desk.heading(appellantName)
  return (
    <ConsoleLayout
      {...props}
      current="appeals"
      title={title}
      languageHref={(other) => appealHref(appeal.id, other)}
    >
      <main id="case" class="log appeal" tabindex={-1}>
        <p>
          <a href={appealsHref({ language: view.language })}>{desk.title}</a>
        </p>
        <h1>
          <bdi dir={catalogue(language).dir}>{title}</bdi>
        </h1>
        <p class="muted">
          {desk.side[appeal.side]} · {againstOf(opened, language)} · <Time at={appeal.createdAt} {...props} />{' '}
          {appeal.outcome === 'open' && <Due row={opened} language={language} now={props.now} />}{' '}
          {appeal.late && <span class="chip wait">{desk.late}</span>}
        </p>
        {problem && (
          <div class="message bad" role="alert">
            <p>{formSentence(problem, language)}</p>
          </div>
        )}
        <section aria-labelledby="text-title">
          <h2 id="text-title">{desk.text}</h2>
          <p class="appeal-text" dir="auto" lang={textLanguage(appeal.body)}>
            {appeal.body}
          </p>
        </section>
        <Subject {...props} />
        <Contested {...props} />
        <AnswerForm {...props} />
        <History {...props} />
      </main>
    </ConsoleLayout>
  )
}

function Subject({ language, opened }: AppealPageProps) {
  const { desk } = catalogue(language).appeals
  const { comment, subject, article, parent } = opened
  if (!comment)
    return (
      <section aria-labelledby="subject-title">
        <h2 id="subject-title">{desk.restriction(subject.name)}</h2>
      </section>
    )
  return (
    <section aria-labelledby="subject-title">
      <h2 id="subject-title">{desk.comment}</h2>
      {parent && (
        <blockquote class="parent">
          <bdi>{parent.authorName}</bdi>
          <p dir="auto">{parent.body}</p>
        </blockquote>
      )}
      <p class="appeal-text" dir="auto" lang={textLanguage(comment.body)}>
        {comment.body}
      </p>
      <p class="muted small">
        <bdi>{subject.name}</bdi>
        {article && (
          <>
            {' · '}
            <a href={commentHref(article.id, comment.id)} target="_blank" rel="noopener">
              <bdi>{article.headline}</bdi>
            </a>
          </>
        )}
      </p>
    </section>
  )
}

function Contested({ language, timeZone, opened, statement, view }: AppealPageProps) {
  const words = catalogue(language)
  const { desk } = words.appeals
  const { contested, contestedBy, appeal, report } = opened
  return (
    <section aria-labelledby="contested-title">
      <h2 id="contested-title">{desk.contested}</h2>
      <p>
        {words.console.decided[contested.action]} · {desk.by(contestedBy ?? desk.somebody)} ·{' '}
        <Time at={contested.at} {...{ language, timeZone }} />
      </p>
      {report && (
        <p>
          {desk.reported(report.clause)} {report.note !== '' && <q dir="auto">{report.note}</q>}
        </p>
      )}
      {appeal.side === 'author' && (
        <StatementBox
          statement={statement}
          {...{ language, timeZone }}
          policyHref={`/policy?lang=${view.language ?? language}`}
          inFrame={false}
          isQuoted
        />
      )}
    </section>
  )
}

function History({ language, timeZone, opened }: AppealPageProps) {
  const words = catalogue(language)
  const { desk } = words.appeals
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">{desk.history}</h2>
      <ol class="plain-list">
        {opened.history.map(({ action, actorId, actorType, at, clauses, explanation, onePersonDesk }) => (
          <li>
            <Time at={at} {...{ language, timeZone }} /> ·{' '}
            <bdi>
              {actorType === 'system' ? desk.system : (opened.names.get(actorId ?? '') ?? desk.somebody)}
            </bdi>{' '}
            · {words.console.decided[action]} {clauses.join(', ')}{' '}
            {onePersonDesk && <span class="chip wait">{desk.onePersonMark}</span>}
            {explanation !== '' && (
              <>
                {' '}
                <q dir="auto">{explanation}</q>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
