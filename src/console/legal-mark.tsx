import type { OpenedCase } from '../features/moderation/queueing.ts'
import { catalogue } from '../locales/index.ts'
import { legalFileHref, noticeHref } from './links.ts'
import type { QueuePageProps } from './queue.tsx'

/** On a review: somebody claims that the comment breaks a law. Seniors get the way to it, or to a step of their own. */
export function LegalMark({ language, view, staff, opened }: QueuePageProps & { opened: OpenedCase }) {
  const text = catalogue(language).legal.desk
  const { noticeId, item } = opened
  const isSenior = staff.role !== 'moderator'
  if (noticeId === undefined)
    return isSenior ? (
      <p class="legal-mark small">
        <a href={legalFileHref(item.comment.id, view.language)}>{text.start}</a>
      </p>
    ) : null
  return (
    <p class="legal-mark">
      <span class="chip bad">{text.mark}</span>{' '}
      {isSenior && <a href={noticeHref(noticeId, view.language)}>{text.markOpen}</a>}
    </p>
  )
}
