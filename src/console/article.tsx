import { type Article, CLOSE_AFTER_DAYS } from '../features/articles/model.ts'
import { closesAt, discussionNow } from '../features/articles/rules.ts'
import type { Comment, ThreadItem } from '../features/comments/model.ts'
import type { Site } from '../features/sites/model.ts'
import { catalogue } from '../locales/index.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { Time } from '../ui/time.tsx'
import { StateChip } from './articles.tsx'
import { articleCommentsHref } from './desk-links.ts'
import { NumberField } from './fields.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { articleAction, articleDeskHref, deskHref, previewHref, type QueueView } from './links.ts'
import { LangField } from './person-row.tsx'
import { SaveProblem } from './stale-note.tsx'

export const ARTICLE_ACTS = ['saved', 'pinned', 'unpinned'] as const
export type ArticleAct = (typeof ARTICLE_ACTS)[number]

export interface ArticleDeskProps extends ConsolePageProps {
  view: QueueView
  site: Site
  article: Article
  /** The comment that stands first, where it is shown. */
  pinned: Comment | null
  /** Newest first: what can be pinned. */
  recent: readonly ThreadItem[]
  done: ArticleAct | null
  problem: ProblemShown | null
}

/** Everything that the desk settles about one article. */
export function ArticleDeskPage(props: ArticleDeskProps) {
  const { language, timeZone, article, site, view, done, problem, now } = props
  const words = catalogue(language).console.pages.articles
  return (
    <ConsoleLayout
      {...props}
      current="articles"
      title={article.headline}
      languageHref={(other) => articleDeskHref(article.id, other)}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <p>
          <a href={deskHref('/console/articles', view.language)}>{words.title}</a>
        </p>
        <h1 lang={article.language} dir="auto">
          {article.headline}
        </h1>
        <p class="notice" role="status">
          {done && words.done[done]}
        </p>
        <SaveProblem {...{ problem, language, timeZone }} />
        <p class="line">
          <StateChip state={discussionNow(article, site, now)} language={language} />
          <span class="muted small">
            <Time at={article.publishedAt} {...{ language, timeZone }} /> ·{' '}
            {words.comments(article.commentCount)}
          </span>
        </p>
        <p class="row wrap">
          <a class="button" href={`/a/${article.id}?lang=${language}`}>
            {words.discussion}
          </a>
          <a class="button" href={articleCommentsHref(article.id, view.language)}>
            {words.allComments}
          </a>
          <a class="button" href={previewHref(article.url, view.language)}>
            {catalogue(language).console.previews.title}
          </a>
        </p>
        <Discussion {...props} />
        {props.staff.role !== 'moderator' && <Premoderation {...props} />}
        <Pin {...props} />
      </main>
    </ConsoleLayout>
  )
}

/** Buttons for what it is not: closing and opening is one press. */
function Discussion(props: ArticleDeskProps) {
  const { language, timeZone, article, site, staff, view, now } = props
  const words = catalogue(language).console.pages.articles
  const isSenior = staff.role !== 'moderator'
  const end = closesAt(article, site)
  const choices = (['open', 'closed', 'off'] as const).filter(
    (state) =>
      state !== article.discussion && (isSenior || (state !== 'off' && article.discussion !== 'off')),
  )
  return (
    <section>
      <h2>{words.discussionTitle}</h2>
      {end !== null && article.discussion === 'open' && (
        <p class={now >= end ? 'note wait' : 'muted small'}>
          {now >= end ? words.closedItself : words.closes} <Time at={end} {...{ language, timeZone }} />
        </p>
      )}
      <form class="line" method="post" action={articleAction(article.id, 'discussion')}>
        <LangField lang={view.language} />
        {choices.map((state) => (
          <button
            class={`button ${state === 'off' ? 'reject' : ''}`}
            type="submit"
            name="discussion"
            value={state}
          >
            {words.set[state]}
          </button>
        ))}
      </form>
      <p class="muted small">{isSenior ? words.offHelp : words.offBySenior}</p>
      {isSenior && <CloseAfter {...props} />}
    </section>
  )
}

function CloseAfter({ language, article, site, view }: ArticleDeskProps) {
  const words = catalogue(language).console.pages.articles
  const { min, max } = CLOSE_AFTER_DAYS
  return (
    <form class="line" method="post" action={articleAction(article.id, 'days')}>
      <LangField lang={view.language} />
      <NumberField
        name="days"
        label={words.days}
        value={article.closeAfterDays === null ? '' : `${article.closeAfterDays}`}
        {...{ min, max }}
        help={words.daysHelp(site.closeAfterDays)}
      />
      <button class="button" type="submit">
        {words.save}
      </button>
    </form>
  )
}

function Premoderation({ language, article, view }: ArticleDeskProps) {
  const words = catalogue(language).console.pages.articles
  return (
    <section>
      <h2>{words.premoderation}</h2>
      <p>{article.premoderated ? words.premoderatedYes : words.premoderatedNo}</p>
      <form method="post" action={articleAction(article.id, 'premoderation')}>
        <LangField lang={view.language} />
        <button class="button" type="submit" name="premoderated" value={article.premoderated ? 'no' : 'yes'}>
          {article.premoderated ? words.premoderateStop : words.premoderateStart}
        </button>
      </form>
    </section>
  )
}

function Pin({ language, article, view, pinned, recent }: ArticleDeskProps) {
  const words = catalogue(language).console.pages.articles
  const choices = recent.filter(({ comment }) => comment.state === 'published' && comment.id !== pinned?.id)
  const row = (comment: Comment, label: string, value: string) => (
    <li>
      <form method="post" action={articleAction(article.id, 'pin')}>
        <LangField lang={view.language} />
        <p class="muted small" dir="auto">
          {comment.authorName}
        </p>
        <p class="lines" dir="auto">
          {comment.body}
        </p>
        <button
          class="link"
          type="submit"
          name="comment"
          value={value}
          aria-label={`${label}: ${comment.authorName}`}
        >
          {label}
        </button>
      </form>
    </li>
  )
  return (
    <section>
      <h2>{words.pin}</h2>
      <p class="muted small">{words.pinHelp}</p>
      {article.pinnedCommentId !== null && !pinned && <p class="note wait">{words.pinHidden}</p>}
      {pinned && <ul class="people">{row(pinned, words.unpin, '')}</ul>}
      <form class="line" method="post" action={articleAction(article.id, 'pin')}>
        <LangField lang={view.language} />
        <label for="comment">{words.pinByLink}</label>
        <input id="comment" name="comment" class="field" type="text" required />
        <button class="button" type="submit">
          {words.pinThis}
        </button>
      </form>
      {choices.length > 0 && (
        <details open={pinned === null}>
          <summary>{words.pinChoose}</summary>
          <ul class="people">{choices.map(({ comment }) => row(comment, words.pinThis, comment.id))}</ul>
        </details>
      )}
    </section>
  )
}
