import type { QueueItem } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import type { CaseStatus } from './case-status.ts'
import { ViewFields } from './decision-fields.tsx'
import { type QueueView, queueHref, skipAction } from './links.ts'
import { Notice } from './notice.tsx'
import type { QueuePageProps } from './queue.tsx'
import { Key } from './small-parts.tsx'

interface DecisionBarProps {
  language: Language
  view: QueueView
  opened: OpenedCase
  status: CaseStatus
  items: readonly QueueItem[]
  notice: QueuePageProps['notice']
}

/** The bar at the foot: what can be done now, and what the last decision was. */
export function DecisionBar(props: DecisionBarProps) {
  const { language, status, notice, view, opened, items } = props
  const text = catalogue(language).console
  const next = nextItem(items, opened.item.caseFile.id)
  return (
    <section class="bar" aria-label={text.actions}>
      {status.state === 'yours' ? (
        <Buttons {...props} status={status} />
      ) : (
        next && (
          <a class="button" href={queueHref(view, next.caseFile.id)}>
            {text.nextComment} <Key name="j" />
          </a>
        )
      )}
      <Notice language={language} notice={notice} />
    </section>
  )
}

interface ButtonsProps extends DecisionBarProps {
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
      <button type="button" class="button" popovertarget="other" aria-keyshortcuts="0">
        <span class="wide">{text.other}</span>
        <span class="narrow">{text.otherShort}</span> <Key name="0" />
      </button>
      <form method="post" action={skipAction(opened.item.caseFile.id)}>
        <input type="hidden" name="lease" value={status.lease.token} />
        <ViewFields view={view} />
        <button type="submit" class="button" aria-keyshortcuts="s">
          {text.skip} <Key name="s" />
        </button>
      </form>
    </>
  )
}

/** The item after the opened one; the first when it is not in the list any more. */
function nextItem(items: readonly QueueItem[], caseId: string): QueueItem | undefined {
  const at = items.findIndex(({ caseFile }) => caseFile.id === caseId)
  return items[at + 1] ?? items.find(({ caseFile }) => caseFile.id !== caseId)
}
