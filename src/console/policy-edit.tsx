import { DSA_CATEGORIES } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, type Localized, languagesOf } from '../locales/language.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { LocalizedFields } from './fields.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { deskHref, type EditedPart, policyEditHref, type QueueView } from './links.ts'
import { LangField } from './person-row.tsx'
import { SaveProblem } from './stale-note.tsx'

/** What the form holds. Of the head and the notice `text` is the introduction and the notice. */
export interface PartFields {
  title: Localized
  text: Localized
  severity: string
  category: string
}

export interface PolicyEditProps extends ConsolePageProps {
  view: QueueView
  part: EditedPart
  /** Of a clause or section that is there already. */
  id: string | undefined
  revision: number
  /** In which the policy is written. */
  languages: readonly Language[]
  fields: PartFields
  /** What the draft says now, where somebody else was first. */
  saved: PartFields | null
  problem: ProblemShown | null
}

/** One part of the draft in every language. */
export function PolicyEditPage(props: PolicyEditProps) {
  const { language, timeZone, part, id, revision, languages, fields, saved, problem, view } = props
  const { policy } = catalogue(language).console.pages
  return (
    <ConsoleLayout
      {...props}
      current="policy"
      title={policy.parts[part]}
      languageHref={(other) => policyEditHref(part, id, other)}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <p>
          <a href={deskHref('/console/policy', view.language)}>{policy.title}</a>
        </p>
        <h1>
          {policy.parts[part]} {id}
        </h1>
        <SaveProblem {...{ problem, language, timeZone }} />
        {saved && <Saved {...{ language, saved }} />}
        <form method="post" action="/console/policy/edit" class="editor">
          <LangField lang={view.language} />
          <input type="hidden" name="part" value={part} />
          <input type="hidden" name="id" value={id ?? ''} />
          <input type="hidden" name="revision" value={revision} />
          {part !== 'notice' && (
            <LocalizedFields
              language={language}
              name="title"
              label={policy.fields.title}
              value={fields.title}
              languages={languages}
            />
          )}
          <LocalizedFields
            language={language}
            name="text"
            label={policy.fields[part === 'head' ? 'introduction' : part === 'notice' ? 'notice' : 'text']}
            value={fields.text}
            languages={languages}
            rows={7}
          />
          {isClause(part) && <ClauseFields {...{ language, fields }} />}
          <p class="row">
            <button class="button strong" type="submit">
              {policy.save}
            </button>
            <a class="button" href={deskHref('/console/policy', view.language)}>
              {policy.cancel}
            </a>
          </p>
        </form>
        {id !== undefined && (part === 'clause' || part === 'section') && <Remove {...props} id={id} />}
      </main>
    </ConsoleLayout>
  )
}

export function isClause(part: EditedPart): boolean {
  return part === 'clause' || part === 'add-clause'
}

function ClauseFields({ language, fields }: { language: Language; fields: PartFields }) {
  const { reader, console: desk } = catalogue(language)
  const { policy } = desk.pages
  return (
    <div class="pair">
      <div>
        <label for="severity">{reader.policy.severity}</label>
        <select id="severity" name="severity" class="field">
          {([1, 2, 3, 4] as const).map((grade) => (
            <option value={grade} selected={`${grade}` === fields.severity}>
              {grade} – {reader.policy.severities[grade]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="category">{reader.desk.changes.category}</label>
        <select id="category" name="category" class="field">
          {DSA_CATEGORIES.map((name) => (
            <option value={name} selected={name === fields.category}>
              {policy.categories[name]}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

/** Beside what was typed: nothing of either is lost, and the next saving is meant. */
function Saved({ language, saved }: { language: Language; saved: PartFields }) {
  const { policy } = catalogue(language).console.pages
  return (
    <details class="message" open>
      <summary>{policy.savedNow}</summary>
      {languagesOf(saved.text).map((name) => (
        <p class="lines" lang={name} dir="auto">
          <b>{saved.title[name]}</b> {saved.text[name]}
        </p>
      ))}
    </details>
  )
}

function Remove({ language, view, part, id, revision }: PolicyEditProps & { id: string }) {
  const { policy } = catalogue(language).console.pages
  const [act, label, help] =
    part === 'clause'
      ? ['retire-clause', policy.retire, policy.retireHelp]
      : ['remove-section', policy.removeSection, policy.removeHelp]
  return (
    <form class="act" method="post" action="/console/policy/remove">
      <LangField lang={view.language} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="id" value={id} />
      <button class="button reject" type="submit" name="part" value={act}>
        {label}
      </button>
      <p class="muted small">{help}</p>
    </form>
  )
}
