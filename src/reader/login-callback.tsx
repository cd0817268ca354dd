import { Hono } from 'hono'
import * as z from 'zod'
import type { LostLogin } from '../features/accounts/login.ts'
import { type LoginAttempt, PROVIDER_NAMES } from '../features/accounts/model.ts'
import type { Site } from '../features/sites/model.ts'
import { describeAgent } from '../http/agent.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders, SIGN_IN_WINDOW } from '../http/security.ts'
import {
  clearLoginCookie,
  cookieReader,
  loginCookies,
  readerToken,
  setReaderCookie,
} from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { parse } from '../kernel/parse.ts'
import { LANGUAGES } from '../locales/language.ts'
import { appealPath, articleHref, COMPOSER_ANCHOR, discussionPath, loginPath } from '../ui/paths.ts'
import { ConsentPage, DonePage, FailedPage, NamePage, ReturnPage, VouchedPage } from './login.tsx'
import { loginPages } from './login-pages.tsx'

const providerName = z.enum(PROVIDER_NAMES)
const language = z.enum(LANGUAGES).optional()
const nameForm = z.strictObject({ attempt: z.uuid(), name: z.string().max(400), lang: language })
/** Fields of the paper's form; what is beside them is not read. */
const vouchForm = z.object({ token: z.string().max(8_000), state: z.string().min(1).max(500) })
const linkForm = z.strictObject({ attempt: z.uuid(), lang: language })

/** Coming back from a provider: who it was, a name or a consent where one is needed, and back to where it began. */
export function loginCallbackRoutes(parts: Parts): Hono<AppEnv> {
  const { accounts, articles, sites } = parts.services
  const { shell, offered } = loginPages(parts)
  const app = new Hono<AppEnv>()

  app.get('/login/:provider/callback', async (c) => {
    const provider = parse(providerName, c.req.param('provider'))
    const cookies = loginCookies(c)
    const query = callbackQuery(c)
    const browserTokens = cookies.map(({ token }) => token)
    return orBack(c, query, async () => {
      const attempt = await accounts.finishLogin({ provider, browserTokens, ...query })
      return arrive(c, attempt, tokenOf(cookies, attempt))
    })
  })

  // The one address that takes a form of another origin, so the origin is settled before anything is read.
  app.post('/login/paper/callback', async (c) => {
    const origin = c.req.header('origin') ?? ''
    if (!(await accounts.isSignOnOrigin(origin))) throw new Problem('foreign-origin')
    const { token, state } = await readForm(c, vouchForm)
    const { attempt, proof } = await accounts.vouch({ token, state, origin })
    return proof === null ? failedPage(c, attempt) : vouchedPage(c, attempt, state, proof)
  })

  app.get('/login/paper/return', async (c) => {
    const cookies = loginCookies(c)
    const query = new URL(c.req.url).searchParams
    const state = single(query, 'state', 500) ?? ''
    const proof = single(query, 'proof', 100) ?? ''
    const browserTokens = cookies.map(({ token }) => token)
    return orBack(c, { state }, async () => {
      const attempt = await accounts.finishVouched({ state, proof, browserTokens })
      return arrive(c, attempt, tokenOf(cookies, attempt))
    })
  })

  app.post('/login/name', async (c) => {
    const form = await readForm(c, nameForm)
    return orBack(c, { attemptId: form.attempt }, async () => {
      const browserToken = ownCookie(c, form.attempt)
      const attempt = await accounts.loginAttempt(form.attempt, browserToken)
      try {
        return await arrive(c, await accounts.confirmName(attempt.id, browserToken, form.name), browserToken)
      } catch (error) {
        if (!(error instanceof Problem) || !error.type.startsWith('name-')) throw error
        return namePage(c, attempt, form.name, error)
      }
    })
  })

  app.post('/login/link', async (c) => {
    const form = await readForm(c, linkForm)
    const viewer = await cookieReader(c, parts)
    if (!viewer) throw new Problem('sign-in-required')
    await accounts.confirmLink(form.attempt, ownCookie(c, form.attempt), viewer)
    clearLoginCookie(c, form.attempt)
    return seeOther(c, `/me/account?lang=${form.lang ?? viewer.account.language}#logins`)
  })

  return app

  /** Where each login goes once its person is known, or is not. */
  function arrive(c: AppContext, attempt: LoginAttempt, browserToken: string): Response | Promise<Response> {
    if (attempt.status === 'failed') return failedPage(c, attempt)
    // A colleague's name is asked for on the page that ends the enrolment: before that nothing is written.
    if (attempt.purpose === 'enrol') return seeOther(c, `/console/enrol?attempt=${attempt.id}`)
    if (attempt.status === 'name-needed') return namePage(c, attempt, attempt.suggestedName, null)
    if (attempt.status === 'consent-needed') return consentPage(c, attempt)
    if (attempt.purpose === 'staff') return seeOther(c, `/console/login/factor?attempt=${attempt.id}`)
    if (attempt.flow === 'popup') return donePage(c, attempt)
    if (attempt.flow === 'redirect') return backToArticle(c, attempt)
    return signIn(c, attempt, browserToken)
  }

  async function signIn(c: AppContext, attempt: LoginAttempt, browserToken: string): Promise<Response> {
    const { language: chosen, articleId, decisionId, id } = attempt
    const { token } = await accounts.completeLogin(
      id,
      browserToken,
      describeAgent(c.req.header('user-agent')),
    )
    // Signing in replaces this browser's session (ASVS 5 V7.2.4).
    const old = readerToken(c)
    if (old) await accounts.signOut(old)
    setReaderCookie(c, token)
    if (articleId === null) {
      clearLoginCookie(c, id)
      return seeOther(c, decisionId === null ? `/me?lang=${chosen}` : appealPath(decisionId, chosen))
    }
    // The attempt's cookie stays for its ten minutes: it fetches the draft.
    return seeOther(c, `/a/${articleId}?lang=${chosen}&draft=${id}#${COMPOSER_ANCHOR}`)
  }

  async function vouchedPage(
    c: AppContext,
    attempt: LoginAttempt,
    state: string,
    proof: string,
  ): Promise<Response> {
    const site = await siteOf(attempt)
    const onHref = `/login/paper/return?${new URLSearchParams({ state, proof })}`
    const page = <VouchedPage {...shell(attempt.language, site)} onHref={onHref} />
    return privatePage(c, page, pageHeaders({ referrer: 'no-referrer', ...SIGN_IN_WINDOW }))
  }

  async function donePage(c: AppContext, attempt: LoginAttempt): Promise<Response> {
    clearLoginCookie(c, attempt.id)
    const site = await siteOf(attempt)
    const page = <DonePage {...shell(attempt.language, site, ['login-done'])} />
    return privatePage(c, page, pageHeaders(SIGN_IN_WINDOW))
  }

  async function backToArticle(c: AppContext, attempt: LoginAttempt): Promise<Response> {
    clearLoginCookie(c, attempt.id)
    const [site, article] = await Promise.all([siteOf(attempt), articles.byId(attempt.articleId ?? '')])
    if (!article) throw new Problem('not-found')
    // Worth nothing without the secret that the frame kept; the fragment reaches no server.
    const back = new URL(article.url)
    back.hash = `brevier=${attempt.id}`
    const page = <ReturnPage {...shell(attempt.language, site)} articleHref={back.href} />
    return privatePage(c, page, pageHeaders(SIGN_IN_WINDOW))
  }

  async function namePage(
    c: AppContext,
    attempt: LoginAttempt,
    name: string,
    problem: Problem | null,
  ): Promise<Response> {
    const site = await siteOf(attempt)
    const page = (
      <NamePage
        {...shell(attempt.language, site)}
        attemptId={attempt.id}
        name={name}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(SIGN_IN_WINDOW), problem ? problem.status : 200)
  }

  async function consentPage(c: AppContext, attempt: LoginAttempt): Promise<Response> {
    const viewer = await cookieReader(c, parts)
    if (!viewer || viewer.account.id !== attempt.linkAccountId) throw new Problem('sign-in-required')
    const site = await siteOf(attempt)
    const page = (
      <ConsentPage
        {...shell(attempt.language, site)}
        attemptId={attempt.id}
        provider={await offered(attempt.siteId, attempt.provider)}
        name={attempt.suggestedName}
        displayName={viewer.account.displayName}
      />
    )
    return privatePage(c, page, pageHeaders(SIGN_IN_WINDOW))
  }

  /** Who comes too late, twice or with another browser is led back to where it began, in that page's language. */
  async function orBack(
    c: AppContext,
    by: Parameters<typeof accounts.lostLogin>[0],
    work: () => Promise<Response>,
  ): Promise<Response> {
    try {
      return await work()
    } catch (error) {
      const isOver = error instanceof Problem && error.type === 'attempt-expired'
      const lost = isOver ? await accounts.lostLogin(by) : null
      if (!lost) throw error
      return failedPage(c, { ...lost, failure: 'expired', retryAt: null }, 410)
    }
  }

  async function failedPage(
    c: AppContext,
    attempt: LostLogin & Pick<LoginAttempt, 'failure' | 'retryAt'>,
    status: 200 | 410 = 200,
  ): Promise<Response> {
    const site = await siteOf(attempt)
    const page = (
      <FailedPage
        {...shell(attempt.language, site)}
        provider={await offered(attempt.siteId, attempt.provider)}
        failure={attempt.failure ?? 'outage'}
        retryAfter={attempt.retryAt === null ? null : Math.max(0, attempt.retryAt - parts.now())}
        flow={attempt.flow}
        isElsewhere={attempt.articleId === null}
        backHref={await backHref(attempt)}
      />
    )
    return privatePage(c, page, pageHeaders(SIGN_IN_WINDOW), status)
  }

  async function backHref(attempt: LostLogin): Promise<string> {
    const { flow, articleId, language: chosen, id } = attempt
    if (articleId === null) return withoutArticle(attempt, await siteOf(attempt))
    // From a frame the reader goes back to the article, where the draft was kept.
    const article = flow === 'redirect' ? await articles.byId(articleId) : null
    const own = `${discussionPath(articleId, chosen)}&draft=${id}#${COMPOSER_ANCHOR}`
    return (article && articleHref(article)) ?? own
  }

  /** @throws {Problem} `not-found` */
  async function siteOf({ siteId }: Pick<LoginAttempt, 'siteId'>): Promise<Site> {
    const site = await sites.byId(siteId)
    if (!site) throw new Problem('not-found')
    return site
  }
}

function withoutArticle({ purpose, language, decisionId }: LostLogin, { key }: Site): string {
  if (purpose === 'link') return `/me/account?lang=${language}#logins`
  if (purpose === 'staff') return '/console/login'
  if (purpose === 'enrol') return '/console/enrol'
  return loginPath(key, language, { decisionId })
}

function callbackQuery(c: AppContext) {
  const query = new URL(c.req.url).searchParams
  const state = single(query, 'state', 500)
  const answer = {
    code: single(query, 'code', 2_000),
    error: single(query, 'error', 200),
    issuer: single(query, 'iss', 500),
  }
  if (!state) throw new Problem('attempt-expired')
  return { state, ...answer }
}

/** @throws {Problem} `malformed-request` for a parameter that comes twice: two readers of it could disagree */
function single(query: URLSearchParams, name: string, max: number): string | null {
  const values = query.getAll(name)
  if (values.length > 1 || (values[0]?.length ?? 0) > max) throw new Problem('malformed-request')
  return values[0] ?? null
}

function tokenOf(cookies: readonly { id: string; token: string }[], attempt: LoginAttempt): string {
  return cookies.find(({ id }) => id === attempt.id)?.token ?? ''
}

/** The cookie that ties this browser to the attempt. @throws {Problem} `attempt-expired` */
function ownCookie(c: AppContext, attemptId: string): string {
  const found = loginCookies(c).find(({ id }) => id === attemptId)
  if (!found) throw new Problem('attempt-expired')
  return found.token
}
