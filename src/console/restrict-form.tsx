import type { Comment } from '../features/comments/model.ts'
import { RESTRICTIONS, type RestrictionKind } from '../features/moderation/model.ts'
import type { WriterRecord } from '../features/moderation/restricting.ts'
import { outranks } from '../features/moderation/state-table.ts'
import type { TakenDecision } from '../features/moderation/subjects.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { CommentBody } from './comment-rows.tsx'
import { GroundFields } from './ground-fields.tsx'
import type { Staff } from './layout.tsx'
import { LangField } from './person-row.tsx'
import { stepText } from './restriction-text.ts'

const PRESET_DAYS = [1, 7, 30, 90]

/** What was filled in: kept when the form comes back. */
export interface RestrictDraft {
  /** `null` until the moderator chooses. */
  kind: RestrictionKind | null
  /** `null`: without an end. */
  days: number | null
  clauses: readonly string[]
  lawReference: string
  explanation: string
}

export const EMPTY_DRAFT: RestrictDraft = {
  kind: null,
  days: 7,
  clauses: [],
  lawReference: '',
  explanation: '',
}

export interface RestrictFormProps {
  language: Language
  lang: Language | undefined
  staff: Staff
  record: WriterRecord
  clauses: readonly Clause[]
  draft: RestrictDraft
  /** Made with the form, so that sending it twice restricts once. */
  formKey: string
  /** The decision that it follows from. */
  cause: { decision: TakenDecision; comment: Comment } | null
}

/** Kind, length, ground and words. What the points suggest is said and nothing is chosen for the moderator. */
export function RestrictForm(props: RestrictFormProps) {
  const { language, lang, record, clauses, draft, formKey, cause } = props
  const { forms } = catalogue(language).console
  const { points, suggested } = record
  return (
    <form class="stack restrict" method="post" action={`/console/writers/${record.account.id}/restrict`}>
      <LangField lang={lang} />
      <input type="hidden" name="key" value={formKey} />
      <p class="muted">
        {suggested ? forms.suggestion(stepText(suggested, language), points) : forms.suggestionNone(points)}
      </p>
      {cause && (
        <div class="message">
          <input type="hidden" name="from" value={cause.decision.id} />
          <p class="small">{forms.followsFrom}</p>
          <CommentBody comment={cause.comment} language={language} />
        </div>
      )}
      <Kinds {...props} />
      <Days {...props} />
      <GroundFields
        {...{ language, clauses }}
        chosen={draft.clauses}
        lawReference={draft.lawReference}
        explanation={draft.explanation}
      />
      <p class="row">
        <button class="button reject" type="submit">
          {forms.restrict}
        </button>
        <span class="muted small">{forms.restrictBan}</span>
      </p>
    </form>
  )
}

function Kinds({ language, draft }: RestrictFormProps) {
  const { forms } = catalogue(language).console
  return (
    <fieldset>
      <legend>{forms.kind}</legend>
      {RESTRICTIONS.map((kind) => (
        <label class="choice">
          <input type="radio" name="kind" value={kind} required checked={kind === draft.kind} />
          <span>
            {forms.restriction[kind]}
            <span class="muted small">{forms.restrictionText[kind]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Days({ language, draft, record, staff }: RestrictFormProps) {
  const { forms } = catalogue(language).console
  const offered = [...PRESET_DAYS, record.suggested?.days, draft.days].filter(
    (days) => typeof days === 'number',
  )
  const days = [...new Set(offered)].sort((a, b) => a - b)
  return (
    <>
      <label for="days">{forms.days}</label>
      <select id="days" name="days" class="field">
        {days.map((count) => (
          <option value={`${count}`} selected={count === draft.days}>
            {forms.dayCount(count)}
          </option>
        ))}
        {outranks(staff.role, 'senior') && (
          <option value="" selected={draft.days === null}>
            {forms.noEndChoice}
          </option>
        )}
      </select>
    </>
  )
}
