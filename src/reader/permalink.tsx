import { articleLanguages } from '../features/sites/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { languageHrefs, PageHeader } from '../ui/page-header.tsx'
import { articleHref, commentPath, legalNoticePath } from '../ui/paths.ts'
import { Shell } from '../ui/shell.tsx'
import { type ArticlePageProps, ArticleTitle } from './article-page.tsx'
import { DiscussionView } from './discussion.tsx'
import { NO_INDEX } from './page.ts'

export interface PermalinkPageProps extends ArticlePageProps {
  discussionHref: string
  /** Its address keeps answering, whatever became of it. */
  commentId: string
}

/** One comment in its thread. */
export function PermalinkPage(props: PermalinkPageProps) {
  const { head, assets, banner, commentId, discussionHref, ...discussion } = props
  const { language, site, article, linked } = discussion
  const isOff = article.discussion === 'off'
  const isShown = linked?.as === 'shown' && !isOff
  const says = linked?.as === 'missing' ? linked.says : null
  return (
    <Shell
      language={language}
      head={head}
      assets={assets}
      banner={banner}
      page="reading"
      {...(isShown ? {} : { robots: NO_INDEX })}
    >
      <PageHeader
        language={language}
        name={wordsIn(site.title, language)}
        href={articleHref(article)}
        languageHrefs={languageHrefs(articleLanguages(site, article), (other) =>
          commentPath({ id: commentId, articleId: article.id }, other),
        )}
      />
      <main>
        <ArticleTitle {...discussion} />
        {linked?.as === 'missing' || isOff ? (
          <Missing language={language} discussionHref={discussionHref} blinded={says} />
        ) : (
          <DiscussionView {...discussion} />
        )}
        {(isShown || says !== null) && (
          <p class="hint legal-link">
            <a href={legalNoticePath(commentId, language)}>{catalogue(language).legal.link}</a>
          </p>
        )}
      </main>
    </Shell>
  )
}

/** Says nothing of what the comment was, or whose. */
function Missing(props: { language: Language; discussionHref: string; blinded: string | null }) {
  const { language, discussionHref, blinded } = props
  const { permalink } = catalogue(language).reader
  return (
    <section class="missing" data-state="permalink-missing">
      {blinded === null ? (
        <p>
          <b>{permalink.missing}</b> {permalink.missingWhy}
        </p>
      ) : (
        <p>
          <b>{blinded}</b>
        </p>
      )}
      <p>
        <a class="button" href={discussionHref}>
          {permalink.whole}
        </a>
      </p>
    </section>
  )
}
