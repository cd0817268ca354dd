import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import type { Asked } from '../locales/problem-sentence.ts'
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
  /** It was asked for at the desk. */
  isDesk?: boolean
  /** `opened`: nothing was sent, somebody wanted to read. */
  asked: Asked
  /** What the reader had written, given back so that nothing is lost; empty where nothing was. */
  draft?: string | undefined
}

export function ProblemPage(props: ProblemPageProps) {
  const { problem, requestId, on, draft, isDesk, asked, ...page } = props
  const { language } = page
  const words = catalogue(language)
  const { keptText, reading, reload } = words.reader.problem
  const mayPass = asked === 'opened' && problem.type in reading
  const title = titleOf(props, mayPass)
  const ofDesk = isDesk ? deskSentence(problem.type, language, asked === 'opened') : undefined
  return (
    <Shell {...page} head={{ title }} robots={NO_INDEX} page="reading">
      <PageHeader language={language} name={words.common.brand} href={null} />
      <main>
        <h1>{title}</h1>
        <p class="note bad" role="alert">
          {ofDesk ?? problemSentence(problem, language, asked)}
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

function titleOf({ language, problem, isDesk, asked }: ProblemPageProps, mayPass: boolean): string {
  const { console: desk, reader } = catalogue(language)
  if (isDesk && asked === 'opened')
    return problem.type === 'not-allowed' ? desk.refused.title : reader.problem.unopened
  return mayPass ? reader.problem.unopened : reader.problem.title
}

/** At the desk there is somebody to ask, and something that can be done. */
function deskSentence(type: string, language: Language, isReading: boolean): string | undefined {
  const { opened, pressed } = catalogue(language).console.refused
  const sentences: Readonly<Record<string, string>> = isReading ? opened : pressed
  return sentences[type]
}
