import { Hono } from 'hono'
import * as z from 'zod'
import { PROVIDER_NAMES } from '../features/accounts/model.ts'
import { offeredLanguages, type Site } from '../features/sites/model.ts'
import { describeAgent } from '../http/agent.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { BODILESS, dataHeaders, PRIVATE, pageHeaders, SIGN_IN_WINDOW } from '../http/security.ts'
import {
  clearReaderCookie,
  cookieReader,
  readerToken,
  setFrameCookie,
  setLoginCookie,
} from '../http/session.ts'
import { readForm, readJson } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { parse } from '../kernel/parse.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { languageHrefs } from '../ui/page-header.tsx'
import { type LoginAim, loginPath } from '../ui/paths.ts'
import { refusedPage } from './discussion-pages.tsx'
import { findPlace, type Place } from './load.ts'
import { ChoosePage, FailedPage, StartPage } from './login.tsx'
import { loginPages } from './login-pages.tsx'
import { askedSite } from './site.ts'

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
  /** Empty where no script has filled it in. */
  redeem: hash.or(z.literal('')).optional(),
})
/** The page without an article: back to the own page, or on to the appeal. */
const chooseForm = z.strictObject({ site: z.string().max(40), appeal: z.uuid().optional(), lang: language })
const startBody = z.strictObject({ article: z.uuid(), redeemHash: hash, lang: language })
/** `frame`: sent from inside one, with its theme, and answered there. */
const logoutForm = z.strictObject({
  article: z.uuid().optional(),
  lang: language,
  frame: z.enum(['auto', 'light', 'dark']).optional(),
})
const redeemBody = z.strictObject({ attempt: z.uuid(), secret })

/** Setting out to sign in: popup with handshake, or a full page; the way back is stored, never a parameter. */
export function loginRoutes(parts: Parts): Hono<AppEnv> {
  const { services, settings } = parts
  const { accounts } = services
  const { shell, offered, leavePage } = loginPages(parts)
  const app = new Hono<AppEnv>()

  app.get('/login', async (c) => {
    const { site, ...aim } = await askedAim(c)
    const chosen = languageOf(c, site.language)
    const page = (
      <ChoosePage
        {...shell(chosen, site)}
        siteKey={site.key}
        providers={await accounts.offered(site.id)}
        {...aim}
        languageHrefs={languageHrefs(offeredLanguages(site), (lang) => loginPath(site.key, lang, aim))}
      />
    )
    return privatePage(c, page, pageHeaders())
  })

  app.post('/login/poll', async (c) => {
    const { attempt, secret } = await readJson(c, redeemBody)
    return json(c, await accounts.pollLogin(attempt, secret))
  })

  app.post('/login/redeem', async (c) => {
    const body = await readJson(c, redeemBody)
    const { token } = await accounts.redeemLogin(body.attempt, body.secret, agentOf(c))
    const viewer = await accounts.viewer(token, 'reader')
    const site = viewer && (await services.sites.byId(viewer.account.siteId))
    await endSessionOf(c)
    if (site) await setFrameCookie(c, token, site, settings.publicUrl)
    return c.body(null, 204, { ...BODILESS, ...PRIVATE })
  })

  app.post('/login/page-token', async (c) => {
    const { attempt, secret } = await readJson(c, redeemBody)
    return json(c, await accounts.redeemForPage(attempt, secret, agentOf(c)))
  })

  app.get('/login/session', async (c) => {
    return json(c, { signedIn: (await cookieReader(c, parts)) !== null })
  })

  app.get('/login/:provider/start', async (c) => {
    const name = parse(providerName, c.req.param('provider'))
    const { site, article } = await findPlace(parts, c.req.query('article') ?? '')
    const chosen = languageOf(c, article.language)
    const provider = await offered(site.id, name)
    const page =
      provider.unavailable === null ? (
        <StartPage {...shell(chosen, site, ['login-start'])} provider={provider} articleId={article.id} />
      ) : (
        <FailedPage
          {...shell(chosen, site)}
          provider={provider}
          failure={provider.unavailable}
          retryAfter={null}
          flow="popup"
          backHref={null}
        />
      )
    return privatePage(c, page, pageHeaders(SIGN_IN_WINDOW))
  })

  app.post('/login/:provider/start', async (c) => {
    const provider = parse(providerName, c.req.param('provider'))
    const { article: id, redeemHash, lang } = await readJson(c, startBody)
    const { article } = await findPlace(parts, id)
    const started = await accounts.startLogin({
      siteId: article.siteId,
      articleId: article.id,
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

  app.post('/login/:provider', async (c) => {
    const provider = parse(providerName, c.req.param('provider'))
    const form = await readForm(c, z.union([leaveForm, chooseForm]))
    if ('site' in form) {
      const site = await services.sites.byKey(form.site)
      if (!site) throw new Problem('not-found')
      const chosen = form.lang ?? site.language
      const where = { siteId: site.id, articleId: null, decisionId: form.appeal ?? null, language: chosen }
      const nothing = { draft: '', parentId: null, redeemHash: null }
      const started = await accounts.startLogin({ ...where, ...nothing, provider, flow: 'page' })
      return leavePage(c, site, chosen, provider, started)
    }
    const { site, article } = await findPlace(parts, form.article)
    const chosen = form.lang ?? article.language
    try {
      const started = await accounts.startLogin({
        siteId: site.id,
        articleId: article.id,
        provider,
        flow: form.redeem ? 'redirect' : 'page',
        redeemHash: form.redeem || null,
        draft: form.text,
        parentId: isId(form.parent) ? form.parent : null,
        language: chosen,
      })
      return await leavePage(c, site, chosen, provider, started)
    } catch (error) {
      // An older page still shows the button; what was typed there must not be lost for it.
      if (!(error instanceof Problem) || !error.type.endsWith('-unavailable')) throw error
      const kept = { language: chosen, viewer: null, reply: form.parent, draft: form.text }
      return refusedPage(parts, c, { site, article }, kept, error)
    }
  })

  app.post('/logout', async (c) => {
    const form = await readForm(c, logoutForm)
    await endSessionOf(c)
    clearReaderCookie(c)
    const chosen = form.lang ?? 'en'
    if (!form.article) return seeOther(c, `/?lang=${chosen}`)
    if (!form.frame) return seeOther(c, `/a/${form.article}?lang=${chosen}`)
    return seeOther(c, framePath(await findPlace(parts, form.article), chosen, form.frame))
  })

  return app

  /** What the login is for, by ids of our own alone: no address gets in here. An article says its paper. */
  async function askedAim(c: AppContext): Promise<{ site: Site } & Required<LoginAim>> {
    const [articleId, decisionId] = ['article', 'appeal'].map((name) => {
      const asked = c.req.query(name) ?? ''
      return isId(asked) ? asked : null
    })
    const article = articleId ? await services.articles.byId(articleId) : null
    const site = (article && (await services.sites.byId(article.siteId))) ?? (await askedSite(parts, c))
    return { site, articleId: article?.id ?? null, decisionId: decisionId ?? null }
  }

  /** Signing in replaces this browser's session: the old token, wherever else it is, ends (ASVS 5 V7.2.4). */
  async function endSessionOf(c: AppContext): Promise<void> {
    const old = readerToken(c)
    if (old) await accounts.signOut(old)
  }
}

function framePath({ site, article }: Place, lang: Language, theme: string): `/${string}` {
  const query = new URLSearchParams({ site: site.key, article: article.key, lang })
  if (theme !== 'auto') query.set('theme', theme)
  return `/frame?${query}`
}

function agentOf(c: AppContext): string {
  return describeAgent(c.req.header('user-agent'))
}

function json(c: AppContext, body: unknown): Response {
  return c.newResponse(JSON.stringify(body), 200, {
    ...dataHeaders('application/json; charset=utf-8'),
    ...PRIVATE,
  })
}
