import type { Article, ArticleCounts, DiscussionState } from '../features/articles/model.ts'
import { DISCUSSION_STATES } from '../features/articles/model.ts'
import { closesAt, discussionNow } from '../features/articles/rules.ts'
import type { Site } from '../features/sites/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { type ArticleView, articleDeskHref, articlesHref, type QueueView } from './links.ts'
import { LangField } from './person-row.tsx'

export interface ArticlesPageProps extends ConsolePageProps {
  view: QueueView
  site: Site
  asked: ArticleView
  articles: readonly Article[]
  counts: ArticleCounts
  /** The next page, or `null` at the end. */
  next: string | null
}

/** The paper's articles, newest first, each with the state of its discussion. */
export function ArticlesPage(props: ArticlesPageProps) {
  const { language, timeZone, articles, asked, next, view, site, now } = props
  const words = catalogue(language).console.pages.articles
  return (
    <ConsoleLayout
      {...props}
      current="articles"
      title={words.title}
      languageHref={(other) => articlesHref({ ...asked, language: other })}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <h1>{words.title}</h1>
        <Search {...props} />
        <States {...props} />
        {articles.length === 0 && <p class="muted">{words.none}</p>}
        <ul class="people">
          {articles.map((article) => (
            <li>
              <div class="line">
                <a href={articleDeskHref(article.id, view.language)} lang={article.language} dir="auto">
                  <b>{article.headline}</b>
                </a>
                <StateChip state={discussionNow(article, site, now)} language={language} />
                {article.premoderated && <span class="chip wait">{words.premoderated}</span>}
              </div>
              <p class="muted small">
                <Time at={article.publishedAt} {...{ language, timeZone }} /> ·{' '}
                {words.comments(article.commentCount)}
                <Closing {...{ article, site, language, timeZone, now }} />
              </p>
            </li>
          ))}
        </ul>
        {next && (
          <p class="row">
            <a class="button" href={articlesHref({ ...asked, cursor: next, language: view.language })}>
              {words.older}
            </a>
          </p>
        )}
      </main>
    </ConsoleLayout>
  )
}

export function StateChip({ state, language }: { state: DiscussionState; language: Language }) {
  const tone = { open: 'ok', closed: '', off: 'bad' }[state]
  return <span class={`chip ${tone}`}>{catalogue(language).console.pages.articles.states[state]}</span>
}

interface ClosingProps {
  article: Article
  site: Site
  language: Language
  timeZone: string
  now: number
}

/** When an open discussion will close by itself. */
function Closing({ article, site, language, timeZone, now }: ClosingProps) {
  const end = closesAt(article, site)
  if (end === null || discussionNow(article, site, now) !== 'open') return null
  return (
    <>
      {' · '}
      {catalogue(language).console.pages.articles.closes} <Time at={end} {...{ language, timeZone }} />
    </>
  )
}

function Search({ language, asked, view }: ArticlesPageProps) {
  const words = catalogue(language).console.pages.articles
  return (
    <form method="get" action="/console/articles" class="line">
      <LangField lang={view.language} />
      {asked.state && <input type="hidden" name="state" value={asked.state} />}
      <label for="q">{words.search}</label>
      <input id="q" class="field" type="search" name="q" value={asked.q} dir="auto" />
      <button class="button" type="submit">
        {words.find}
      </button>
    </form>
  )
}

function States({ language, counts, asked, view }: ArticlesPageProps) {
  const words = catalogue(language).console.pages.articles
  const all = DISCUSSION_STATES.reduce((sum, state) => sum + counts[state], 0)
  const link = (state: DiscussionState | null, label: string, count: number) => (
    <a
      href={articlesHref({ q: asked.q, state, cursor: null, language: view.language })}
      aria-current={asked.state === state ? 'true' : undefined}
    >
      {label} <span class="count">{count}</span>
    </a>
  )
  return (
    <nav class="filters" aria-label={words.byState}>
      {link(null, words.all, all)}
      {DISCUSSION_STATES.map((state) => link(state, words.states[state], counts[state]))}
    </nav>
  )
}
