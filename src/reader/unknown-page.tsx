import type { AskedFor } from '../features/articles/reading.ts'
import { isOnSite } from '../features/articles/rules.ts'
import type { Site } from '../features/sites/model.ts'
import type { AppContext, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { parseHttpUrl } from '../kernel/url.ts'
import { catalogue } from '../locales/index.ts'
import { Shell } from '../ui/shell.tsx'
import { banner } from './banner.ts'
import { NO_INDEX, type PageProps } from './page.ts'

/** The paper is one of ours, but its page is no article that is known. */
export class UnknownPage extends Error {
  override readonly name = 'UnknownPage'
  readonly site: Site
  readonly url: string

  constructor(site: Site, url: string) {
    super('unknown page')
    this.site = site
    this.url = url
  }
}

const SOON: readonly AskedFor[] = ['queued', 'waiting', 'full']

/**
 * Answers a frame whose article is not known, in place of the discussion: a GET creates none, but its page may be read
 * soon. @throws `error` itself when it is anything else; {Problem} `not-found` for a page of somebody else's
 */
export async function answerUnknown(parts: Parts, c: AppContext, error: unknown): Promise<Response> {
  if (!(error instanceof UnknownPage)) throw error
  const { site } = error
  const url = parseHttpUrl(error.url)
  if (!url || !isOnSite(site, url)) throw new Problem('not-found')
  const state = await parts.services.articles.seen(site, url.href)
  const language = languageOf(c, site.language)
  const page = (
    <UnknownPageView
      language={language}
      isSoon={SOON.includes(state)}
      again={new URL(c.req.url).search}
      assets={{
        styles: parts.assets.styles('discussion', site),
        scripts: [parts.assets.script('discussion')],
      }}
      banner={banner(parts, language)}
    />
  )
  return privatePage(c, page, { ...pageHeaders({ ancestors: site.origins }), 'x-robots-tag': NO_INDEX }, 404)
}

interface UnknownPageProps extends PageProps {
  isSoon: boolean
  /** Query of this page. */
  again: string
}

function UnknownPageView({ language, isSoon, again, assets, banner }: UnknownPageProps) {
  const { title, soon, none, reload } = catalogue(language).reader.unknown
  return (
    <Shell
      language={language}
      head={{ title }}
      assets={assets}
      banner={banner}
      robots={NO_INDEX}
      page="frame"
    >
      <main>
        <section class="discussion" id="discussion" lang={language} aria-labelledby="discussion-title">
          <header class="head">
            <h2 id="discussion-title">{title}</h2>
          </header>
          <span data-part="count" data-count="0" hidden />
          <p class="note">{isSoon ? soon : none}</p>
          {isSoon && (
            <p>
              <a href={`/frame${again}`}>{reload}</a>
            </p>
          )}
        </section>
      </main>
    </Shell>
  )
}
