import type { Child } from 'hono/jsx'
import type { Article } from '../features/articles/model.ts'
import { catalogue } from '../locales/index.ts'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { articleHref } from '../ui/paths.ts'
import { Shell } from '../ui/shell.tsx'
import { ArticleTitle } from './article-page.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

export interface SheetPageProps extends PageProps {
  paper: string
  article: Article
  title: string
  /** Where this came from, and what that link says. */
  back: { href: string; label: string }
  languageHrefs: LanguageHrefs
  children?: Child
}

/**
 * What is done with a comment as a small page of its own. Browser code fetches it and shows only the sheet, in a
 * dialog; without it the page is used as it is.
 */
export function SheetPage(props: SheetPageProps) {
  const { language, assets, banner, paper, article, title, back, languageHrefs, children } = props
  return (
    <Shell
      language={language}
      assets={assets}
      banner={banner}
      head={{ title: `${title} · ${paper}` }}
      robots={NO_INDEX}
      page="reading"
    >
      <PageHeader
        language={language}
        name={paper}
        href={articleHref(article)}
        languageHrefs={languageHrefs}
      />
      <main>
        <ArticleTitle article={article} language={language} />
        <section class="sheet" data-part="sheet" lang={language} aria-labelledby="sheet-title">
          <h2 id="sheet-title">{title}</h2>
          {children}
        </section>
        <p>
          <a class="button" href={back.href}>
            {back.label}
          </a>
        </p>
      </main>
    </Shell>
  )
}

/** A result, said politely; there from the start, so that it is heard when it is filled. */
export function Said() {
  return <p class="said" role="status" data-part="status" />
}

/** On to another site with what is shared. A redirect would be stopped by `form-action 'self'`, a refresh is not. */
export function LeavePage(props: PageProps & { paper: string; server: string; href: string }) {
  const { language, assets, banner, paper, server, href } = props
  const title = catalogue(language).acts.share.leaving(server)
  return (
    <Shell
      language={language}
      assets={assets}
      banner={banner}
      head={{ title }}
      robots={NO_INDEX}
      page="reading"
      refresh={href}
    >
      <PageHeader language={language} name={paper} href={null} />
      <main>
        <p>
          <a class="button strong" href={href} rel="noopener noreferrer">
            {title}
          </a>
        </p>
      </main>
    </Shell>
  )
}
