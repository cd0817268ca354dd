import { DECISION_ACTIONS } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type AskedLog, logPageHref } from './log-filter.ts'

interface LogFormProps {
  language: Language
  asked: AskedLog
  /** Language of the address, when it names one. */
  viewLanguage: Language | undefined
  /** Clause ids of the present policy. */
  clauses: readonly string[]
  /** Names by account id: whoever is on the page, and who is asked for. */
  names: ReadonlyMap<string, string>
}

/** Filters are plain form fields: the address holds them, and a page of the log can be sent to a colleague. */
export function LogForm({ language, asked, viewLanguage, clauses, names }: LogFormProps) {
  const { figures, decided } = catalogue(language).console
  const text = figures.log
  const actions = DECISION_ACTIONS.map((action) => [action, decided[action]] as const)
  const people = [...names]
  if (asked.actor && !names.has(asked.actor)) people.push([asked.actor, asked.actor])
  return (
    <form method="get" action="/console/log" class="log-filter" aria-label={text.filter}>
      {viewLanguage && <input type="hidden" name="lang" value={viewLanguage} />}
      <Choice {...{ language, asked }} name="action" options={actions} />
      <Choice {...{ language, asked }} name="clause" options={clauses.map((id) => [id, id] as const)} />
      <Choice {...{ language, asked }} name="actor" options={people} />
      <label>
        <span>{text.fields.from}</span>
        <input type="date" name="from" value={asked.from} />
      </label>
      <label>
        <span>{text.fields.to}</span>
        <input type="date" name="to" value={asked.to} />
      </label>
      <label class="wide">
        <span>{text.fields.subject}</span>
        <input
          name="subject"
          value={asked.subject}
          placeholder={text.subjectHelp}
          maxlength={36}
          autocomplete="off"
        />
      </label>
      <span class="acts">
        <button type="submit" class="button">
          {text.show}
        </button>
        {Object.keys(asked).length > 0 && (
          <a href={logPageHref({}, { language: viewLanguage })}>{text.clear}</a>
        )}
      </span>
    </form>
  )
}

interface ChoiceProps {
  language: Language
  asked: AskedLog
  name: 'action' | 'clause' | 'actor'
  options: readonly (readonly [value: string, label: string])[]
}

function Choice({ language, asked, name, options }: ChoiceProps) {
  const text = catalogue(language).console.figures.log
  return (
    <label>
      <span>{text.fields[name]}</span>
      <select name={name}>
        <option value="">{text.all}</option>
        {options.map(([value, label]) => (
          <option value={value} selected={asked[name] === value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
