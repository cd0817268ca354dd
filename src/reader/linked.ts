import { type BlindShown, type Comment, REPLIES_SHOWN, type ThreadItem } from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import type { Site } from '../features/sites/model.ts'
import { blindSentence } from '../ui/comment.tsx'
import type { DiscussionProps } from './discussion.tsx'
import type { View } from './load.ts'

const OWN_STATES: ReadonlySet<Comment['state']> = new Set<Comment['state']>([
  'pending',
  'rejected',
  'blinded',
])

/** The comment of the address where this reader may see it: published, or the reader's own that waits or was refused. */
export function seenOf({ highlight, viewer }: View): Comment | null {
  if (!highlight) return null
  const isOwn = viewer?.account.id === highlight.accountId && OWN_STATES.has(highlight.state)
  return isPublic(highlight) || isOwn ? highlight : null
}

/** Another's waiting comment, a removed one, and one that never was are told apart by nothing. */
export function linkedAs(
  view: View,
  blinds: ReadonlyMap<string, BlindShown>,
  { timeZone }: Site,
): DiscussionProps['linked'] {
  if (view.highlight === undefined) return null
  const seen = seenOf(view)
  if (seen) return { as: isPublic(seen) ? 'shown' : 'own' }
  const blind = view.highlight && blinds.get(view.highlight.id)
  return { as: 'missing', says: blind ? blindSentence(blind, { language: view.language, timeZone }) : null }
}

/** Under a comment with very many replies, those around the linked one. */
export function around(item: ThreadItem, { id, parentId }: Comment): ThreadItem {
  const { replies } = item
  if (parentId === null || replies.length <= REPLIES_SHOWN) return item
  const at = replies.findIndex((reply) => reply.id === id)
  const from = Math.max(0, Math.min(at - REPLIES_SHOWN / 2, replies.length - REPLIES_SHOWN))
  return { ...item, replies: replies.slice(from, from + REPLIES_SHOWN) }
}
