import type { Statement } from '../features/moderation/statement-model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { shortTime, type TimeSetting } from './time.tsx'

interface StatementProps {
  /** `null` when it could not be read: that is said, too. */
  statement: Statement | null
  language: Language
  timeZone: string
  policyHref: string
  inFrame: boolean
}

/** The statement of reasons (EU DSA Art. 17): clause, facts, who decided and whether a machine took part. */
export function StatementBox({ statement, language, timeZone, policyHref, inFrame }: StatementProps) {
  const words = catalogue(language).reader.statement
  if (!statement) return <p class="why">{words.missing}</p>
  const clause = statement.clauses[0]?.id
  return (
    <section class="why" aria-label={words.title}>
      {statement.clauses.map(({ id, title, text }) => (
        <p>
          <b>
            {id} {title}.
          </b>{' '}
          {text}
        </p>
      ))}
      {statement.explanation !== '' && (
        <p>
          {words.note} <q dir="auto">{statement.explanation}</q>
        </p>
      )}
      <p>
        {whoDecided(statement, { language, timeZone })} {statement.source === 'report' && words.reported}{' '}
        {words.copy}
      </p>
      <p class="acts">
        <a
          href={clause ? `${policyHref}#${clause}` : policyHref}
          target={inFrame ? '_blank' : undefined}
          rel="noopener"
        >
          {words.policy(statement.policyVersion)}
        </a>
      </p>
    </section>
  )
}

function whoDecided(statement: Statement, setting: TimeSetting): string {
  const words = catalogue(setting.language).reader.statement
  const time = shortTime(statement.at, setting)
  if (statement.automatedDecision === 'full') return words.byMachine(time)
  return statement.automatedDetection || statement.automatedDecision === 'partial'
    ? words.byWordRule(time)
    : words.byModerator(time)
}
