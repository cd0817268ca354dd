import type { OpenDraft } from '../features/policy/drafting.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { Said } from '../ui/said.tsx'
import type { Staff } from './layout.tsx'
import { type EditedPart, policyEditHref } from './links.ts'
import { LangField } from './person-row.tsx'

interface DraftPartsProps {
  language: Language
  lang: Language | undefined
  draft: OpenDraft
  staff: Staff
}

/** Every part of the draft, each with the way to its form. */
export function DraftParts({ language, lang, draft, staff }: DraftPartsProps) {
  const { policy } = catalogue(language).console.pages
  const { clauses, process, title } = draft.content
  const setting = { language, lang, isAdmin: staff.role === 'admin' }
  const state = new Map(draft.comparison.clauses.map((change) => [idOf(change), change.change]))
  const retired = draft.comparison.clauses.flatMap((change) =>
    change.change === 'removed' ? [change.before] : [],
  )
  const gone = new Set(retired.map(({ id }) => id))
  const all = [...clauses, ...retired].sort((a, b) => (a.id < b.id ? -1 : 1))
  return (
    <>
      <ul class="people parts">
        <Part {...setting} part="head" name={wordsIn(title, language)} />
        {all.map((clause) =>
          gone.has(clause.id) ? (
            <Retired {...setting} clause={clause} revision={draft.revision} />
          ) : (
            <Part
              {...setting}
              part="clause"
              id={clause.id}
              name={wordsIn(clause.title, language)}
              state={state.get(clause.id)}
            />
          ),
        )}
      </ul>
      {setting.isAdmin && <Edit {...setting} part="add-clause" label={policy.addClause} />}
      <h3>{policy.process}</h3>
      <ul class="people parts">
        {process.map(({ id, title: name }) => (
          <Part {...setting} part="section" id={id} name={wordsIn(name, language)} />
        ))}
      </ul>
      {setting.isAdmin && <Edit {...setting} part="add-section" label={policy.addSection} />}
    </>
  )
}

function idOf(change: OpenDraft['comparison']['clauses'][number]): string {
  return change.change === 'removed' ? change.before.id : change.after.id
}

interface Setting {
  language: Language
  lang: Language | undefined
  isAdmin: boolean
}

interface PartProps extends Setting {
  part: EditedPart
  id?: string
  name: string
  state?: 'added' | 'removed' | 'changed' | undefined
}

function Part({ language, lang, isAdmin, part, id, name, state }: PartProps) {
  const { policy } = catalogue(language).console.pages
  return (
    <li class="line">
      {id !== undefined && <span class="clause-id">{id}</span>}
      <span dir="auto">{name || policy.untitled}</span>
      {state && (
        <span class={`chip ${state === 'added' ? 'ok' : 'wait'}`}>
          {catalogue(language).reader.desk.changes[state]}
        </span>
      )}
      {isAdmin && (
        <a
          class="link end"
          href={policyEditHref(part, id, lang)}
          aria-label={`${policy.edit}: ${id ?? ''} ${name}`}
        >
          {policy.edit}
        </a>
      )}
    </li>
  )
}

function Edit({ lang, part, label }: Setting & { part: EditedPart; label: string }) {
  return (
    <p>
      <a class="button" href={policyEditHref(part, undefined, lang)}>
        {label}
      </a>
    </p>
  )
}

/** Gone from the draft, not from the version in force: it can be put back. */
function Retired({
  language,
  lang,
  isAdmin,
  clause,
  revision,
}: Setting & { clause: Clause; revision: number }) {
  const { policy } = catalogue(language).console.pages
  return (
    <li class="line">
      <span class="clause-id">{clause.id}</span>
      <del dir="auto">
        <Said text={clause.title} language={language} />
      </del>
      <span class="chip bad">{policy.retired}</span>
      {isAdmin && (
        <form class="end" method="post" action="/console/policy/remove">
          <LangField lang={lang} />
          <input type="hidden" name="revision" value={revision} />
          <input type="hidden" name="id" value={clause.id} />
          <button class="link" type="submit" name="part" value="restore-clause">
            {policy.putBack}
          </button>
        </form>
      )}
    </li>
  )
}
