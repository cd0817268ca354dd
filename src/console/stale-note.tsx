import { catalogue } from '../locales/index.ts'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'
import { shortTime, type TimeSetting } from '../ui/time.tsx'

interface SaveProblemProps extends TimeSetting {
  problem: ProblemShown | null
  /** What the page calls its fields. */
  labels?: Readonly<Record<string, string>>
}

/** Why something was not saved, with the field and its limit, or who was first and when. */
export function SaveProblem({ problem, labels = {}, ...setting }: SaveProblemProps) {
  if (!problem) return null
  const { saving } = catalogue(setting.language).console.pages
  const { field, limit, decidedBy, decidedAt } = problem.details
  return (
    <div class="note bad" role="alert">
      <p>{problemSentence(problem, setting.language)}</p>
      {field !== undefined && (
        <p>{saving.field(Object.hasOwn(labels, field) ? (labels[field] ?? field) : field, limit)}</p>
      )}
      {decidedBy !== undefined && decidedAt !== undefined && (
        <p dir={catalogue(setting.language).dir}>
          {saving.changedBy(decidedBy, shortTime(decidedAt, setting))}
        </p>
      )}
    </div>
  )
}
