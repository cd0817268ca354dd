import { catalogue } from '../locales/index.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'
import { Shell } from '../ui/shell.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

/** Relative to whichever address was asked for. */
const SAME_PAGE = ''

export interface ProblemPageProps extends PageProps {
  problem: ProblemShown
  /** `null` for an answer that is the same for many requests. */
  requestId: string | null
  /** Where it goes on from here. */
  on: { href: string; label: string } | null
  /** Nothing was sent: somebody wanted to read. */
  isReading?: boolean
  /** What the reader had written, given back so that nothing is lost; empty where nothing was. */
  draft?: string | undefined
}

export function ProblemPage({ problem, requestId, on, draft, isReading, ...page }: ProblemPageProps) {
  const { language } = page
  const words = catalogue(language)
  const { keptText, reading, reload, unopened, title: failed } = words.reader.problem
  const mayPass = isReading === true && problem.type in reading
  const title = mayPass ? unopened : failed
  return (
    <Shell {...page} head={{ title }} robots={NO_INDEX} page="reading">
      <PageHeader language={language} name={words.common.brand} href={null} />
      <main>
        <h1>{title}</h1>
        <p class="note bad" role="alert">
          {problemSentence(problem, language, isReading ? 'opened' : draft === '' ? 'pressed' : 'written')}
        </p>
        {draft && (
          <label class="kept">
            {keptText}
            <textarea class="field" readonly rows={5} dir="auto">
              {draft}
            </textarea>
          </label>
        )}
        {mayPass && (
          <p>
            <a class="button strong" href={SAME_PAGE}>
              {reload}
            </a>
          </p>
        )}
        {on && (
          <p>
            <a class="button strong" href={on.href}>
              {on.label}
            </a>
          </p>
        )}
        {requestId !== null && <p class="hint">{words.common.requestId(requestId)}</p>}
      </main>
    </Shell>
  )
}
