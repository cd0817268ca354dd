import type { DecisionAction } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import { Time } from '../ui/time.tsx'
import { NARROWING, type QueueView, queueHref } from './links.ts'
import { Notice } from './notice.tsx'
import type { QueuePageProps } from './queue.tsx'

/** The newest decision of the site, for a desk with nothing to do. */
export interface LastDecision {
  action: DecisionAction
  at: number
  /** `null` when the account is gone. */
  by: string | null
  clauses: readonly string[]
}

/** No case on the screen: nothing waits, nothing waits under this filter, or none was chosen yet. */
export function NothingOpen(props: QueuePageProps) {
  const { language, timeZone, items, view, problem, last, notice, now, summary } = props
  const words = catalogue(language)
  const text = words.console
  return (
    <main id="case" class="case nothing" tabindex={-1} data-slot="case">
      {problem && (
        <div class="message bad" role="alert">
          <p>{words.problems[problem.type]}</p>
        </div>
      )}
      {items.length > 0 ? (
        <Rest title={text.chooseTitle} body={text.chooseText} />
      ) : summary.waiting > 0 && isNarrow(view) ? (
        <>
          <Rest title={text.filterEmpty} body="" />
          <a class="button" href={queueHref({ order: view.order, filter: 'all', language: view.language })}>
            {text.filter.all} <span class="count">{summary.waiting}</span>
          </a>
        </>
      ) : (
        <>
          <Rest title={text.allClear} body={text.allClearText} />
          {last && (
            <p class="muted small">
              {text.lastDecision}: {text.decided[last.action]}
              {last.clauses.length > 0 && ` (${last.clauses.join(', ')})`}
              {' · '}
              <bdi>{last.by ?? text.somebody}</bdi> · <Time at={last.at} {...{ language, timeZone }} />
            </p>
          )}
        </>
      )}
      {items.length > 0 ? (
        <button type="button" class="button list" popovertarget="queue">
          {text.list} <span class="count">{items.length}</span>
        </button>
      ) : (
        // On a phone the search that found nothing is behind it, too.
        isNarrow(view) && (
          <button type="button" class="button list" popovertarget="queue">
            {text.work.narrow}
          </button>
        )
      )}
      <Notice {...{ language, view, notice, now }} />
    </main>
  )
}

function isNarrow(view: QueueView): boolean {
  return (
    view.filter !== 'all' || view.after !== undefined || NARROWING.some((name) => view[name] !== undefined)
  )
}

function Rest({ title, body }: { title: string; body: string }) {
  return (
    <>
      <h1>{title}</h1>
      {body !== '' && <p class="muted">{body}</p>}
    </>
  )
}
