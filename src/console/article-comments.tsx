import type { Article } from '../features/articles/model.ts'
import type { Comment, CommentState } from '../features/comments/model.ts'
import type { Cursor } from '../kernel/cursor.ts'
import { catalogue } from '../locales/index.ts'
import { CommentRows } from './comment-rows.tsx'
import { articleCommentsHref } from './desk-links.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import type { QueueView } from './links.ts'

/** In the order in which the tabs stand. */
export const LISTED_STATES = ['published', 'pending', 'rejected', 'blinded', 'withdrawn'] as const

export interface ArticleCommentsPageProps extends ConsolePageProps {
  view: QueueView
  article: Article
  state: CommentState
  comments: readonly Comment[]
  next: Cursor | null
}

/** An article's comments, one state at a time. */
export function ArticleCommentsPage(props: ArticleCommentsPageProps) {
  const { language, timeZone, view, article, state, comments, next } = props
  const { forms } = catalogue(language).console
  const here = (more: { state?: CommentState; after?: Cursor }) =>
    articleCommentsHref(article.id, view.language, { state, ...more })
  return (
    <ConsoleLayout
      {...props}
      current="comments"
      title={`${forms.articleTitle}: ${article.headline}`}
      languageHref={(other) => articleCommentsHref(article.id, other, { state })}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <p class="muted small">{forms.articleTitle}</p>
        <h1 dir="auto" lang={article.language}>
          {article.headline}
        </h1>
        <nav class="tabs" aria-label={forms.articleStates}>
          {LISTED_STATES.map((name) => (
            <a href={here({ state: name })} aria-current={name === state ? 'page' : undefined}>
              {forms.state[name]}
            </a>
          ))}
        </nav>
        {comments.length === 0 && <p class="muted">{forms.commentsNone}</p>}
        <CommentRows {...{ language, timeZone, comments }} lang={view.language} withWriter />
        {next && (
          <p>
            <a class="button" href={here({ after: next })}>
              {forms.older}
            </a>
          </p>
        )}
      </main>
    </ConsoleLayout>
  )
}
