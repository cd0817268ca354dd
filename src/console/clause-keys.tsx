import type { Lease } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { Said } from '../ui/said.tsx'
import { DecisionFields } from './decision-fields.tsx'
import { decisionAction, type QueueView } from './links.ts'
import { Key } from './small-parts.tsx'

interface ClauseKeysProps {
  language: Language
  view: QueueView
  opened: OpenedCase
  keyClauses: readonly Clause[]
  lease: Lease
  now: number
}

/** The clauses on the keys 1–9, each a button that rejects. On a phone a sheet that `Reject` opens. */
export function ClauseKeys({ language, view, opened, keyClauses, lease, now }: ClauseKeysProps) {
  const text = catalogue(language).console
  return (
    <form
      id="decide"
      class="reject-under"
      popover="auto"
      method="post"
      action={decisionAction(opened.item.caseFile.id)}
      aria-labelledby="reject-title"
    >
      <DecisionFields {...{ view, opened, lease, now }} />
      <h2 id="reject-title">{text.rejectUnder}</h2>
      <ol class="clauses">
        {keyClauses.map((clause, index) => (
          <li>
            <button
              type="submit"
              name="decision"
              value={`reject:${clause.id}`}
              aria-keyshortcuts={`${index + 1}`}
              title={wordsIn(clause.text, language)}
            >
              <Key name={`${index + 1}`} />
              <span class="id">{clause.id}</span>
              <span class="title">
                <Said text={clause.title} language={language} />
              </span>
              <Severity language={language} points={clause.severity} />
            </button>
          </li>
        ))}
      </ol>
    </form>
  )
}

/** Dots for the eye, a sentence for everyone else. */
export function Severity({ language, points }: { language: Language; points: Clause['severity'] }) {
  return (
    <span class="sev">
      <span aria-hidden="true">{'●'.repeat(points)}</span>
      <span class="unseen">{catalogue(language).console.severity(points)}</span>
    </span>
  )
}
