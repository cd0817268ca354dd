import type { CheckResult } from '../features/comments/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { textLanguage } from './format.ts'
import { markFinds } from './marks.ts'
import { personalKind, wordSentence } from './reasons.ts'
import type { WordsPageProps } from './words.tsx'

/** A plain form that asks again for the same page: what would become of this text, and why. */
export function WordTrialSection({ language, view, tried, trial }: WordsPageProps) {
  const { words } = catalogue(language).console
  return (
    <section>
      <h2>{words.trialTitle}</h2>
      <p class="muted small">{words.trialText}</p>
      <form class="trial" method="get" action="/console/words">
        {view.language && <input type="hidden" name="lang" value={view.language} />}
        <label for="text">{words.text}</label>
        <textarea id="text" name="text" rows={3} maxlength={2_000} dir="auto">
          {tried}
        </textarea>
        <button class="button" type="submit">
          {words.trial}
        </button>
      </form>
      {trial && <Outcome language={language} trial={trial} />}
    </section>
  )
}

function Outcome({ language, trial }: { language: Language; trial: NonNullable<WordsPageProps['trial']> }) {
  const all = catalogue(language)
  const { words } = all.console
  if (trial.fault !== null) {
    return (
      <p class="note bad" role="status">
        {words.faulty} {all.problems[trial.fault]}
      </p>
    )
  }
  const held = trial.results.filter(({ outcome }) => outcome !== 'pass')
  const finds = held.flatMap((result) => result.finds ?? [])
  return (
    <div class="outcome" role="status">
      <p>{held.length > 0 ? words.waits : words.passes}</p>
      {held.length > 0 && (
        <ul>
          {held.map((result) => (
            <li>
              <span dir="auto">{sentence(result, trial.text, language)}</span>{' '}
              <span class="muted small">{words.source(result.check, result.version)}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="body" dir="auto" lang={textLanguage(trial.text)}>
        {markFinds(trial.text, finds).map((part) => (part.hit ? <mark>{part.text}</mark> : part.text))}
      </p>
      <p class="muted small">{words.form}</p>
      <p class="letters" dir="auto">
        {trial.form === '' ? words.noForm : trial.form}
      </p>
    </div>
  )
}

function sentence({ outcome, evidence, finds = [] }: CheckResult, text: string, language: Language): string {
  const { reason } = catalogue(language).console
  if (outcome === 'link') return reason.link(evidence)
  if (outcome === 'personal-number') return reason['personal-number'](personalKind(evidence, language))
  return wordSentence(text, finds, language)
}
