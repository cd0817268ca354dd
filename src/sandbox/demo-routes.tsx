import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { PATHS } from '../config/paths.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { privatePage } from '../http/respond.ts'
import { dataHeaders, pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { banner } from '../reader/banner.ts'
import { DemoPage } from '../reader/demo.tsx'
import type { Seeded } from './seed.ts'

/** Every seeded photo is drawn in this size. */
const PHOTO = { width: 1600, height: 900 } as const

/** The newspaper of the demo: its article pages and photos, as a paper's own web server would give them. */
export function demoRoutes(parts: Parts, { articles }: Seeded): Hono<AppEnv> {
  const { services, assets, settings } = parts
  const app = new Hono<AppEnv>()

  for (const entry of articles) {
    app.get(entry.path, async (c) => {
      const article = await services.articles.byId(entry.article.id)
      const site = article && (await services.sites.byId(article.siteId))
      if (!article || !site) throw new Problem('not-found')
      const { language } = article
      const twin = articles.find(({ article: { key } }) => key === entry.counterpart)
      const hrefs = { [language]: entry.path, ...(twin ? { [twin.article.language]: twin.path } : {}) }
      const page = (
        <DemoPage
          language={language}
          assets={{ styles: assets.styles('demo', site), scripts: ['/embed.js', assets.script('demo')] }}
          banner={banner(parts, language)}
          head={await services.sharing.articleHead(site, article, { url: article.url })}
          site={site}
          article={article}
          paragraphs={entry.body.paragraphs}
          photo={article.image ? { src: new URL(article.image.url).pathname, ...PHOTO } : null}
          shareUrl={article.url}
          homeHref={`/?lang=${language}`}
          languageHrefs={hrefs}
        />
      )
      return privatePage(c, page, { ...pageHeaders({ frames: true }), 'cache-control': 'no-store' })
    })
  }

  app.get('/demo/photos/:file{[a-z-]+\\.jpg}', (c) => {
    const file = c.req.param('file')
    if (!articles.some(({ article }) => article.image?.url === `${settings.publicUrl}/demo/photos/${file}`))
      throw new Problem('not-found')
    return c.body(new Uint8Array(readFileSync(join(PATHS.seeds, 'photos', file))), 200, {
      ...dataHeaders('image/jpeg', 'anybody'),
      'cache-control': 'public, max-age=3600',
    })
  })

  return app
}
