import type { OfferedProvider } from '../features/accounts/model.ts'
import type { Article } from '../features/articles/model.ts'
import type { BlindShown, Sort, ThreadItem } from '../features/comments/model.ts'
import type { Statement } from '../features/moderation/statement-model.ts'
import type { Site } from '../features/sites/model.ts'
import { numberFormat } from '../kernel/formats.ts'
import { TEXT_LIMITS } from '../kernel/text.ts'
import { browserWords } from '../locales/browser-words.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import type { OwnComment } from '../ui/comment.tsx'
import { type CommentActs, DiscussionShare, SheetDialog } from '../ui/comment-acts.tsx'
import { Composer, type ComposerState } from '../ui/composer.tsx'

import { articleHref, discussionPath } from '../ui/paths.ts'
import { Barred, Shut } from '../ui/shut.tsx'
import { agoWords } from '../ui/time.tsx'
import { SignOutForm, Who } from '../ui/who.tsx'
import { Comments } from './discussion-thread.tsx'

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
  /** When the newest of the published comments was published, epoch ms: what is newer has not been shown. */
  newestAt: number
  /** Whether this is the first page. */
  isFirstPage: boolean
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
  /** Id of the comment whose own address was opened, where this reader may see it. */
  highlight: string | null
  /**
   * What became of that address: the comment is shown; it is the reader's own and nobody else sees it; or it is not
   * here, and then `says` is what the law wants said in its place.
   */
  linked: { as: 'shown' | 'own' } | { as: 'missing'; says: string | null } | null
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
  /** Why the viewer may not write here now: a mute or a ban. */
  barred?: Statement | null
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
      data-state={discussionState(props)}
      data-words={JSON.stringify(browserWords(words))}
      data-ago={agoWords(language)}
    >
      <a class="skip" href="#discussion-end">
        {thread.skip}
      </a>
      {props.items.length > 0 && (
        <a class="skip" href="#thread" data-part="to-comments">
          {thread.skipTo}
        </a>
      )}
      <DiscussionHead {...props} />
      {mode === 'frame' && props.linked?.as === 'missing' && (
        <MissingNote language={language} says={props.linked.says} />
      )}
      {mode === 'permalink' ? (
        // Whoever followed a link to a comment reads that first.
        <>
          <Comments {...props} />
          <Writing {...props} />
          <Beside {...props} />
        </>
      ) : (
        <>
          <Writing {...props} />
          <Beside {...props} />
          <Comments {...props} />
        </>
      )}
      <p class="unseen" id="discussion-end" tabindex={-1}>
        {thread.end}
      </p>
      {article.discussion !== 'off' && (
        <>
          <DiscussionShare articleId={article.id} language={language} inFrame={mode === 'frame'} />
          <SheetDialog language={language} />
        </>
      )}
    </section>
  )
}

/** The state's name, as the screenshots and tests have it. */
function discussionState(props: DiscussionProps): string {
  const { article, site, linked, mine, highlight, items, nextHref } = props
  if (article.discussion === 'off') return 'comments-off'
  if (linked?.as === 'missing') return 'permalink-missing'
  if (
    linked?.as === 'own' &&
    mine.some(({ comment }) => comment.id === highlight && comment.state === 'pending')
  )
    return 'permalink-pending'
  if (linked) return 'permalink-highlight'
  if (article.discussion === 'closed') return 'closed'
  if (site.paused) return 'read-only'
  if (items.length === 0 && mine.length === 0) return 'empty'
  return nextHref === null ? 'list' : 'list+more'
}

/** In the article, the discussion goes on below. Says nothing of what the comment was, or whose. */
function MissingNote({ language, says }: { language: Language; says: string | null }) {
  const { permalink } = catalogue(language).reader
  return (
    <div class="is-linked" tabindex={-1}>
      <p class="note">{says ?? `${permalink.missing} ${permalink.missingWhy}`}</p>
    </div>
  )
}

function DiscussionHead({ language, count }: DiscussionProps) {
  const words = catalogue(language)
  return (
    <header class="head">
      <h2 id="discussion-title">
        {words.reader.thread.title}{' '}
        <span class="count" data-part="count" data-count={count}>
          {numberFormat(words.locale).format(count)}
        </span>
      </h2>
    </header>
  )
}

/** Seen beside the title, reached after the box: whoever comes by keyboard comes to write or to read. */
function Beside({ language, site, viewer, unread, mode }: DiscussionProps) {
  const words = catalogue(language)
  const { thread } = words.reader
  return (
    <div class="beside">
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
    </div>
  )
}

/** The composer, or why there is none. A text that met a closed discussion is given back to copy. */
function Writing(props: DiscussionProps) {
  const { language, site, article, viewer, providers, composer, policyHref, mode, theme } = props
  const own = discussionPath(article.id, language)
  const words = catalogue(language).reader
  const inFrame = mode === 'frame'
  const isOpen = article.discussion === 'open' && !site.paused
  const barred = isOpen ? props.barred : null
  if (isOpen && !barred) {
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
        inFrame={inFrame}
        pageHref={inFrame ? (articleHref(article) ?? own) : own}
        theme={theme}
      />
    )
  }
  const shut = { language, draft: composer.draft }
  if (barred)
    return (
      <>
        <Shut {...shut} state={barred.action === 'ban' ? 'banned' : 'muted-until'}>
          <Barred statement={barred} language={language} timeZone={site.timeZone} inFrame={inFrame} />
        </Shut>
        {viewer && <Who viewer={viewer} language={language} posts={false} />}
        {viewer && <SignOutForm articleId={article.id} language={language} inFrame={inFrame} theme={theme} />}
      </>
    )
  const sentence = article.discussion === 'open' ? words.desk.paused : words.thread[article.discussion]
  return (
    <Shut {...shut} state={shutState(props)}>
      <p>{sentence}</p>
    </Shut>
  )
}

/** A text that met a closed discussion was being written when it closed. */
function shutState({ article: { discussion }, composer }: DiscussionProps): string {
  if (composer.draft !== '') return 'closed-while-typing'
  return discussion === 'open' ? 'read-only' : discussion === 'off' ? 'comments-off' : 'closed'
}
