import type { Contestable } from '../features/moderation/appealing.ts'
import type { Problem } from '../kernel/errors.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Shell } from '../ui/shell.tsx'
import { AppealState, StatementBox, titleOf } from '../ui/statement.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

const FORM = 'appeal'

export interface AppealPageProps extends PageProps {
  paper: string
  timeZone: string
  policyHref: string
  contested: Contestable
  /** The six months are over: it is taken all the same. */
  isLate: boolean
  /** What was written, when it was not taken. */
  draft: string
  problem: Problem | null
  limit: number
  languageHrefs: LanguageHrefs
}

/** The decision with its reasons, and the form to contest it; later, how the appeal stands. */
export function AppealPage(props: AppealPageProps) {
  const { language, assets, banner, paper, timeZone, policyHref, contested, languageHrefs } = props
  const { page } = catalogue(language).appeals
  const { appeal, comment, side, statement } = contested
  const title = side === 'reporter' ? page.reporterTitle : page.title
  return (
    <Shell
      language={language}
      assets={assets}
      banner={banner}
      head={{ title: `${title} · ${paper}` }}
      robots={NO_INDEX}
      page="reading"
    >
      <PageHeader
        language={language}
        name={paper}
        href={null}
        languageHrefs={languageHrefs}
        form={appeal ? undefined : FORM}
      />
      <main>
        <h1>{title}</h1>
        {comment && comment.body !== '' && (
          <section class="part" aria-labelledby="comment-title">
            <h2 id="comment-title">{page.comment}</h2>
            <p class="body" dir="auto">
              {comment.body}
            </p>
          </section>
        )}
        <section class="part" aria-labelledby="decision-title">
          <h2 id="decision-title">{statement ? titleOf(statement, language) : title}</h2>
          {side === 'reporter' ? (
            <p>{page.kept}</p>
          ) : (
            <StatementBox {...{ statement, language, timeZone, policyHref }} inFrame={false} />
          )}
        </section>
        {appeal ? (
          <section class="part" id="sent" aria-labelledby="sent-title">
            <h2 id="sent-title">{page.yours}</h2>
            {appeal.outcome === 'open' && <p role="status">{page.sent}</p>}
            <AppealState appeal={appeal} language={language} timeZone={timeZone} />
            <p class="body" dir="auto">
              {appeal.body}
            </p>
          </section>
        ) : (
          <AppealForm {...props} />
        )}
        <p>
          <a class="button" href={`/me?lang=${language}`}>
            {page.back}
          </a>
        </p>
      </main>
    </Shell>
  )
}

function AppealForm({ language, contested, isLate, draft, problem, limit }: AppealPageProps) {
  const { appeals, locale } = catalogue(language)
  const { page, appealLate } = appeals
  return (
    <form class="part" id={FORM} method="post" action={`/me/appeals/${contested.decision.id}`}>
      <input type="hidden" name="lang" value={language} />
      <ProblemNote
        problem={problem && { type: problem.type, details: problem.details }}
        language={language}
        asked="filed"
      />
      {isLate && <p class="note wait">{appealLate}</p>}
      <h2>
        <label for="text">{page.what}</label>
      </h2>
      <textarea class="field" id="text" name="text" rows={8} dir="auto" required aria-describedby="hint">
        {draft}
      </textarea>
      <p class="hint" id="hint">
        {page.hint(numberFormat(locale).format(limit))}
      </p>
      <button class="button strong" type="submit">
        {page.submit}
      </button>
    </form>
  )
}
