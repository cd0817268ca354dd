import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import type { QueuePageProps } from './queue.tsx'

interface NoticeProps {
  language: Language
  notice: QueuePageProps['notice']
}

/** What was just done. Always in the page, so that filling it is announced. */
export function Notice({ language, notice }: NoticeProps) {
  const { done } = catalogue(language).console
  return (
    <p class="notice" role="status">
      {notice &&
        (notice.action === 'reject'
          ? done.reject(notice.authorName, notice.clause ?? '')
          : notice.action === 'approve' || notice.action === 'keep'
            ? done[notice.action](notice.authorName)
            : '')}
    </p>
  )
}
