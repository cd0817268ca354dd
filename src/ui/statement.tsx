import type { OwnAppeal, Statement } from '../features/moderation/statement-model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { In } from './said.tsx'
import { shortDate, shortTime, type TimeSetting } from './time.tsx'

interface StatementProps {
  /** `null` when it could not be read: that is said, too. */
  statement: Statement | null
  language: Language
  timeZone: string
  policyHref: string
  inFrame: boolean
  /** Left out on the page where the appeal itself is written. */
  appealHref?: string | undefined
  /** The comment's own text stands above, and a script is there to copy it. */
  canCopy?: boolean
  /** Shown to the desk: without what only its person can do. */
  isQuoted?: boolean
}

/**
 * The statement of reasons (EU DSA Art. 17): what is restricted and how long, clause or law, facts, who decided,
 * whether a machine took part, and how to appeal.
 */
export function StatementBox(props: StatementProps) {
  const { statement, language, inFrame, policyHref, appealHref, isQuoted = false } = props
  const words = catalogue(language).reader.statement
  const text = catalogue(language).appeals
  const { copy, copied } = catalogue(language).reader.reading
  if (!statement) return <p class="why">{words.missing}</p>
  const clause = statement.clauses[0]?.id
  const target = { target: inFrame ? '_blank' : undefined, rel: 'noopener' }
  return (
    <section class="why" aria-label={titleOf(statement, language)}>
      <p>{scope(statement, props)}</p>
      {statement.clauses.map(({ id, title, text: rule, language: written = language }) => (
        <p>
          <b>
            {id} <In text={title} language={written} page={language} />.
          </b>{' '}
          <In text={rule} language={written} page={language} />
        </p>
      ))}
      {statement.lawReference !== null && (
        <p>
          <b dir="auto">{text.law(statement.lawReference)}</b>
        </p>
      )}
      {statement.explanation !== '' && (
        <p>
          {words.note} <q dir="auto">{statement.explanation}</q>
        </p>
      )}
      <p>
        {whoDecided(statement, props)} {text.sources[statement.source]}{' '}
        {statement.action === 'reject' && !isQuoted && words.copy}
      </p>
      {!isQuoted && <Redress {...props} statement={statement} />}
      <p class="acts">
        {props.canCopy && (
          <button class="plain scripted" type="button" data-copy=".body" data-done={copied}>
            {copy}
          </button>
        )}
        <a href={clause ? `${policyHref}#${clause}` : policyHref} {...target}>
          {words.policy(statement.policyVersion)}
        </a>
        {appealHref && (statement.appeal !== null || statement.appealUntil !== null) && (
          <a href={appealHref} {...target}>
            {statement.appeal === null ? text.appeal : text.seeAppeal}
          </a>
        )}
      </p>
    </section>
  )
}

export function titleOf({ action, commentId }: Statement, language: Language): string {
  const { titles } = catalogue(language).appeals
  if (commentId === null) return titles.account
  return action === 'hold' || action === 'blind' ? titles[action] : titles.reject
}

/** What is restricted, since when and until when. */
function scope(statement: Statement, setting: TimeSetting): string {
  const { appeals } = catalogue(setting.language)
  const { action, at, endsAt, startsAt } = statement
  const known: Readonly<Record<string, string>> = appeals.restricted
  const end =
    endsAt !== null ? appeals.until(shortTime(endsAt, setting)) : action === 'ban' ? appeals.noEnd : ''
  const span = [appeals.from(shortTime(startsAt ?? at, setting)), end].filter((part) => part !== '')
  return `${known[action] ?? ''} (${span.join(', ')})`
}

/** How to contest it and until when, or what became of that. */
function Redress({ statement, language, timeZone }: StatementProps & { statement: Statement }) {
  const { appeals } = catalogue(language)
  const { appeal, appealUntil } = statement
  if (appeal) return <AppealState appeal={appeal} language={language} timeZone={timeZone} />
  if (appealUntil === null) return null
  return <p>{appeals.appealUntil(shortDate(appealUntil, { language, timeZone }))}</p>
}

/** How an own appeal stands, with the answer's reason. */
export function AppealState({ appeal, ...setting }: TimeSetting & { appeal: OwnAppeal }) {
  const { appeals } = catalogue(setting.language)
  const { outcome, createdAt, decidedAt, late, answer, onePersonDesk } = appeal
  const state = outcome === 'upheld' && onePersonDesk ? 'upheldAlone' : outcome
  const sentence =
    state === 'withdrawn'
      ? appeals.states.withdrawn
      : appeals.states[state](shortDate(decidedAt ?? createdAt, setting))
  return (
    <p>
      {sentence} {late && <span class="chip">{appeals.late}</span>}{' '}
      {answer !== '' && (
        <>
          {appeals.answer} <q dir="auto">{answer}</q>
        </>
      )}
    </p>
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
