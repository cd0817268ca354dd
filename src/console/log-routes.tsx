import { Hono } from 'hono'
import { actorOf } from '../features/accounts/rules.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { deskDoor, queryLanguage } from './door.ts'
import type { QueueView } from './links.ts'
import { LogPage } from './log.tsx'
import { askedLog, filterOf } from './log-filter.ts'
import { LogRowPage } from './log-row.tsx'

const LOGGED = 100
/** Half-years whose statements are offered: two years. */
const OFFERED = 4

/** The log of decisions: filters in the address, keyset pages, and each row with everything it says. */
export function logRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation, policy, sites } = parts.services
  const { deskPage, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/log',
    deskPage(async (c, viewer) => {
      const language = queryLanguage(c)
      const props = await pageProps(viewer, language)
      const asked = askedLog(c.req.query())
      const beforeSeq = seqOf(c.req.query('before'))
      const found = await moderation.logPage(actorOf(viewer), filterOf(asked, props.timeZone), {
        beforeSeq,
        limit: LOGGED,
      })
      const [published] = await moderation.logHeads(viewer.account.siteId, 1)
      const { clauses } = await policy.current(viewer.account.siteId)
      const site = await sites.byId(viewer.account.siteId)
      const periods = site ? await moderation.transparencyPeriods(site) : []
      const page = (
        <LogPage
          {...props}
          {...{ found, asked }}
          view={viewOf(language)}
          isLater={beforeSeq !== null}
          clauses={clauses.map(({ id }) => id)}
          published={published ?? null}
          periods={periods.slice(0, OFFERED).map(({ name }) => name)}
        />
      )
      return privatePage(c, page, pageHeaders())
    }),
  )

  app.get(
    '/console/log/:seq',
    deskPage(async (c, viewer) => {
      const language = queryLanguage(c)
      const seq = seqOf(c.req.param('seq'))
      if (seq === null) throw new Problem('not-found')
      const row = await moderation.logRow(actorOf(viewer), seq)
      const page = <LogRowPage {...(await pageProps(viewer, language))} view={viewOf(language)} row={row} />
      return privatePage(c, page, pageHeaders())
    }),
  )

  return app
}

function viewOf(language: QueueView['language']): QueueView {
  return { order: 'risk', filter: 'all', language }
}

function seqOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}
