import { catalogue } from '../locales/index.ts'
import { Shell } from '../ui/shell.tsx'
import { type DiscussionProps, DiscussionView } from './discussion.tsx'
import type { PageProps } from './page.ts'

export interface FramePageProps extends DiscussionProps, PageProps {}

/** What stands in the article's frame. Search engines credit the text to the article, not to the frame. */
export function FramePage({ assets, banner, ...discussion }: FramePageProps) {
  const { language, theme } = discussion
  return (
    <Shell
      language={language}
      head={{ title: catalogue(language).reader.thread.title }}
      assets={assets}
      banner={banner}
      robots="noindex, indexifembedded"
      page="frame"
      theme={theme}
    >
      <main>
        <DiscussionView {...discussion} />
      </main>
    </Shell>
  )
}
