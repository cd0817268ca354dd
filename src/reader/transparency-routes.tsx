import { Hono } from 'hono'
import { reportLines } from '../features/moderation/transparency-lines.ts'
import { offeredLanguages, type Site } from '../features/sites/model.ts'
import { csv } from '../http/csv.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { dataHeaders, pageHeaders } from '../http/security.ts'
import { wordsIn } from '../locales/language.ts'
import { languageHrefs } from '../ui/page-header.tsx'
import { renderDocument } from '../ui/render.ts'
import { banner } from './banner.ts'
import { askedSite } from './site.ts'
import { TransparencyPage } from './transparency.tsx'
import { ReportPage } from './transparency-report.tsx'

const HEADS_SHOWN = 31
const HEADS_AS_DATA = 400
const PUBLIC = { 'cache-control': 'public, max-age=300' }

/** What was decided, in figures, and the log's heads. Everybody may read it, and programs too. */
export function transparencyRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const app = new Hono<AppEnv>()

  app.get('/transparency', async (c) => {
    const site = await askedSite(parts, c)
    const page = (
      <TransparencyPage
        {...pageProps(c, site, '/transparency')}
        siteKey={site.key}
        now={parts.now()}
        periods={await moderation.transparencyPeriods(site)}
        heads={await moderation.logHeads(site.id, HEADS_SHOWN)}
      />
    )
    return c.newResponse(renderDocument(page), 200, { ...pageHeaders(), ...PUBLIC })
  })

  app.get('/transparency/log.json', async (c) => {
    const site = await askedSite(parts, c)
    const heads = await moderation.logHeads(site.id, HEADS_AS_DATA)
    const data = heads.map(({ day, seq, hash, publishedAt }) => ({ day, seq, hash, publishedAt }))
    return json(c, { site: site.key, heads: data })
  })

  app.get('/transparency/:file{20[0-9]{2}-H[12]\\.json}', async (c) => {
    const site = await askedSite(parts, c)
    return json(c, await moderation.transparencyReport(site, c.req.param('file').slice(0, 7)))
  })

  app.get('/transparency/:file{20[0-9]{2}-H[12]\\.csv}', async (c) => {
    const site = await askedSite(parts, c)
    const name = c.req.param('file').slice(0, 7)
    const report = await moderation.transparencyReport(site, name)
    return c.newResponse(csv(reportLines(report)), 200, {
      ...dataHeaders('text/csv; charset=utf-8'),
      ...PUBLIC,
      'content-disposition': `attachment; filename="transparency-${site.key}-${name}.csv"`,
    })
  })

  app.get('/transparency/:period{20[0-9]{2}-H[12]}', async (c) => {
    const site = await askedSite(parts, c)
    const name = c.req.param('period')
    const report = await moderation.transparencyReport(site, name)
    const props = pageProps(c, site, `/transparency/${name}`)
    const page = <ReportPage {...props} siteKey={site.key} report={report} />
    return c.newResponse(renderDocument(page), 200, { ...pageHeaders(), ...PUBLIC })
  })

  return app

  function pageProps(c: AppContext, site: Site, path: string) {
    const language = languageOf(c, site.language)
    return {
      language,
      assets: { styles: parts.assets.styles('pages', site), scripts: [] },
      banner: banner(parts, language),
      paper: wordsIn(site.title, language),
      timeZone: site.timeZone,
      languageHrefs: languageHrefs(offeredLanguages(site), (lang) => `${path}?site=${site.key}&lang=${lang}`),
    }
  }
}

function json(c: AppContext, data: object): Response {
  return c.newResponse(`${JSON.stringify(data, null, 2)}\n`, 200, {
    ...dataHeaders('application/json; charset=utf-8'),
    ...PUBLIC,
  })
}
