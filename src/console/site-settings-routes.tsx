import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { SiteSettings } from '../features/sites/desk.ts'
import type { ModerationMode, Site } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { deskDoor, queryLanguage } from './door.ts'
import { localizedFields, typedIn } from './form-fields.ts'
import { asPath, siteSettingsHref } from './links.ts'
import { SITE_ACTS, type SiteFields, SiteSettingsPage } from './site-settings.tsx'

const plainForm = z.strictObject({ lang: z.enum(LANGUAGES).optional() })
const pauseForm = plainForm.extend({ paused: z.enum(['yes', 'no']) })
/** The values are judged by the site's own rules, so that the page can give them back. */
const settingsForm = plainForm.extend({
  revision: z.coerce.number().int().positive(),
  ...localizedFields('title'),
  timeZone: z.string(),
  mode: z.string(),
  newcomerThreshold: z.string(),
  perArticle: z.string(),
  perDay: z.string(),
  secondsBetween: z.string(),
  closeAfterDays: z.string(),
  holdReports: z.string().default(''),
  outsideCheck: z.string(),
})

/** The paper's settings: its admins read and change them. */
export function siteSettingsRoutes(parts: Parts): Hono<AppEnv> {
  const { sites } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/settings/site',
    deskPage((c, viewer) => settingsPage(c, viewer, queryLanguage(c), null, null)),
  )

  app.post(
    '/console/settings/site',
    deskForm(settingsForm, async (c, viewer, form) => {
      requireAdmin(viewer)
      const { lang, revision } = form
      const typed: SiteFields = { ...form, title: typedIn(form, 'title') }
      try {
        await sites.changeSettings(actorOf(viewer), revision, settingsOf(typed))
      } catch (error) {
        if (!(error instanceof Problem) || error.type === 'not-allowed') throw error
        return settingsPage(c, viewer, lang, typed, error)
      }
      return seeOther(c, asPath(siteSettingsHref(lang, 'saved')))
    }),
  )

  app.post(
    '/console/settings/site/pause',
    deskForm(pauseForm, async (c, viewer, { lang, paused }) => {
      await sites.pause(actorOf(viewer), paused === 'yes')
      return seeOther(c, asPath(siteSettingsHref(lang, paused === 'yes' ? 'paused' : 'resumed')))
    }),
  )

  return app

  async function settingsPage(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    typed: SiteFields | null,
    problem: Problem | null,
  ): Promise<Response> {
    requireAdmin(viewer)
    const site = await sites.byId(viewer.account.siteId)
    if (!site) throw new Problem('not-found')
    const page = (
      <SiteSettingsPage
        {...(await pageProps(viewer, lang))}
        view={{ order: 'risk', filter: 'all', language: lang }}
        site={site}
        fields={typed ?? fieldsOf(site)}
        done={SITE_ACTS.find((name) => name === c.req.query('done')) ?? null}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(), problem?.status ?? 200)
  }
}

function requireAdmin({ account }: Viewer): void {
  if (account.role !== 'admin') throw new Problem('not-allowed')
}

function fieldsOf({
  title,
  timeZone,
  mode,
  newcomerThreshold,
  rates,
  closeAfterDays,
  holdReports,
  outsideCheck,
}: Site): SiteFields {
  return {
    title,
    timeZone,
    mode,
    newcomerThreshold: `${newcomerThreshold}`,
    perArticle: `${rates.perArticle}`,
    perDay: `${rates.perDay}`,
    secondsBetween: `${rates.secondsBetween}`,
    closeAfterDays: closeAfterDays === null ? '' : `${closeAfterDays}`,
    holdReports: holdReports === null ? '' : `${holdReports}`,
    outsideCheck: outsideCheck?.url ?? '',
  }
}

/** What is no number becomes `NaN`, which no rule lets pass. */
function settingsOf(fields: SiteFields): SiteSettings {
  const { perArticle, perDay, secondsBetween } = fields
  const [days, weight, url] = [fields.closeAfterDays, fields.holdReports, fields.outsideCheck].map((field) =>
    field.trim(),
  )
  return {
    title: fields.title,
    timeZone: fields.timeZone.trim(),
    mode: fields.mode as ModerationMode,
    newcomerThreshold: figure(fields.newcomerThreshold),
    rates: { perArticle: figure(perArticle), perDay: figure(perDay), secondsBetween: figure(secondsBetween) },
    closeAfterDays: days ? figure(days) : null,
    holdReports: weight ? figure(weight) : null,
    outsideCheck: url ? { url } : null,
  }
}

function figure(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
}
