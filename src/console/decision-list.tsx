import type { TakenDecision } from '../features/moderation/subjects.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import { textLanguage } from './format.ts'

interface DecisionListProps {
  language: Language
  timeZone: string
  /** In the order in which they are shown. */
  decisions: readonly TakenDecision[]
}

/** Who decided what, when, on which ground and in which words. */
export function DecisionList({ language, timeZone, decisions }: DecisionListProps) {
  return (
    <ol class="rows">
      {decisions.map((decision) => (
        <DecisionRow {...{ language, timeZone, decision }} />
      ))}
    </ol>
  )
}

function DecisionRow({
  language,
  timeZone,
  decision,
}: Omit<DecisionListProps, 'decisions'> & { decision: TakenDecision }) {
  const text = catalogue(language).console
  const { action, at, batchId, clauses, endsAt, explanation, lawReference, seq } = decision
  return (
    <li>
      <p class="line small">
        <b>{text.decided[action]}</b>
        <span>
          <bdi>{actorName(decision, language)}</bdi>
        </span>
        <span class="muted">
          <Time at={at} language={language} timeZone={timeZone} />
        </span>
        {clauses.length > 0 && <span>{text.decidedUnder(clauses.join(', '))}</span>}
        {lawReference !== null && (
          <span>
            {text.forms.lawWord}: <bdi>{lawReference}</bdi>
          </span>
        )}
        {endsAt !== null && (
          <span class="muted">
            {text.forms.until} <Time at={endsAt} language={language} timeZone={timeZone} />
          </span>
        )}
        {batchId !== null && <span class="chip">{text.forms.batch}</span>}
        <span class="muted end">#{seq}</span>
      </p>
      {explanation !== '' && (
        <blockquote class="words" dir="auto" lang={textLanguage(explanation)}>
          {explanation}
        </blockquote>
      )}
    </li>
  )
}

function actorName({ actorType, by }: TakenDecision, language: Language): string {
  const text = catalogue(language).console
  if (actorType === 'system') return text.system
  return by ?? text.somebody
}
