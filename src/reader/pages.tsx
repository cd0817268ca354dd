import { Hono } from 'hono'
import { actorOf } from '../features/accounts/rules.ts'
import { PAGE_SIZE } from '../features/comments/model.ts'
import type { Site } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { cookieReader } from '../http/session.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { Problem } from '../kernel/errors.ts'
import { languageHrefs } from '../ui/page-header.tsx'
import { renderDocument } from '../ui/render.ts'
import { banner } from './banner.ts'
import { HomePage } from './home.tsx'
import { MePage } from './me.tsx'
import { PolicyPage } from './policy.tsx'

const VERSION = '0.1.0'

/** The pages around the discussion: start page, policy, own comments. */
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
          { name: 'console' as const, href: `/console?${query}` },
          { name: 'me' as const, href: `/me?${query}` },
          { name: 'health' as const, href: '/healthz' },
        ]}
        languageHrefs={languageHrefs((lang) => `/?lang=${lang}`)}
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
    const path = version === undefined ? '/policy' : `/policy/${version}`
    const page = (
      <PolicyPage
        language={language}
        assets={pageAssets(parts, site)}
        banner={banner(parts, language)}
        paper={site.title[language]}
        timeZone={site.timeZone}
        policy={policy}
        languageHrefs={languageHrefs((lang) => `${path}?site=${site.key}&lang=${lang}`)}
      />
    )
    return c.newResponse(renderDocument(page), 200, {
      ...pageHeaders(),
      'cache-control': 'public, max-age=300',
    })
  }

  app.get('/me', async (c) => {
    const viewer = await cookieReader(c, parts)
    if (!viewer) throw new Problem('sign-in-required')
    const site = await services.sites.byId(viewer.account.siteId)
    if (!site) throw new Problem('not-found')
    const language = languageOf(c, viewer.account.language)
    const actor = actorOf(viewer)
    const comments = await services.comments.ownComments(actor, decodeCursor(c.req.query('cursor') ?? ''))
    const statements = await services.moderation.statements(actor, comments, language)
    const last = comments.length === PAGE_SIZE ? comments.at(-1) : undefined
    const page = (
      <MePage
        language={language}
        assets={pageAssets(parts, site)}
        banner={banner(parts, language)}
        paper={site.title[language]}
        timeZone={site.timeZone}
        displayName={viewer.account.displayName}
        comments={comments.map((comment) => ({ comment, statement: statements.get(comment.id) ?? null }))}
        nextHref={
          last ? `/me?lang=${language}&cursor=${encodeCursor({ at: last.createdAt, id: last.id })}` : null
        }
        policyHref={`/policy?site=${site.key}&lang=${language}`}
        languageHrefs={languageHrefs((lang) => `/me?lang=${lang}`)}
      />
    )
    return privatePage(c, page, pageHeaders())
  })

  return app
}

function pageAssets({ assets }: Parts, site: Site | undefined) {
  return { styles: assets.styles('pages', site), scripts: [] }
}

/** `?site=` by key; an installation with one site needs none. @throws {Problem} `not-found` */
async function askedSite({ services }: Parts, c: AppContext): Promise<Site> {
  const key = c.req.query('site')
  const site =
    key === undefined ? (await services.sites.list())[0] : await services.sites.byKey(key.slice(0, 40))
  if (!site) throw new Problem('not-found')
  return site
}
