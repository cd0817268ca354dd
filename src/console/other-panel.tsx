import type { Lease } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { Said } from '../ui/said.tsx'
import { Severity } from './clause-keys.tsx'
import { DecisionFields } from './decision-fields.tsx'
import { decisionAction, type QueueView } from './links.ts'
import type { Typed } from './queue.tsx'

interface OtherPanelProps {
  language: Language
  view: QueueView
  opened: OpenedCase
  keyClauses: readonly Clause[]
  otherClauses: readonly Clause[]
  lease: Lease
  now: number
  typed?: Typed | undefined
}

/** Any clause, and words to the writer. Opens and closes without JavaScript. */
export function OtherPanel({
  language,
  view,
  opened,
  keyClauses,
  otherClauses,
  lease,
  now,
  typed,
}: OtherPanelProps) {
  const text = catalogue(language).console
  return (
    <form
      id="other"
      class="panel other"
      popover="auto"
      role="dialog"
      aria-labelledby="other-title"
      method="post"
      action={decisionAction(opened.item.caseFile.id)}
    >
      <DecisionFields {...{ view, opened, lease, now }} />
      <h2 id="other-title">{text.otherTitle}</h2>
      <div class="choices">
        <Choices
          language={language}
          legend={text.otherClauses}
          clauses={otherClauses}
          chosen={typed?.clause}
          isFirst
        />
        <Choices language={language} legend={text.keyClauses} clauses={keyClauses} chosen={typed?.clause} />
      </div>
      <label for="explanation">{text.explanation}</label>
      <textarea id="explanation" name="explanation" rows={3} dir="auto" aria-describedby="explanation-help">
        {typed?.words}
      </textarea>
      <p id="explanation-help" class="muted small">
        {text.explanationHelp}
      </p>
      <p class="row">
        <button type="submit" class="button reject" name="decision" value="reject">
          {text.reject}
        </button>
        <button type="button" class="button" popovertarget="other" popovertargetaction="hide">
          {text.close}
        </button>
      </p>
    </form>
  )
}

interface ChoicesProps {
  language: Language
  legend: string
  clauses: readonly Clause[]
  chosen: string | undefined
  /** The panel opens on the first radio of this group. */
  isFirst?: boolean
}

function Choices({ language, legend, clauses, chosen, isFirst = false }: ChoicesProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {clauses.map((clause, index) => (
        <label title={wordsIn(clause.text, language)}>
          <input
            type="radio"
            name="clause"
            value={clause.id}
            required
            checked={clause.id === chosen}
            autofocus={isFirst && index === 0}
          />
          <span class="id">{clause.id}</span>
          <span class="title">
            <Said text={clause.title} language={language} />
          </span>
          <Severity language={language} points={clause.severity} />
        </label>
      ))}
    </fieldset>
  )
}
