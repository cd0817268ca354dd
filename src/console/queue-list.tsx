import type { QueueItem, QueueSummary } from '../features/moderation/model.ts'
import { isLeaseHeldByOther } from '../features/moderation/rules.ts'
import type { Clause } from '../features/policy/model.ts'
import { consoleWords } from '../locales/console-words.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { age, textLanguage } from './format.ts'
import type { Staff } from './layout.tsx'
import { type QueueView, queueHref } from './links.ts'
import { ListTools } from './list-tools.tsx'
import { chipsOf } from './reasons.ts'

export interface QueueListProps {
  language: Language
  view: QueueView
  items: readonly QueueItem[]
  summary: QueueSummary
  staff: Staff
  now: number
  caseId: string | undefined
  clauses: readonly Clause[]
  /** Where the next page of the list begins; `undefined` where it ends. */
  after: string | undefined
}

/** The waiting comments in serving order. On a phone it is a sheet that the bar opens. */
export function QueueList(props: QueueListProps) {
  const { language, view, items, staff, now, caseId, after } = props
  const text = catalogue(language).console
  return (
    <nav
      id="queue"
      class="queue"
      popover="auto"
      aria-label={text.list}
      data-words={JSON.stringify(consoleWords(catalogue(language)))}
    >
      <ListTools {...props} />
      <p class="selection">
        <button type="button" class="button" popovertarget="bulk">
          {text.work.bulk} <span class="count" data-selected />
        </button>
      </p>
      <ol>
        {items.map((item) => (
          <Row {...{ language, view, item, staff, now }} isOpen={item.caseFile.id === caseId} />
        ))}
      </ol>
      <Rest {...{ language, view, after }} />
    </nav>
  )
}

/** The link to the next page of the list, where there is one. */
export function Rest({ language, view, after }: Pick<QueueListProps, 'language' | 'view' | 'after'>) {
  if (after === undefined) return null
  return (
    <p class="rest">
      <a class="button" data-rest href={queueHref({ ...view, after })}>
        {catalogue(language).console.work.rest}
      </a>
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

/** Two lines of the comment, why it is here, who holds it, how long it waits. */
export function Row({ language, view, item, staff, now, isOpen }: RowProps) {
  const { caseFile, comment, author } = item
  const text = catalogue(language).console
  const { chip, tone, also } = chipsOf(item, language)
  const isHeld = isLeaseHeldByOther(caseFile, staff.accountId, now)
  return (
    <li data-row={caseFile.id} data-slot="row" data-held={isHeld ? 'yes' : undefined}>
      <input
        type="checkbox"
        class="pick"
        form="bulk"
        name="item"
        value={`${caseFile.id}:${comment.version}`}
        aria-label={text.work.select(author.name)}
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
            {isHeld && caseFile.lease ? (
              <bdi dir={catalogue(language).dir}>{text.heldByName(caseFile.lease.holderName)}</bdi>
            ) : (
              also
            )}
          </span>
          <time class="age" datetime={new Date(caseFile.openedAt).toISOString()}>
            {age(now - caseFile.openedAt, language)}
          </time>
        </span>
      </a>
    </li>
  )
}
