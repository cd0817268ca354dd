import type { OfferedProvider } from '../features/accounts/model.ts'
import type { Article } from '../features/articles/model.ts'
import { type BlindShown, SORTS, type Sort, type ThreadItem } from '../features/comments/model.ts'
import type { Site } from '../features/sites/model.ts'
import { TEXT_LIMITS } from '../kernel/text.ts'
import { browserWords } from '../locales/browser-words.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { type CommentSetting, type OwnComment, OwnCommentView } from '../ui/comment.tsx'
import type { CommentActs } from '../ui/comment-acts.tsx'
import { Composer, type ComposerState } from '../ui/composer.tsx'
import { articleHref, COMPOSER_ANCHOR, discussionPath } from '../ui/paths.ts'
import { Thread } from '../ui/thread.tsx'
import { MineTemplate } from './mine-template.tsx'

/** In an article's frame, on a page of its own, or at one comment's own address. */
export type DiscussionMode = 'frame' | 'page' | 'permalink'

export interface DiscussionProps {
  language: Language
  site: Site
  article: Article
  mode: DiscussionMode
  items: readonly ThreadItem[]
  /** The comment that the desk has put first. */
  pinnedId: string | null
  /** A version of the policy that is in force since a short while. */
  policyNews: { at: number; href: string } | null
  /** The next page of comments, or `null` at the end. Like `sortHrefs`, in mode `frame` an address of the frame. */
  nextHref: string | null
  sort: Sort
  sortHrefs: Readonly<Record<Sort, string>>
  /** Published comments, replies included. */
  count: number
  viewer: { accountId: string; displayName: string } | null
  providers: readonly OfferedProvider[]
  /** The viewer's comments that others do not see, newest first. */
  mine: readonly OwnComment[]
  composer: ComposerState
  /** Id of the comment whose own address was opened. */
  highlight: string | null
  /** Somebody of the desk reads. */
  isDesk?: boolean
  /** What the markers of blinded comments say, by comment id. */
  blinds?: ReadonlyMap<string, BlindShown> | undefined
  policyHref: string
  /** What the embed tag asks for; without it the reader's own setting counts. */
  theme?: 'light' | 'dark' | undefined
  acts: CommentActs
  /** Messages that the viewer has not read. */
  unread: number
  /** The text of a comment that was just withdrawn is in the composer. */
  withdrawn: boolean
}

/** The discussion as a document: complete without JavaScript, which only adds convenience. */
export function DiscussionView(props: DiscussionProps) {
  const { language, article, mode } = props
  const words = catalogue(language)
  const { thread } = words.reader
  return (
    <section
      class="discussion"
      id="discussion"
      lang={language}
      aria-labelledby="discussion-title"
      data-article={article.id}
      data-mode={mode}
      data-words={JSON.stringify(browserWords(words))}
    >
      <a class="skip" href="#discussion-end">
        {thread.skip}
      </a>
      <DiscussionHead {...props} />
      {mode === 'permalink' ? (
        // Whoever followed a link to a comment reads that first.
        <>
          <Comments {...props} />
          <Writing {...props} />
        </>
      ) : (
        <>
          <Writing {...props} />
          <Comments {...props} />
        </>
      )}
      <p class="unseen" id="discussion-end" tabindex={-1}>
        {thread.end}
      </p>
    </section>
  )
}

/** The reader's own unpublished comments, then what everybody reads. */
function Comments(props: DiscussionProps) {
  const { language, article, mode, items, nextHref, mine, highlight, policyHref, viewer } = props
  const { thread } = catalogue(language).reader
  if (article.discussion === 'off') return null
  const canReply = article.discussion === 'open' && !props.site.paused
  const setting: CommentSetting = {
    language,
    timeZone: props.site.timeZone,
    policyHref,
    inFrame: mode === 'frame',
    canReply,
    highlight,
    isDesk: props.isDesk,
    acts: props.acts,
    pinnedId: props.pinnedId,
    blinds: props.blinds,
  }
  return (
    <>
      {highlight === null ? items.length > 1 && <SortLinks {...props} /> : <WholeLink {...props} />}
      <ol class="thread mine" id="mine">
        {mine.map((own) => (
          <li>
            <OwnCommentView own={own} setting={setting} />
          </li>
        ))}
      </ol>
      <Thread items={items} setting={setting} />
      {canReply && items.length === 0 && mine.length === 0 && (
        <p class="empty" data-part="empty">
          {thread.empty}
        </p>
      )}
      {nextHref && (
        <p class="more">
          <a class="button" href={nextHref} data-part="more">
            {thread.more}
          </a>
        </p>
      )}
      <MineTemplate viewer={viewer} setting={setting} />
    </>
  )
}

function DiscussionHead({ language, site, count, viewer, unread, mode }: DiscussionProps) {
  const words = catalogue(language)
  const { thread } = words.reader
  return (
    <header class="head">
      <h2 id="discussion-title">
        {thread.title}{' '}
        <span class="count" data-part="count" data-count={count}>
          {new Intl.NumberFormat(words.locale).format(count)}
        </span>
      </h2>
      {viewer && (
        <a
          class="own"
          href={`/me?lang=${language}`}
          target={mode === 'frame' ? '_blank' : undefined}
          rel="noopener"
        >
          <bdi>{viewer.displayName}</bdi>
          {unread > 0 && <span class="chip wait">{words.appeals.inbox.newOnes(unread)}</span>}
        </a>
      )}
      <details class="help">
        <summary>{thread.helpTitle}</summary>
        <p>{thread.help(wordsIn(site.title, language), TEXT_LIMITS.graphemes)}</p>
      </details>
    </header>
  )
}

/** The composer, or why there is none. A text that met a closed discussion is given back to copy. */
function Writing(props: DiscussionProps) {
  const { language, site, article, viewer, providers, composer, policyHref, mode, theme } = props
  const own = discussionPath(article.id, language)
  const words = catalogue(language).reader
  if (article.discussion === 'open' && !site.paused) {
    return (
      <Composer
        told={props.withdrawn ? catalogue(language).appeals.withdraw.done : undefined}
        language={language}
        articleId={article.id}
        paper={wordsIn(site.title, language)}
        viewer={viewer}
        providers={providers}
        state={composer}
        policyHref={policyHref}
        policyNews={props.policyNews}
        timeZone={site.timeZone}
        inFrame={mode === 'frame'}
        pageHref={mode === 'frame' ? (articleHref(article) ?? own) : own}
        theme={theme}
      />
    )
  }
  return (
    <>
      <p class="note closed" id={COMPOSER_ANCHOR}>
        {article.discussion === 'open' ? words.desk.paused : words.thread[article.discussion]}
      </p>
      {composer.draft !== '' && (
        <label class="kept">
          {words.composer.keptText}
          <textarea class="field" readonly rows={4} dir="auto">
            {composer.draft}
          </textarea>
        </label>
      )}
    </>
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

function SortLinks({ language, sort, sortHrefs }: DiscussionProps) {
  const { thread } = catalogue(language).reader
  return (
    <nav class="tools" aria-label={thread.sort}>
      {SORTS.map((name) => (
        <a href={sortHrefs[name]} aria-current={name === sort ? 'true' : undefined}>
          {thread[name]}
        </a>
      ))}
    </nav>
  )
}
