import { type Restriction, STRIKE_MS } from '../features/moderation/model.ts'
import type { WriterRecord } from '../features/moderation/restricting.ts'
import { isInForce } from '../features/moderation/rules.ts'
import { outranks } from '../features/moderation/state-table.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import { ago } from './format.ts'
import type { Staff } from './layout.tsx'
import { LangField } from './person-row.tsx'
import { restrictionText } from './restriction-text.ts'

/** A form that came back. */
export interface Lifting {
  restrictionId: string
  explanation: string
}

interface RecordProps {
  language: Language
  timeZone: string
  lang: Language | undefined
  staff: Staff
  record: WriterRecord
  /** Who imposed each restriction, by its id. */
  imposedBy: ReadonlyMap<string, string | null>
  lifting?: Lifting | undefined
  now: number
}

/** Age, accepted and refused comments, points. */
export function WriterFacts({ language, record, now }: RecordProps) {
  const text = catalogue(language).console
  const { account, points } = record
  const decided = account.approved + account.rejected
  return (
    <dl class="facts">
      <div>
        <dt>{text.forms.accountAge}</dt>
        <dd>{ago(account.createdAt, now, language)}</dd>
      </div>
      <div>
        <dt>{text.forms.decidedComments}</dt>
        <dd>{decided === 0 ? text.none : text.publishedOf(account.approved, decided)}</dd>
      </div>
      <div>
        <dt>{text.forms.points}</dt>
        <dd>{text.forms.pointsValue(points)}</dd>
      </div>
    </dl>
  )
}

/** Each strike with the time until which it counts. */
export function Strikes({ language, timeZone, record, now }: RecordProps) {
  const { forms } = catalogue(language).console
  if (record.strikes.length === 0) return <p class="muted">{forms.strikesNone}</p>
  return (
    <ul class="rows">
      {record.strikes.map(({ points, at, undoneAt }) => (
        <li>
          <p class="line small">
            <b>{forms.strike(points)}</b>
            <Time at={at} language={language} timeZone={timeZone} />
            <span class="muted">
              {undoneAt !== null ? (
                forms.strikeUndone
              ) : at + STRIKE_MS <= now ? (
                forms.strikeOver
              ) : (
                <>
                  {forms.strikeUntil}{' '}
                  <Time at={at + STRIKE_MS} language={language} timeZone={timeZone} dateOnly />
                </>
              )}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Past and present, newest first; one in force can be lifted by whoever imposed it, or a senior. */
export function Restrictions(props: RecordProps) {
  const { language, timeZone, record, now, staff, imposedBy } = props
  const { forms } = catalogue(language).console
  if (record.restrictions.length === 0) return <p class="muted">{forms.restrictionsNone}</p>
  return (
    <ul class="rows">
      {record.restrictions.map((restriction) => {
        const isOn = isInForce(restriction, now)
        const isOwn = imposedBy.get(restriction.id) === staff.accountId
        return (
          <li>
            <p class="line small">
              <b>{restrictionText(restriction, { language, timeZone })}</b>
              <span class="muted">
                <Time at={restriction.startsAt} language={language} timeZone={timeZone} />
              </span>
              <RestrictionState {...{ language, timeZone, restriction, now }} />
            </p>
            {isOn && (isOwn || outranks(staff.role, 'senior')) && (
              <LiftForm {...props} restriction={restriction} />
            )}
          </li>
        )
      })}
    </ul>
  )
}

function RestrictionState({
  language,
  timeZone,
  restriction,
  now,
}: Pick<RecordProps, 'language' | 'timeZone' | 'now'> & { restriction: Restriction }) {
  const { forms } = catalogue(language).console
  const { liftedAt, kind } = restriction
  if (liftedAt !== null)
    return (
      <span class="muted">
        {forms.lifted} <Time at={liftedAt} language={language} timeZone={timeZone} />
      </span>
    )
  if (!isInForce(restriction, now)) return <span class="muted">{forms.ended}</span>
  return kind === 'warn' ? null : <span class="chip bad">{forms.inForce}</span>
}

function LiftForm({
  language,
  lang,
  lifting,
  record,
  restriction,
}: RecordProps & { restriction: Restriction }) {
  const { forms } = catalogue(language).console
  const { id } = restriction
  const kept = lifting?.restrictionId === id ? lifting.explanation : undefined
  const name = `${forms.lift}: ${forms.restriction[restriction.kind]}`
  return (
    <details open={kept !== undefined}>
      <summary aria-label={name}>{forms.lift}</summary>
      <form
        class="stack"
        method="post"
        action={`/console/writers/${record.account.id}/restrictions/${id}/lift`}
      >
        <LangField lang={lang} />
        <label for={`lift-${id}`}>{forms.liftReason}</label>
        <textarea id={`lift-${id}`} name="explanation" rows={2} dir="auto">
          {kept}
        </textarea>
        <p>
          <button class="button" type="submit">
            {forms.lift}
          </button>
        </p>
      </form>
    </details>
  )
}
