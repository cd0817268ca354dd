import { catalogue } from '../locales/index.ts'
import type { Language, Localized } from '../locales/language.ts'
import { fieldName } from './form-fields.ts'

interface LocalizedFieldsProps {
  language: Language
  /** The fields are called `nameEn`, `nameKo`, … */
  name: string
  label: string
  value: Localized
  /** In which it is asked for. */
  languages: readonly Language[]
  /** Lines of a text area; a line of its own without it. */
  rows?: number
}

/** The same text in several languages: one field each, named by both. */
export function LocalizedFields({ language, name, label, value, languages, rows }: LocalizedFieldsProps) {
  return (
    <fieldset class="localized">
      <legend>{label}</legend>
      {languages.map((each) => {
        const id = fieldName(name, each)
        const own = { id, name: id, class: 'field', lang: each, dir: 'auto' as const }
        return (
          <div>
            <label for={id} lang={each}>
              <span class="unseen" lang={language}>
                {label}:{' '}
              </span>
              {catalogue(each).name}
            </label>
            {rows === undefined ? (
              <input {...own} type="text" value={value[each]} />
            ) : (
              <textarea {...own} rows={rows}>
                {value[each]}
              </textarea>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

interface NumberFieldProps {
  name: string
  label: string
  value: string
  min: number
  max: number
  help?: string
}

export function NumberField({ name, label, value, min, max, help }: NumberFieldProps) {
  return (
    <div class="one-field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        class="field"
        type="number"
        inputmode="numeric"
        {...{ value, min, max }}
        aria-describedby={help === undefined ? undefined : `${name}-help`}
      />
      {help !== undefined && (
        <p id={`${name}-help`} class="muted small">
          {help}
        </p>
      )}
    </div>
  )
}
