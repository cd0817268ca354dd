import { Hono } from 'hono'
import { offeredLanguages } from '../features/sites/model.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { LANGUAGES, wordsIn } from '../locales/language.ts'
import { languageHrefs } from '../ui/page-header.tsx'
import { privacyPath } from '../ui/paths.ts'
import { renderDocument } from '../ui/render.ts'
import { banner } from './banner.ts'
import { DeletionPage } from './deletion.tsx'
import { PrivacyPage } from './privacy.tsx'
import { askedSite } from './site.ts'

/** What is kept about people, and what became of a request to delete it. Nobody has to log in for either. */
export function privacyRoutes(parts: Parts): Hono<AppEnv> {
  const { services, assets } = parts
  const app = new Hono<AppEnv>()

  app.get('/privacy', async (c) => {
    const site = await askedSite(parts, c)
    const language = languageOf(c, site.language)
    const page = (
      <PrivacyPage
        language={language}
        assets={{ styles: assets.styles('pages', site), scripts: [] }}
        banner={banner(parts, language)}
        paper={wordsIn(site.title, language)}
        asksOutside={site.outsideCheck !== null}
        ownPageHref={`/me/account?lang=${language}`}
        languageHrefs={languageHrefs(offeredLanguages(site), (lang) => privacyPath(site.key, lang))}
      />
    )
    return c.newResponse(renderDocument(page), 200, {
      ...pageHeaders(),
      'cache-control': 'public, max-age=300',
    })
  })

  app.get('/data-deletion/:code', async (c) => {
    const code = c.req.param('code')
    const request = await services.accounts.deletionRequest(code)
    const [site] = await services.sites.list()
    const language = languageOf(c, site?.language)
    const page = (
      <DeletionPage
        language={language}
        assets={{ styles: assets.styles('pages'), scripts: [] }}
        banner={banner(parts, language)}
        request={request}
        timeZone={site?.timeZone ?? 'UTC'}
        privacyHref={`/privacy?lang=${language}`}
        languageHrefs={languageHrefs(
          site ? offeredLanguages(site) : LANGUAGES,
          (lang) => `/data-deletion/${encodeURIComponent(code)}?lang=${lang}`,
        )}
      />
    )
    // The address is the key to the page: no other page learns it.
    return privatePage(c, page, pageHeaders({ referrer: 'no-referrer' }), request ? 200 : 404)
  })

  return app
}
