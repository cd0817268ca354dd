import { Hono } from 'hono'
import type { PolicyVersion } from '../features/policy/model.ts'
import { comparePolicies } from '../features/policy/rules.ts'
import { offeredLanguages, type Site } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { LANGUAGES, wordsIn } from '../locales/language.ts'
import { languageHrefs } from '../ui/page-header.tsx'
import { renderDocument } from '../ui/render.ts'
import { banner } from './banner.ts'
import { HomePage } from './home.tsx'
import { PolicyPage } from './policy.tsx'
import { askedSite } from './site.ts'

const VERSION = '0.1.0'

/** The pages around the discussion: start page and policy. */
export function pageRoutes(parts: Parts): Hono<AppEnv> {
  const { services, settings } = parts
  const app = new Hono<AppEnv>()

  app.get('/', async (c) => {
    const language = languageOf(c)
    const [site] = await services.sites.list()
    const [article] = site ? await services.articles.list(site.id, 1) : []
    const query = `lang=${language}`
    const page = (
      <HomePage
        language={language}
        assets={pageAssets(parts, site)}
        banner={banner(parts, language)}
        version={VERSION}
        links={[
          ...(settings.sandbox
            ? [{ name: 'demo' as const, href: language === 'ko' ? '/demo/ko' : '/demo' }]
            : []),
          ...(article ? [{ name: 'discussion' as const, href: `/a/${article.id}?${query}` }] : []),
          ...(site ? [{ name: 'policy' as const, href: `/policy?${query}` }] : []),
          ...(site ? [{ name: 'transparency' as const, href: `/transparency?${query}` }] : []),
          ...(site ? [{ name: 'privacy' as const, href: `/privacy?${query}` }] : []),
          { name: 'console' as const, href: `/console?${query}` },
          { name: 'me' as const, href: `/me?${query}` },
          { name: 'reference' as const, href: '/docs' },
          { name: 'health' as const, href: '/healthz' },
        ]}
        languageHrefs={languageHrefs(site ? offeredLanguages(site) : LANGUAGES, (lang) => `/?lang=${lang}`)}
      />
    )
    return privatePage(c, page, pageHeaders())
  })

  app.get('/policy', (c) => policyPage(c, undefined))
  app.get('/policy/:version{[0-9]{1,4}}', (c) => policyPage(c, Number(c.req.param('version'))))

  async function policyPage(c: AppContext, version: number | undefined): Promise<Response> {
    const site = await askedSite(parts, c)
    const language = languageOf(c, site.language)
    const policy =
      version === undefined
        ? await services.policy.current(site.id)
        : await services.policy.byVersion(site.id, version)
    if (!policy) throw new Problem('not-found')
    const versions = await services.policy.list(site.id)
    const path = version === undefined ? '/policy' : `/policy/${version}`
    const page = (
      <PolicyPage
        language={language}
        assets={pageAssets(parts, site)}
        banner={banner(parts, language)}
        paper={wordsIn(site.title, language)}
        timeZone={site.timeZone}
        policy={policy}
        siteKey={site.key}
        versions={versions}
        compared={comparedWith(c, versions, policy)}
        languageHrefs={languageHrefs(
          offeredLanguages(site),
          (lang) => `${path}?site=${site.key}&lang=${lang}${compareOf(c)}`,
        )}
      />
    )
    return c.newResponse(renderDocument(page), 200, {
      ...pageHeaders(),
      'cache-control': 'public, max-age=300',
    })
  }

  return app
}

/** `?compare=` another version. @throws {Problem} `not-found` */
function comparedWith(c: AppContext, versions: readonly PolicyVersion[], policy: PolicyVersion) {
  const asked = c.req.query('compare')
  if (asked === undefined) return null
  const other = versions.find(({ version }) => `${version}` === asked)
  if (!other) throw new Problem('not-found')
  return { version: other.version, comparison: comparePolicies(other, policy) }
}

function compareOf(c: AppContext): string {
  const asked = c.req.query('compare') ?? ''
  return /^[0-9]{1,4}$/.test(asked) ? `&compare=${asked}` : ''
}

function pageAssets({ assets }: Parts, site: Site | undefined) {
  return { styles: assets.styles('pages', site), scripts: [] }
}
