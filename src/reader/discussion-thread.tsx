import { SORTS } from '../features/comments/model.ts'
import { catalogue } from '../locales/index.ts'
import { type CommentSetting, type OwnComment, OwnCommentView } from '../ui/comment.tsx'
import { discussionPath } from '../ui/paths.ts'
import { Thread } from '../ui/thread.tsx'
import type { DiscussionProps } from './discussion.tsx'

/** The reader's own unpublished comments and what everybody reads; nothing where comments are off. */
export function Comments(props: DiscussionProps) {
  const { language, article, items, mine, highlight } = props
  if (article.discussion === 'off') return null
  const { thread, reading } = catalogue(language).reader
  const setting = settingOf(props)
  const own = <Mine mine={mine} setting={setting} />
  // Whoever followed a link to somebody's comment reads that first.
  const isLinkFirst = props.linked?.as === 'shown'
  return (
    <>
      {highlight === null ? <SortLinks {...props} /> : <WholeLink {...props} />}
      <News {...props} />
      {!isLinkFirst && own}
      <Thread items={items} setting={setting} seen={props.newestAt} />
      {isLinkFirst && own}
      <p class="empty">{setting.canReply ? thread.empty : reading.nobody}</p>
      <More {...props} />
      <p class="unseen" role="status" data-part="thread-status" data-shown={reading.shown('{n}')} />
    </>
  )
}

function settingOf(props: DiscussionProps): CommentSetting {
  const { language, site, article, mode, policyHref, highlight, isDesk, acts, pinnedId, blinds } = props
  return {
    language,
    timeZone: site.timeZone,
    policyHref,
    inFrame: mode === 'frame',
    canReply: article.discussion === 'open' && !site.paused && !props.barred,
    highlight,
    isDesk,
    acts,
    pinnedId,
    blinds,
  }
}

function Mine({ mine, setting }: { mine: readonly OwnComment[]; setting: CommentSetting }) {
  return (
    <ol class="thread mine" id="mine">
      {mine.map((own) => (
        <li>
          <OwnCommentView own={own} setting={setting} />
        </li>
      ))}
    </ol>
  )
}

/** A status that is silent until there is something to say, in whatever way it is read. */
const NOTHING_YET = ''

/**
 * Says how many comments are new. A link to the newest; where those are what is shown (`data-here`), browser code
 * brings them in place.
 */
function News({ language, sort, sortHrefs, isFirstPage, highlight }: DiscussionProps) {
  const { reading } = catalogue(language).reader
  return (
    <div class="news" role="status">
      <a
        class="new"
        href={sortHrefs.newest}
        hidden
        data-part="new"
        data-here={(sort === 'newest' && isFirstPage && highlight === null) || undefined}
        data-one={reading.newOne}
        data-many={reading.newMany('{n}')}
        data-failed={reading.newFailed}
      >
        {NOTHING_YET}
      </a>
    </div>
  )
}

function More({ language, nextHref }: DiscussionProps) {
  const { thread, reading } = catalogue(language).reader
  return (
    <p class="more" hidden={nextHref === null}>
      <a class="button" href={nextHref ?? undefined} data-part="more">
        {thread.more}
      </a>{' '}
      <span role="alert" data-part="load-note" data-failed={reading.failed} data-offline={reading.offline} />
    </p>
  )
}

/** Out of one comment's thread; inside the frame the discussion stays inside the frame. */
function WholeLink({ language, mode, article, sortHrefs }: DiscussionProps) {
  return (
    <p class="tools">
      <a href={mode === 'frame' ? sortHrefs.newest : discussionPath(article.id, language)}>
        {catalogue(language).reader.permalink.whole}
      </a>
    </p>
  )
}

/** Where there is nothing to order yet they wait: browser code brings more comments in place. */
function SortLinks({ language, items, sort, sortHrefs }: DiscussionProps) {
  const { thread, reading } = catalogue(language).reader
  const names = { newest: thread.newest, oldest: thread.oldest, replied: reading.replied }
  return (
    <nav class="tools" aria-label={thread.sort} hidden={items.length < 2}>
      <span aria-hidden="true">{thread.sort}:</span>
      {SORTS.map((name) => (
        <a href={sortHrefs[name]} aria-current={name === sort ? 'true' : undefined}>
          {names[name]}
        </a>
      ))}
    </nav>
  )
}
