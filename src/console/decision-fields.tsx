import type { Lease } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import { NARROWING, type QueueView } from './links.ts'

/** Where the next page takes up: order, filter and language of the list. */
export function ViewFields({ view }: { view: QueueView }) {
  return (
    <>
      <input type="hidden" name="order" value={view.order} />
      <input type="hidden" name="filter" value={view.filter} />
      {NARROWING.map(
        (name) => view[name] !== undefined && <input type="hidden" name={name} value={view[name]} />,
      )}
      {view.language && <input type="hidden" name="lang" value={view.language} />}
    </>
  )
}

interface DecisionFieldsProps {
  view: QueueView
  opened: OpenedCase
  lease: Lease
  now: number
}

/** What a decision must name: the version that was seen, the claim, and since when it was on the screen. */
export function DecisionFields({ view, opened, lease, now }: DecisionFieldsProps) {
  return (
    <>
      <input type="hidden" name="version" value={`${opened.item.comment.version}`} />
      <input type="hidden" name="lease" value={lease.token} />
      <input type="hidden" name="shown" value={`${now}`} />
      <ViewFields view={view} />
    </>
  )
}
