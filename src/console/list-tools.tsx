import type { QueueFilter, QueueSummary } from '../features/moderation/model.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language, wordsIn } from '../locales/language.ts'
import { NARROWING, type QueueView, queueHref } from './links.ts'
import { FACTORS } from './reasons.ts'
import { Key } from './small-parts.tsx'

interface ListToolsProps {
  language: Language
  view: QueueView
  summary: QueueSummary
  clauses: readonly Clause[]
}

/** Order, filters and search of the list. All of it stands in the address. */
export function ListTools(props: ListToolsProps) {
  const { view } = props
  const isNarrowed = NARROWING.some((name) => view[name] !== undefined)
  return (
    <div class="tools">
      <Filters {...props} />
      <form class="search" method="get" action="/console">
        <Kept view={view} />
        <SearchField {...props} />
        <details open={isNarrowed}>
          <summary>{catalogue(props.language).console.work.narrow}</summary>
          <Narrowing {...props} isNarrowed={isNarrowed} />
        </details>
      </form>
    </div>
  )
}

function Filters({ language, view, summary }: ListToolsProps) {
  const text = catalogue(language).console
  const filters: [QueueFilter, string][] = [
    ['reported', text.filter.reported(summary.reported)],
    ['new-writers', text.filter['new-writers'](summary.newWriters)],
  ]
  if (summary.escalated > 0 || view.filter === 'escalated')
    filters.push(['escalated', text.filter.escalated(summary.escalated)])
  const first = { ...view, after: undefined }
  return (
    <p class="filter">
      {(['risk', 'oldest'] as const).map((order) => (
        <a href={queueHref({ ...first, order })} aria-current={view.order === order ? 'true' : undefined}>
          {text.order[order]}
        </a>
      ))}
      <span class="rule" aria-hidden="true" />
      {filters.map(([filter, label]) =>
        view.filter === filter ? (
          // The same link takes the filter off again.
          <a href={queueHref({ ...first, filter: 'all' })} aria-current="true">
            {label} <span aria-hidden="true">×</span>
          </a>
        ) : (
          <a href={queueHref({ ...first, filter })}>{label}</a>
        ),
      )}
    </p>
  )
}

/** What a search keeps of the address. */
function Kept({ view }: { view: QueueView }) {
  return (
    <>
      {view.order !== 'risk' && <input type="hidden" name="order" value={view.order} />}
      {view.filter !== 'all' && <input type="hidden" name="filter" value={view.filter} />}
      {view.writer && <input type="hidden" name="writer" value={view.writer} />}
      {view.language && <input type="hidden" name="lang" value={view.language} />}
    </>
  )
}

function SearchField({ language, view }: ListToolsProps) {
  const { work } = catalogue(language).console
  return (
    <p class="seek">
      <input
        type="search"
        name="q"
        value={view.q}
        placeholder={work.search}
        aria-label={work.search}
        aria-keyshortcuts="/"
      />
      <button type="submit" class="button">
        {work.find} <Key name="/" />
      </button>
    </p>
  )
}

function Narrowing({ language, view, clauses, isNarrowed }: ListToolsProps & { isNarrowed: boolean }) {
  const text = catalogue(language).console
  const { work } = text
  const option = (value: string, label: string, chosen: string | undefined) => (
    <option value={value} selected={value === chosen}>
      {label}
    </option>
  )
  return (
    <div class="narrowing">
      <label>
        {work.reason}
        <select name="reason">
          <option value="">{work.any}</option>
          <optgroup label={text.why}>
            {FACTORS.map((factor) => option(factor, text.chip[factor], view.reason))}
          </optgroup>
          <optgroup label={text.reports}>
            {clauses.map(({ id, title }) => option(id, `${id} ${wordsIn(title, language)}`, view.reason))}
          </optgroup>
        </select>
      </label>
      <label>
        {work.articleLanguage}
        <select name="text">
          <option value="">{work.any}</option>
          {LANGUAGES.map((one) => option(one, catalogue(one).name, view.text))}
        </select>
      </label>
      {view.writer && <p class="muted small">{work.oneWriter}</p>}
      <p class="row">
        <button type="submit" class="button">
          {work.show}
        </button>
        {isNarrowed && (
          <a href={queueHref({ order: view.order, filter: view.filter, language: view.language })}>
            {work.clear}
          </a>
        )}
      </p>
    </div>
  )
}
