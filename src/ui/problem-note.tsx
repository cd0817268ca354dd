import type { Language } from '../locales/language.ts'
import { type Asked, type ProblemShown, problemSentence } from '../locales/problem-sentence.ts'

export { type ProblemShown, problemSentence } from '../locales/problem-sentence.ts'

/** Failures speak at once (`role=alert`); browser code fills the same box when it is empty and hidden. */
export function ProblemNote({
  problem,
  language,
  asked,
}: {
  problem: ProblemShown | null
  language: Language
  asked?: Asked
}) {
  return (
    <p class="note bad" role="alert" data-part="note" hidden={problem === null}>
      {problem && problemSentence(problem, language, asked)}
    </p>
  )
}
