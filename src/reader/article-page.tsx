import type { HeadTags } from '../features/sharing/model.ts'
import { articleLanguages } from '../features/sites/model.ts'
import { catalogue } from '../locales/index.ts'
import { wordsIn } from '../locales/language.ts'
import { languageHrefs, PageHeader } from '../ui/page-header.tsx'
import { articleHref, discussionPath } from '../ui/paths.ts'
import { Shell } from '../ui/shell.tsx'
import { type DiscussionProps, DiscussionView } from './discussion.tsx'
import type { PageProps } from './page.ts'

export interface ArticlePageProps extends DiscussionProps, PageProps {
  head: HeadTags
}

/** The discussion as a page of its own. */
export function ArticlePage({ head, assets, banner, ...discussion }: ArticlePageProps) {
  const { language, site, article } = discussion
  const hrefs = languageHrefs(articleLanguages(site, article), (one) => discussionPath(article.id, one))
  return (
    <Shell language={language} head={head} assets={assets} banner={banner} page="reading">
      <PageHeader
        language={language}
        name={wordsIn(site.title, language)}
        href={articleHref(article)}
        languageHrefs={hrefs}
      />
      <main>
        <ArticleTitle {...discussion} />
        <DiscussionView {...discussion} />
      </main>
    </Shell>
  )
}

/** Names the article above its discussion, and leads to it at the newspaper. */
export function ArticleTitle({ article, language }: Pick<DiscussionProps, 'article' | 'language'>) {
  const href = articleHref(article)
  return (
    <div class="about" lang={article.language}>
      {article.section.length > 0 && <p class="section">{article.section.join(' › ')}</p>}
      <h1>{article.headline}</h1>
      {href && (
        <p lang={language}>
          <a href={href}>{catalogue(language).reader.article.read}</a>
        </p>
      )}
    </div>
  )
}
