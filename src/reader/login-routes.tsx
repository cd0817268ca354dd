import { Hono } from 'hono'
import * as z from 'zod'
import { type LoginAttempt, PROVIDER_NAMES } from '../features/accounts/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { dataHeaders, PRIVATE, pageHeaders } from '../http/security.ts'
import {
  clearLoginCookie,
  clearReaderCookie,
  cookieReader,
  loginCookies,
  readerToken,
  setFrameCookie,
  setLoginCookie,
  setReaderCookie,
} from '../http/session.ts'
import { readForm, readJson } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { parse } from '../kernel/parse.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { articleHref, COMPOSER_ANCHOR, discussionPath } from '../ui/paths.ts'
import { banner } from './banner.ts'
import { findPlace, type Place } from './load.ts'
import { DonePage, FailedPage, LeavePage, NamePage, ReturnPage, StartPage } from './login.tsx'

const providerName = z.enum(PROVIDER_NAMES)
const language = z.enum(LANGUAGES).optional()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** The locked composer's form: the text travels with the login and comes back with it. */
const leaveForm = z.strictObject({
  article: z.uuid(),
  text: z.string().default(''),
  parent: z.string().max(80).default(''),
  lang: language,
  key: z.string().max(80).optional(),
  redeem: hash.optional(),
})
const startBody = z.strictObject({ article: z.uuid(), redeemHash: hash, lang: language })
const nameForm = z.strictObject({ attempt: z.uuid(), name: z.string().max(400), lang: language })
/** `frame`: sent from inside one, with its theme, and answered there. */
const logoutForm = z.strictObject({
  article: z.uuid().optional(),
  lang: language,
  frame: z.enum(['auto', 'light', 'dark']).optional(),
})
const redeemBody = z.strictObject({ attempt: z.uuid(), secret })

/** Signing in: popup with handshake, or a full page; the way back is the stored article, never a parameter. */
export function loginRoutes(parts: Parts): Hono<AppEnv> {
  const { services, settings } = parts
  const { accounts } = services
  const app = new Hono<AppEnv>()

  app.post('/login/name', async (c) => {
    const form = await readForm(c, nameForm)
    const browserToken = ownCookie(c, form.attempt)
    const attempt = await accounts.loginAttempt(form.attempt, browserToken)
    try {
      return await arrive(c, await accounts.confirmName(attempt.id, browserToken, form.name), browserToken)
    } catch (error) {
      if (!(error instanceof Problem) || error.type !== 'name-invalid') throw error
      return namePage(c, attempt, form.name, error)
    }
  })

  app.post('/login/poll', async (c) => {
    const { attempt, secret } = await readJson(c, redeemBody)
    return json(c, await accounts.pollLogin(attempt, secret))
  })

  app.post('/login/redeem', async (c) => {
    const body = await readJson(c, redeemBody)
    const { token } = await accounts.redeemLogin(body.attempt, body.secret)
    const viewer = await accounts.viewer(token, 'reader')
    const site = viewer && (await services.sites.byId(viewer.account.siteId))
    await endSessionOf(c)
    if (site) await setFrameCookie(c, token, site, settings.publicUrl)
    return c.body(null, 204, PRIVATE)
  })

  app.post('/login/page-token', async (c) => {
    const { attempt, secret } = await readJson(c, redeemBody)
    return json(c, await accounts.redeemForPage(attempt, secret))
  })

  app.get('/login/session', async (c) => {
    return json(c, { signedIn: (await cookieReader(c, parts)) !== null })
  })

  app.get('/login/:provider/start', async (c) => {
    const provider = parse(providerName, c.req.param('provider'))
    const { site, article } = await findPlace(parts, c.req.query('article') ?? '')
    const chosen = languageOf(c, article.language)
    const page = (
      <StartPage
        {...shell(chosen, site.title[chosen], ['login-start'])}
        provider={provider}
        articleId={article.id}
      />
    )
    // The handshake needs `window.opener`: no Cross-Origin-Opener-Policy here.
    return privatePage(c, page, pageHeaders())
  })

  app.post('/login/:provider/start', async (c) => {
    const provider = parse(providerName, c.req.param('provider'))
    const { article: id, redeemHash, lang } = await readJson(c, startBody)
    const { article } = await findPlace(parts, id)
    const started = await accounts.startLogin({
      article,
      provider,
      flow: 'popup',
      redeemHash,
      draft: '',
      parentId: null,
      language: lang ?? article.language,
    })
    setLoginCookie(c, started.attemptId, started.browserToken)
    return json(c, { attempt: started.attemptId, authorizationUrl: started.authorizationUrl.href })
  })

  app.get('/login/:provider/callback', async (c) => {
    const provider = parse(providerName, c.req.param('provider'))
    const { state, code, error } = callbackQuery(c)
    const cookies = loginCookies(c)
    const attempt = await accounts.finishLogin({
      provider,
      browserTokens: cookies.map(({ token }) => token),
      state,
      code,
      error,
    })
    const browserToken = cookies.find(({ id }) => id === attempt.id)?.token ?? ''
    if (attempt.status === 'failed') return failedPage(c, attempt)
    if (attempt.status === 'name-needed') return namePage(c, attempt, attempt.suggestedName, null)
    return arrive(c, attempt, browserToken)
  })

  app.post('/login/:provider', async (c) => {
    const provider = parse(providerName, c.req.param('provider'))
    const form = await readForm(c, leaveForm)
    const { site, article } = await findPlace(parts, form.article)
    const chosen = form.lang ?? article.language
    const started = await accounts.startLogin({
      article,
      provider,
      flow: form.redeem === undefined ? 'page' : 'redirect',
      redeemHash: form.redeem ?? null,
      draft: form.text,
      parentId: isId(form.parent) ? form.parent : null,
      language: chosen,
    })
    setLoginCookie(c, started.attemptId, started.browserToken)
    const page = (
      <LeavePage
        {...shell(chosen, site.title[chosen])}
        provider={provider}
        authorizationUrl={started.authorizationUrl.href}
      />
    )
    return privatePage(c, page, pageHeaders())
  })

  app.post('/logout', async (c) => {
    const form = await readForm(c, logoutForm)
    const token = readerToken(c)
    if (token) await accounts.signOut(token)
    clearReaderCookie(c)
    const chosen = form.lang ?? 'en'
    if (!form.article) return seeOther(c, `/?lang=${chosen}`)
    if (!form.frame) return seeOther(c, `/a/${form.article}?lang=${chosen}`)
    return seeOther(c, framePath(await findPlace(parts, form.article), chosen, form.frame))
  })

  return app

  function shell(chosen: Language, paper: string, scripts: readonly string[] = []) {
    return {
      language: chosen,
      paper,
      banner: banner(parts, chosen),
      assets: {
        styles: parts.assets.styles('pages'),
        scripts: scripts.map((name) => parts.assets.script(name)),
      },
    }
  }

  /** Signing in replaces this browser's session: the old token, wherever else it is, ends (ASVS 5 V7.2.4). */
  async function endSessionOf(c: AppContext): Promise<void> {
    const old = readerToken(c)
    if (old) await accounts.signOut(old)
  }

  async function placeOf(attempt: LoginAttempt): Promise<Place> {
    return findPlace(parts, attempt.articleId)
  }

  /** The reader is known: each flow goes back its own way. */
  async function arrive(c: AppContext, attempt: LoginAttempt, browserToken: string): Promise<Response> {
    const { site, article } = await placeOf(attempt)
    const { language: chosen } = attempt
    if (attempt.flow === 'popup') {
      clearLoginCookie(c, attempt.id)
      return privatePage(
        c,
        <DonePage {...shell(chosen, site.title[chosen], ['login-done'])} />,
        pageHeaders(),
      )
    }
    if (attempt.flow === 'redirect') {
      clearLoginCookie(c, attempt.id)
      // Worth nothing without the secret that the frame kept; the fragment reaches no server.
      const back = new URL(article.url)
      back.hash = `brevier=${attempt.id}`
      return privatePage(
        c,
        <ReturnPage {...shell(chosen, site.title[chosen])} articleHref={back.href} />,
        pageHeaders(),
      )
    }
    const { token } = await accounts.completeLogin(attempt.id, browserToken)
    await endSessionOf(c)
    // The attempt's cookie stays for its ten minutes: it fetches the draft.
    setReaderCookie(c, token)
    return seeOther(c, `/a/${article.id}?lang=${chosen}&draft=${attempt.id}#${COMPOSER_ANCHOR}`)
  }

  async function namePage(
    c: AppContext,
    attempt: LoginAttempt,
    name: string,
    problem: Problem | null,
  ): Promise<Response> {
    const { site } = await placeOf(attempt)
    const page = (
      <NamePage
        {...shell(attempt.language, site.title[attempt.language])}
        attemptId={attempt.id}
        name={name}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }

  async function failedPage(c: AppContext, attempt: LoginAttempt): Promise<Response> {
    const { site, article } = await placeOf(attempt)
    const own = `${discussionPath(article.id, attempt.language)}&draft=${attempt.id}#${COMPOSER_ANCHOR}`
    // From a frame the reader goes back to the article, where the draft was kept.
    const backHref = attempt.flow === 'redirect' ? (articleHref(article) ?? own) : own
    const page = (
      <FailedPage
        {...shell(attempt.language, site.title[attempt.language])}
        provider={attempt.provider}
        failure={attempt.failure ?? 'upstream'}
        flow={attempt.flow}
        backHref={backHref}
      />
    )
    return privatePage(c, page, pageHeaders())
  }
}

function framePath({ site, article }: Place, lang: Language, theme: string): `/${string}` {
  const query = new URLSearchParams({ site: site.key, article: article.key, lang })
  if (theme !== 'auto') query.set('theme', theme)
  return `/frame?${query}`
}

/** @throws {Problem} `malformed-request` for a parameter that comes twice: two readers of it could disagree */
function callbackQuery(c: AppContext): { state: string; code: string | null; error: string | null } {
  const query = new URL(c.req.url).searchParams
  const single = (name: string, max: number): string | null => {
    const values = query.getAll(name)
    if (values.length > 1 || (values[0]?.length ?? 0) > max) throw new Problem('malformed-request')
    return values[0] ?? null
  }
  const state = single('state', 500)
  if (!state) throw new Problem('attempt-expired')
  return { state, code: single('code', 2_000), error: single('error', 200) }
}

/** The cookie that ties this browser to the attempt. @throws {Problem} `attempt-expired` */
function ownCookie(c: AppContext, attemptId: string): string {
  const found = loginCookies(c).find(({ id }) => id === attemptId)
  if (!found) throw new Problem('attempt-expired')
  return found.token
}

function json(c: AppContext, body: unknown): Response {
  return c.newResponse(JSON.stringify(body), 200, {
    ...dataHeaders('application/json; charset=utf-8'),
    ...PRIVATE,
  })
}
