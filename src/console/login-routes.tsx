import { Hono } from 'hono'
import * as z from 'zod'
import { PROVIDER_NAMES } from '../features/accounts/model.ts'
import type { Site } from '../features/sites/model.ts'
import { describeAgent } from '../http/agent.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import {
  clearLoginCookie,
  clearStaffCookie,
  loginCookie,
  setStaffCookie,
  staffOf,
  staffToken,
} from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { parse } from '../kernel/parse.ts'
import { LANGUAGES, wordsIn } from '../locales/language.ts'
import { deskDoor, queryLanguage } from './door.ts'
import { leaveFor } from './leave.tsx'
import { loginHref } from './links.ts'
import { FactorPage, LoginPage, SitesPage } from './login.tsx'

const language = z.enum(LANGUAGES).optional()
const startForm = z.strictObject({ site: z.string().max(40), lang: language })
const factorForm = z.strictObject({ attempt: z.uuid(), code: z.string().max(64), lang: language })

/** Signing in to the console and out of it: a provider, a code, and a session made at top level. */
export function staffLoginRoutes(parts: Parts): Hono<AppEnv> {
  const { accounts, sites } = parts.services
  const { shell } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get('/console/login', async (c) => {
    if (await staffOf(c, parts)) return seeOther(c, '/console')
    const all = await sites.list()
    const key = c.req.query('site')
    const site = key === undefined && all.length === 1 ? all[0] : all.find((one) => one.key === key)
    if (site) return loginPage(c, site)
    if (key !== undefined) throw new Problem('not-found')
    const chosen = queryLanguage(c) ?? 'en'
    const list = all.map(({ key, title }) => ({ key, title: wordsIn(title, chosen) }))
    const page = <SitesPage {...shell(chosen)} languageHref={(to) => loginHref(undefined, to)} sites={list} />
    return privatePage(c, page, pageHeaders())
  })

  app.get('/console/login/factor', (c) => factorPage(c, c.req.query('attempt') ?? '', null))

  app.post('/console/login/factor', async (c) => {
    const { attempt, code } = await readForm(c, factorForm)
    const browserToken = loginCookie(c, attempt)
    try {
      const agent = describeAgent(c.req.header('user-agent'))
      const { token } = await accounts.passFactor(attempt, browserToken, code, agent)
      await endSessionOf(c)
      setStaffCookie(c, token)
      clearLoginCookie(c, attempt)
      return seeOther(c, '/console')
    } catch (error) {
      if (!(error instanceof Problem) || error.type === 'attempt-expired') throw error
      return factorPage(c, attempt, error)
    }
  })

  app.post('/console/login/:provider', async (c) => {
    const provider = parse(z.enum(PROVIDER_NAMES), c.req.param('provider'))
    const form = await readForm(c, startForm)
    const site = await sites.byKey(form.site)
    if (!site) throw new Problem('not-found')
    const chosen = form.lang ?? site.language
    const started = await accounts.startStaffLogin(site.id, provider, chosen)
    return leaveFor(c, { accounts, page: shell(chosen), siteId: site.id, provider, started })
  })

  app.post('/console/logout', async (c) => {
    const { lang } = await readForm(c, z.strictObject({ lang: language }))
    await endSessionOf(c)
    clearStaffCookie(c)
    return seeOther(c, `/?lang=${lang ?? 'en'}`)
  })

  return app

  /** Signing in replaces this browser's session (ASVS 5 V7.2.4). */
  async function endSessionOf(c: AppContext): Promise<void> {
    const old = staffToken(c)
    if (old) await accounts.signOut(old)
  }

  async function loginPage(c: AppContext, site: Site): Promise<Response> {
    const chosen = queryLanguage(c) ?? site.language
    const page = (
      <LoginPage
        {...shell(chosen)}
        languageHref={(to) => loginHref(site.key, to)}
        paper={wordsIn(site.title, chosen)}
        siteKey={site.key}
        providers={await accounts.offered(site.id)}
      />
    )
    return privatePage(c, page, pageHeaders())
  }

  async function factorPage(c: AppContext, attemptId: string, problem: Problem | null): Promise<Response> {
    if (!isId(attemptId)) throw new Problem('attempt-expired')
    const { attempt, account } = await accounts.staffAttempt(attemptId, loginCookie(c, attemptId))
    const site = await sites.byId(attempt.siteId)
    const page = (
      <FactorPage
        {...shell(attempt.language)}
        attemptId={attempt.id}
        name={account.displayName}
        siteKey={site?.key ?? ''}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }
}
