import { Hono } from 'hono'
import * as z from 'zod'
import { PROVIDER_NAMES, type Viewer } from '../features/accounts/model.ts'
import { actorOf, isFresh } from '../features/accounts/rules.ts'
import { offeredLanguages, type Site } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { requireRefusal } from '../http/refusal.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { dataHeaders, PRIVATE, pageHeaders } from '../http/security.ts'
import { cookieReader } from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { Problem } from '../kernel/errors.ts'
import { LANGUAGES, wordsIn } from '../locales/language.ts'
import { languageHrefs } from '../ui/page-header.tsx'
import { loginPath } from '../ui/paths.ts'
import { banner } from './banner.ts'
import { loginPages } from './login-pages.tsx'
import { MePage } from './me.tsx'
import { type AccountNote, AccountPage } from './me-account.tsx'
import { ErasePage, UnlinkPage } from './me-confirm.tsx'
import { loadOwnData } from './me-data.ts'

const lang = z.enum(LANGUAGES).optional()
const bare = z.strictObject({ lang })
const nameForm = z.strictObject({ name: z.string().max(400), lang })
const languageForm = z.strictObject({ language: z.enum(LANGUAGES), lang })
const addForm = z.strictObject({ provider: z.enum(PROVIDER_NAMES), lang })
const removeForm = z.strictObject({
  provider: z.string().max(40),
  app: z.string().max(100),
  subject: z.string().max(300),
  confirmed: z.literal('yes').optional(),
  lang,
})
const sessionForm = z.strictObject({ session: z.uuid().optional(), lang })

type Form = { lang?: (typeof LANGUAGES)[number] | undefined; name?: string }

/** The reader's own pages. Every act is a plain form; a page token opens none of them. */
export function meRoutes(parts: Parts): Hono<AppEnv> {
  const { accounts, comments, moderation, sites } = parts.services
  const { leavePage } = loginPages(parts)
  const app = new Hono<AppEnv>()

  app.get('/me', async (c) => {
    const known = await reader(c)
    if (!known) return seeOther(c, toLogin(c))
    const { viewer, site } = known
    const { page, language } = shell(c, viewer, site)
    const actor = actorOf(viewer)
    const after = decodeCursor(c.req.query('cursor') ?? '')
    const isFirst = after === null
    const { comments: own, next } = await comments.ownComments(actor, after)
    const [statements, restrictions, appeals, messages, unread] = await Promise.all([
      moderation.statements(actor, own, language),
      moderation.restrictionStatements(actor, language),
      moderation.ownAppeals(actor),
      moderation.messages(actor, language),
      moderation.unread(actor),
    ])
    const [newest] = messages
    if (isFirst && unread > 0 && newest) await moderation.readMessages(actor, newest)
    const view = (
      <MePage
        {...page}
        timeZone={site.timeZone}
        standing={{ restrictions, appeals, messages, unread }}
        isFirst={isFirst}
        comments={own.map((comment) => ({ comment, statement: statements.get(comment.id) ?? null }))}
        nextHref={next && `/me?lang=${language}&cursor=${encodeCursor(next)}`}
        policyHref={`/policy?site=${site.key}&lang=${language}`}
        languageHrefs={languageHrefs(offeredLanguages(site), (other) => `/me?lang=${other}`)}
      />
    )
    return privatePage(c, view, pageHeaders())
  })

  app.get('/me/account', async (c) => {
    const known = await reader(c)
    return known ? accountPage(c, known.viewer, known.site) : seeOther(c, toLogin(c))
  })

  app.post('/me/name', (c) =>
    act(c, nameForm, 'name', ({ viewer }, { name }) => accounts.rename(viewer, name)),
  )

  app.post('/me/language', (c) =>
    act(c, languageForm, 'language', async ({ viewer }, { language }) => {
      await accounts.setLanguage(viewer, language)
      return seeOther(c, `/me/account?lang=${language}#language`)
    }),
  )

  app.post('/me/sessions/end', (c) =>
    act(c, sessionForm, 'sessions', async ({ viewer }, { session }) => {
      if (session === undefined) await accounts.endOtherSessions(viewer)
      else await accounts.endSession(viewer, session)
    }),
  )

  app.post('/me/logins/add', async (c) => {
    const { viewer, site } = await requireReader(c)
    const form = await readForm(c, addForm)
    const { language } = shell(c, viewer, site, form)
    try {
      const started = await accounts.startLink(viewer, form.provider, language)
      return await leavePage(c, site, language, form.provider, started)
    } catch (error) {
      if (error instanceof Problem && error.type === 'login-not-fresh')
        return accountPage(c, viewer, site, { at: 'logins', problem: error }, form)
      throw error
    }
  })

  app.post('/me/logins/remove', (c) =>
    act(c, removeForm, 'logins', async ({ viewer, site }, form) => {
      const identity = { provider: form.provider, appId: form.app, subject: form.subject }
      if (form.confirmed) return accounts.unlink(viewer, identity)
      const { page } = shell(c, viewer, site, form)
      return privatePage(c, <UnlinkPage {...page} identity={identity} />, pageHeaders())
    }),
  )

  app.post('/me/data', async (c) => {
    const { viewer, site } = await requireReader(c)
    const form = await readForm(c, bare)
    const { language } = shell(c, viewer, site, form)
    // Loaded when the first reader asks: the start does not pay for zip and CSV.
    const { ownDataArchive } = await import('./own-data.ts')
    const archive = ownDataArchive(await loadOwnData(parts, viewer, site, language))
    return c.newResponse(new Uint8Array(archive), 200, {
      ...dataHeaders('application/zip'),
      ...PRIVATE,
      'content-disposition': `attachment; filename="${site.key}-comments-data.zip"`,
    })
  })

  app.get('/me/erase', async (c) => {
    const known = await reader(c)
    if (!known) return seeOther(c, toLogin(c))
    const { page } = shell(c, known.viewer, known.site)
    return privatePage(c, <ErasePage {...page} />, pageHeaders())
  })

  app.post('/me/erase', (c) => act(c, bare, 'erasure', ({ viewer }) => accounts.requestErasure(viewer)))
  app.post('/me/erase/cancel', (c) => act(c, bare, 'erasure', ({ viewer }) => accounts.cancelErasure(viewer)))

  return app

  /** One form, one act, and back to its place on the page, with what went wrong where something did. */
  async function act<Schema extends z.ZodType<Form>>(
    c: AppContext,
    schema: Schema,
    at: AccountNote['at'],
    work: (who: { viewer: Viewer; site: Site }, form: z.output<Schema>) => Promise<unknown>,
  ): Promise<Response> {
    const who = await requireReader(c)
    const form = await readForm(c, schema)
    try {
      const answer = await work(who, form)
      if (answer instanceof Response) return answer
      return seeOther(c, `/me/account?lang=${shell(c, who.viewer, who.site, form).language}#${at}`)
    } catch (error) {
      requireRefusal(error)
      return accountPage(c, who.viewer, who.site, { at, problem: error }, form)
    }
  }

  async function accountPage(
    c: AppContext,
    viewer: Viewer,
    site: Site,
    note: AccountNote | null = null,
    form: Form = {},
  ): Promise<Response> {
    const { page, language } = shell(c, viewer, site, form)
    const [identities, sessions, providers] = await Promise.all([
      accounts.identitiesOf(viewer),
      accounts.sessionsOf(viewer),
      accounts.offered(site.id),
    ])
    const view = (
      <AccountPage
        {...page}
        timeZone={site.timeZone}
        typedName={form.name}
        note={note}
        identities={identities}
        sessions={sessions}
        currentSessionId={viewer.session.id}
        providers={providers}
        erasureAt={viewer.account.erasureAt}
        isFresh={isFresh(viewer.session, parts.now())}
        loginHref={loginPath(site.key, language)}
        languageHrefs={languageHrefs(offeredLanguages(site), (other) => `/me/account?lang=${other}`)}
      />
    )
    return privatePage(c, view, pageHeaders(), note?.problem.status ?? 200)
  }

  function shell(c: AppContext, { account }: Viewer, site: Site, form: Form = {}) {
    const language = form.lang ?? languageOf(c, account.language)
    const assets = { styles: parts.assets.styles('pages', site), scripts: [] }
    const page = {
      language,
      assets,
      banner: banner(parts, language),
      paper: wordsIn(site.title, language),
      displayName: account.displayName,
      siteKey: site.key,
    }
    return { page, language }
  }

  async function reader(c: AppContext): Promise<{ viewer: Viewer; site: Site } | null> {
    const viewer = await cookieReader(c, parts)
    const site = viewer && (await sites.byId(viewer.account.siteId))
    return viewer && site ? { viewer, site } : null
  }

  /** @throws {Problem} `sign-in-required` */
  async function requireReader(c: AppContext): Promise<{ viewer: Viewer; site: Site }> {
    const known = await reader(c)
    if (!known) throw new Problem('sign-in-required')
    return known
  }
}

function toLogin(c: AppContext): `/${string}` {
  return `/login?lang=${languageOf(c)}`
}
