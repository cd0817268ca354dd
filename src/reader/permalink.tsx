import { articleLanguages } from '../features/sites/model.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { blindSentence } from '../ui/comment.tsx'
import { type LanguageHrefs, languageHrefs, PageHeader } from '../ui/page-header.tsx'
import { articleHref, commentPath, discussionPath, legalNoticePath } from '../ui/paths.ts'
import { Shell } from '../ui/shell.tsx'
import { type ArticlePageProps, ArticleTitle } from './article-page.tsx'
import { DiscussionView } from './discussion.tsx'
import { NO_INDEX } from './page.ts'

export interface PermalinkPageProps extends ArticlePageProps {
  /** Whether everybody may read the comment. Its address keeps answering when not. */
  published: boolean
  discussionHref: string
}

/** One comment in its thread. */
export function PermalinkPage(props: PermalinkPageProps) {
  const { head, assets, banner, published, discussionHref, ...discussion } = props
  const { language, site, article } = discussion
  const blind = discussion.blinds?.get(discussion.highlight ?? '') ?? null
  return (
    <Shell
      language={language}
      head={head}
      assets={assets}
      banner={banner}
      page="reading"
      {...(published ? {} : { robots: NO_INDEX })}
    >
      <PageHeader
        language={language}
        name={wordsIn(site.title, language)}
        href={articleHref(article)}
        languageHrefs={hrefs(props)}
      />
      <main>
        <ArticleTitle {...discussion} />
        {published ? (
          <DiscussionView {...discussion} />
        ) : (
          <Missing
            language={language}
            discussionHref={discussionHref}
            blinded={blind && blindSentence(blind, { language, timeZone: site.timeZone })}
          />
        )}
        {discussion.highlight && (published || blind) && (
          <p class="hint legal-link">
            <a href={legalNoticePath(discussion.highlight, language)}>{catalogue(language).legal.link}</a>
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
    <section class="missing">
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

function hrefs({ site, article, highlight }: PermalinkPageProps): LanguageHrefs {
  return languageHrefs(articleLanguages(site, article), (language) =>
    highlight === null
      ? discussionPath(article.id, language)
      : commentPath({ id: highlight, articleId: article.id }, language),
  )
}
