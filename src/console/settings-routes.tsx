import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import { asPath, settingsHref } from './links.ts'
import { SETTINGS_ACTS, SettingsPage, type SettingsPageProps } from './settings.tsx'

const plainForm = z.strictObject({ lang: z.enum(LANGUAGES).optional() })
const codeForm = plainForm.extend({ code: z.string().max(64) })
const languageForm = z.strictObject({ language: z.enum(LANGUAGES) })

type Shown = Pick<SettingsPageProps, 'codes' | 'done'> & { problem: Problem | null }
const NOTHING: Shown = { codes: null, done: null, problem: null }

/** A person's own sessions, recovery codes and language; and how the ways to sign in stand. */
export function settingsRoutes(parts: Parts): Hono<AppEnv> {
  const { accounts } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/settings',
    deskPage((c, viewer) => {
      const done = SETTINGS_ACTS.find((act) => act === c.req.query('done')) ?? null
      return settingsPage(c, viewer, queryLanguage(c), { ...NOTHING, done })
    }),
  )

  app.post(
    '/console/settings/recovery-codes',
    deskForm(codeForm, async (c, viewer, { code, lang }) => {
      try {
        const codes = await accounts.renewRecoveryCodes(viewer, code)
        return settingsPage(c, viewer, lang, { ...NOTHING, codes })
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        return settingsPage(c, viewer, lang, { ...NOTHING, problem: error })
      }
    }),
  )

  app.post(
    '/console/settings/sessions/others',
    deskForm(plainForm, async (c, viewer, { lang }) => {
      await accounts.endOtherSessions(viewer)
      return seeOther(c, asPath(settingsHref(lang, 'others')))
    }),
  )

  app.post(
    '/console/settings/sessions/:id/end',
    deskForm(plainForm, async (c, viewer, { lang }) => {
      await accounts.endSession(viewer, idParam(c))
      return seeOther(c, asPath(settingsHref(lang, 'ended')))
    }),
  )

  app.post(
    '/console/settings/language',
    deskForm(languageForm, async (c, viewer, { language }) => {
      await accounts.setLanguage(viewer, language)
      return seeOther(c, asPath(settingsHref(undefined, 'language')))
    }),
  )

  return app

  async function settingsPage(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    { codes, done, problem }: Shown,
  ): Promise<Response> {
    const [sessions, recovery, reports] = await Promise.all([
      accounts.sessionsOf(viewer),
      accounts.recovery(viewer),
      accounts.providerReport(viewer.account.siteId),
    ])
    const page = (
      <SettingsPage
        {...(await pageProps(viewer, lang))}
        view={{ order: 'risk', filter: 'all', language: lang }}
        {...{ sessions, reports, codes, done }}
        currentSessionId={viewer.session.id}
        hasFactor={recovery.hasFactor}
        codesLeft={recovery.codesLeft}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }
}
