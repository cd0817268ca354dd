import { Hono } from 'hono'
import * as z from 'zod'
import { PROVIDER_NAMES } from '../features/accounts/model.ts'
import type { Site } from '../features/sites/model.ts'
import { describeAgent } from '../http/agent.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import {
  clearEnrolCookie,
  clearLoginCookie,
  enrolToken,
  loginCookie,
  setEnrolCookie,
  setStaffCookie,
} from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { parse } from '../kernel/parse.ts'
import { LANGUAGES, wordsIn } from '../locales/language.ts'
import { deskDoor, queryLanguage } from './door.ts'
import { EnrolledPage, ExpiredPage, InvitedPage, SetUpPage } from './enrol.tsx'
import { EnterFailedPage, EnterPage } from './enter.tsx'
import { leaveFor } from './leave.tsx'

const language = z.enum(LANGUAGES).optional()
const enterForm = z.strictObject({ token: z.string().max(200) })
const startForm = z.strictObject({ lang: language })
const enrolForm = z.strictObject({
  attempt: z.uuid(),
  name: z.string().max(400).default(''),
  code: z.string().max(64),
  lang: language,
})

/** Where one-time links lead: the sandbox's into the console, every other one to enrolment. */
export function enrolRoutes(parts: Parts): Hono<AppEnv> {
  const { accounts, sites } = parts.services
  const { shell } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get('/console/enter', (c) => {
    const chosen = queryLanguage(c) ?? 'en'
    return privatePage(c, <EnterPage {...shell(chosen, ['console-enter'])} />, pageHeaders())
  })

  app.post('/console/enter', async (c) => {
    const { token } = await readForm(c, enterForm)
    try {
      const { browserToken, invitation } = await accounts.claimInvitation(token)
      setEnrolCookie(c, browserToken, invitation.expiresAt - parts.now())
      return seeOther(c, '/console/enrol')
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return enterDemo(c, token)
    }
  })

  app.get('/console/enrol', (c) =>
    orExpired(c, async (browserToken) => {
      const attemptId = c.req.query('attempt')
      return attemptId === undefined
        ? invitedPage(c, browserToken)
        : setUpPage(c, browserToken, attemptId, null, null)
    }),
  )

  app.post('/console/enrol', (c) =>
    orExpired(c, async (browserToken) => {
      const { attempt, name, code } = await readForm(c, enrolForm)
      const agent = describeAgent(c.req.header('user-agent'))
      const answer = {
        browserToken,
        attemptId: attempt,
        attemptToken: loginCookie(c, attempt),
        name,
        code,
        agent,
      }
      try {
        const { token, recoveryCodes, language } = await accounts.enrol(answer)
        setStaffCookie(c, token)
        clearEnrolCookie(c)
        clearLoginCookie(c, attempt)
        return privatePage(c, <EnrolledPage {...shell(language)} codes={recoveryCodes} />, pageHeaders())
      } catch (error) {
        if (!(error instanceof Problem) || error.type.endsWith('-expired')) throw error
        return setUpPage(c, browserToken, attempt, name, error)
      }
    }),
  )

  app.post('/console/enrol/:provider', (c) =>
    orExpired(c, async (browserToken) => {
      const provider = parse(z.enum(PROVIDER_NAMES), c.req.param('provider'))
      const { lang } = await readForm(c, startForm)
      const site = await siteOf(await accounts.claimedInvitation(browserToken))
      const chosen = lang ?? site.language
      const started = await accounts.startEnrolment(browserToken, provider, chosen)
      return leaveFor(c, { accounts, page: shell(chosen), siteId: site.id, provider, started })
    }),
  )

  return app

  /** A link that is no invitation: in the sandbox it may open a session by itself. */
  async function enterDemo(c: AppContext, token: string): Promise<Response> {
    const chosen = queryLanguage(c) ?? 'en'
    try {
      const entered = await accounts.enterConsole(token, describeAgent(c.req.header('user-agent')))
      setStaffCookie(c, entered.token)
      return seeOther(c, '/console')
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const failed = parts.settings.sandbox ? (
        <EnterFailedPage {...shell(chosen)} />
      ) : (
        <ExpiredPage {...shell(chosen)} />
      )
      return privatePage(c, failed, pageHeaders(), error.status)
    }
  }

  /** Every page of an enrolment needs the browser that claimed the invitation. */
  async function orExpired(
    c: AppContext,
    work: (browserToken: string) => Promise<Response>,
  ): Promise<Response> {
    const browserToken = enrolToken(c)
    try {
      if (!browserToken) throw new Problem('invitation-expired')
      return await work(browserToken)
    } catch (error) {
      if (!(error instanceof Problem) || error.type !== 'invitation-expired') throw error
      const page = <ExpiredPage {...shell(queryLanguage(c) ?? 'en')} />
      return privatePage(c, page, pageHeaders(), error.status)
    }
  }

  async function invitedPage(c: AppContext, browserToken: string): Promise<Response> {
    const invitation = await accounts.claimedInvitation(browserToken)
    const site = await siteOf(invitation)
    const chosen = queryLanguage(c) ?? site.language
    const page = (
      <InvitedPage
        {...shell(chosen)}
        languageHref={(to) => `/console/enrol?lang=${to}`}
        paper={wordsIn(site.title, chosen)}
        timeZone={site.timeZone}
        invitation={invitation}
        providers={await accounts.offered(site.id)}
      />
    )
    return privatePage(c, page, pageHeaders())
  }

  async function setUpPage(
    c: AppContext,
    browserToken: string,
    attemptId: string,
    name: string | null,
    problem: Problem | null,
  ): Promise<Response> {
    if (!isId(attemptId)) throw new Problem('attempt-expired')
    const enrolling = await accounts.enrolling(browserToken, attemptId, loginCookie(c, attemptId))
    const page = (
      <SetUpPage
        {...shell(enrolling.attempt.language)}
        enrolling={enrolling}
        name={name ?? enrolling.attempt.suggestedName}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }

  /** @throws {Problem} `not-found` */
  async function siteOf({ siteId }: { siteId: string }): Promise<Site> {
    const site = await sites.byId(siteId)
    if (!site) throw new Problem('not-found')
    return site
  }
}
