import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'

/** Why a form was not carried out, with the field's own sentence where there is one. */
export function FormProblem({ problem, language }: { problem: ProblemShown | null; language: Language }) {
  return problem ? (
    <p class="note bad" role="alert">
      {formSentence(problem, language)}
    </p>
  ) : null
}

export function formSentence(problem: ProblemShown, language: Language): string {
  const faults: Readonly<Record<string, string>> = catalogue(language).console.forms.fault
  const { field } = problem.details
  const own = problem.type === 'invalid-field' && field !== undefined && Object.hasOwn(faults, field)
  return (own ? faults[field] : undefined) ?? problemSentence(problem, language)
}

/** What was typed for a form that is not on the page any more. */
export function KeptWords({ words, language }: { words: string | undefined; language: Language }) {
  return words === undefined || words.trim() === '' ? null : (
    <label class="kept">
      {catalogue(language).reader.problem.keptText}
      <textarea class="field" readonly rows={4} dir="auto">
        {words}
      </textarea>
    </label>
  )
}

/** What was just done; an address can say nothing else. */
export function DoneNotice({ done, language }: { done: string | undefined; language: Language }) {
  const words: Readonly<Record<string, string>> = catalogue(language).console.forms.done
  return (
    <p class="notice" role="status">
      {done !== undefined && Object.hasOwn(words, done) ? words[done] : ''}
    </p>
  )
}
