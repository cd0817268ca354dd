import type { QueueFilter, QueueItem, QueueSummary } from '../features/moderation/model.ts'
import { isLeaseHeldByOther } from '../features/moderation/rules.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { seenCaseOf } from './form-fields.ts'
import { age, textLanguage } from './format.ts'
import type { Staff } from './layout.tsx'
import { type QueueView, queueHref } from './links.ts'
import { chipsOf } from './reasons.ts'

interface QueueListProps {
  language: Language
  view: QueueView
  items: readonly QueueItem[]
  summary: QueueSummary
  staff: Staff
  now: number
  caseId: string | undefined
}

/** The waiting comments in serving order. On a phone it is a sheet that the bar opens. */
export function QueueList({ language, view, items, summary, staff, now, caseId }: QueueListProps) {
  const text = catalogue(language).console
  return (
    <nav id="queue" class="queue" popover="auto" aria-label={text.list}>
      <Filters {...{ language, view, summary, caseId }} />
      <ol>
        {items.map((item) => (
          <Row {...{ language, view, item, staff, now }} isOpen={item.caseFile.id === caseId} />
        ))}
      </ol>
    </nav>
  )
}

function Filters({ language, view, summary, caseId }: Omit<QueueListProps, 'items' | 'staff' | 'now'>) {
  const text = catalogue(language).console
  const filters: [QueueFilter, string][] = [
    ['reported', text.filter.reported(summary.reported)],
    ['new-writers', text.filter['new-writers'](summary.newWriters)],
  ]
  return (
    <p class="filter">
      {(['risk', 'oldest'] as const).map((order) => (
        <a
          href={queueHref({ ...view, order }, caseId)}
          aria-current={view.order === order ? 'true' : undefined}
        >
          {text.order[order]}
        </a>
      ))}
      <span class="rule" aria-hidden="true" />
      {filters.map(([filter, label]) =>
        view.filter === filter ? (
          // The same link takes the filter off again.
          <a href={queueHref({ ...view, filter: 'all' }, caseId)} aria-current="true">
            {label} <span aria-hidden="true">×</span>
          </a>
        ) : (
          <a href={queueHref({ ...view, filter }, caseId)}>{label}</a>
        ),
      )}
      <button type="button" class="link" popovertarget="bulk">
        {text.forms.bulk}
      </button>
    </p>
  )
}

interface RowProps {
  language: Language
  view: QueueView
  item: QueueItem
  staff: Staff
  now: number
  isOpen: boolean
}

function Row({ language, view, item, staff, now, isOpen }: RowProps) {
  const { caseFile, comment } = item
  const text = catalogue(language).console
  const { chip, tone, also } = chipsOf(item, language)
  const isHeld = isLeaseHeldByOther(caseFile, staff.accountId, now)
  return (
    <li class="pickable">
      <input
        type="checkbox"
        class="pick"
        form="bulk"
        name="item"
        value={seenCaseOf(caseFile.id, comment.version)}
        aria-label={text.forms.select(item.author.name)}
      />
      <a
        class="item"
        href={queueHref(view, caseFile.id)}
        aria-current={isOpen ? 'true' : undefined}
        data-case={caseFile.id}
      >
        <span class="excerpt" dir="auto" lang={textLanguage(comment.body)}>
          {comment.body}
        </span>
        <span class="facts">
          {caseFile.escalatedAt !== null && <span class="chip wait">{text.forms.escalated}</span>}
          <span class={`chip ${tone}`}>{chip}</span>
          <span class="also">
            {isHeld && caseFile.lease ? <bdi>{text.heldByName(caseFile.lease.holderName)}</bdi> : also}
          </span>
          <time class="age" datetime={new Date(caseFile.openedAt).toISOString()}>
            {age(now - caseFile.openedAt, language)}
          </time>
        </span>
      </a>
    </li>
  )
}
