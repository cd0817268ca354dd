import type { QueueItem } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import type { CaseStatus } from './case-status.ts'
import { ViewFields } from './decision-fields.tsx'
import { type QueueView, queueHref, skipAction } from './links.ts'
import { MoreActs } from './more-acts.tsx'
import { Notice } from './notice.tsx'
import type { QueuePageProps } from './queue.tsx'
import { Key } from './small-parts.tsx'

interface ActsProps {
  language: Language
  view: QueueView
  opened: OpenedCase
  status: CaseStatus
  items: readonly QueueItem[]
}

interface DecisionBarProps extends ActsProps {
  notice: QueuePageProps['notice']
  now: number
}

/** The bar at the foot: what can be done now, and what the last decision was. */
export function DecisionBar(props: DecisionBarProps) {
  const { language, view, notice, now } = props
  return (
    <section class="bar" aria-label={catalogue(language).console.actions}>
      <Acts {...props} />
      <Notice {...{ language, view, notice, now }} />
    </section>
  )
}

/** What can be done with the case on the screen. */
export function Acts(props: ActsProps) {
  const { language, status, view, opened, items } = props
  const next = nextItem(items, opened.item.caseFile.id)
  return (
    <div class="acts" data-slot="acts">
      {status.state === 'yours' ? (
        <Buttons {...props} status={status} />
      ) : (
        (next || items.length === 0) && (
          <a class="button" href={queueHref(view, next?.caseFile.id)} data-act="next">
            {catalogue(language).console.nextComment} <Key name="j" />
          </a>
        )
      )}
    </div>
  )
}

interface ButtonsProps extends ActsProps {
  status: Extract<CaseStatus, { state: 'yours' }>
}

function Buttons({ language, view, opened, status }: ButtonsProps) {
  const text = catalogue(language).console
  const positive = status.moves.includes('keep') ? 'keep' : 'approve'
  return (
    <>
      <button
        type="submit"
        form="decide"
        class="button approve"
        name="decision"
        value={positive}
        aria-keyshortcuts="a"
      >
        {text[positive]} <Key name="a" />
      </button>
      <a class="button reject wide" href="#reject-title">
        {text.reject} <Key name="1–9" />
      </a>
      <button type="button" class="button reject narrow" popovertarget="decide">
        {text.reject}
      </button>
      <button type="button" class="button narrow" popovertarget="more">
        {text.work.more}
      </button>
      <MoreActs {...{ language, view }} authorId={opened.item.author.id}>
        <form method="post" action={skipAction(opened.item.caseFile.id)}>
          <input type="hidden" name="lease" value={status.lease.token} />
          <ViewFields view={view} />
          <button type="submit" class="button" aria-keyshortcuts="s">
            {text.skip} <Key name="s" />
          </button>
        </form>
      </MoreActs>
    </>
  )
}

/** The item after the opened one; the first when it is not in the list any more. */
function nextItem(items: readonly QueueItem[], caseId: string): QueueItem | undefined {
  const at = items.findIndex(({ caseFile }) => caseFile.id === caseId)
  return items[at + 1] ?? items.find(({ caseFile }) => caseFile.id !== caseId)
}
