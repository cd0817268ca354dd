import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { Said } from '../ui/said.tsx'
import { Severity } from './clause-keys.tsx'

interface GroundFieldsProps {
  language: Language
  clauses: readonly Clause[]
  chosen: readonly string[]
  lawReference: string
  explanation: string
}

/** What a restrictive decision rests on: clauses or a law, and words to the person. */
export function GroundFields({ language, clauses, chosen, lawReference, explanation }: GroundFieldsProps) {
  const { forms } = catalogue(language).console
  return (
    <>
      <fieldset>
        <legend>{forms.clauses}</legend>
        <div class="ticks">
          {clauses.map(({ id, title, text, severity }) => (
            <label title={wordsIn(text, language)}>
              <input type="checkbox" name="clause" value={id} checked={chosen.includes(id)} />
              <span class="id">{id}</span>
              <span class="title">
                <Said text={title} language={language} />
              </span>
              <Severity language={language} points={severity} />
            </label>
          ))}
        </div>
      </fieldset>
      <label for="law">{forms.law}</label>
      <input
        id="law"
        class="field full"
        name="law"
        value={lawReference}
        dir="auto"
        aria-describedby="law-help"
      />
      <p id="law-help" class="muted small">
        {forms.lawHelp}
      </p>
      <label for="words">{forms.noteToPerson}</label>
      <textarea id="words" name="explanation" rows={3} dir="auto" aria-describedby="words-help">
        {explanation}
      </textarea>
      <p id="words-help" class="muted small">
        {forms.noteToPersonHelp}
      </p>
    </>
  )
}
