import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { APPEAL_TEXT } from '../features/moderation/appealing.ts'
import { APPEAL_MS } from '../features/moderation/state-table.ts'
import { offeredLanguages, type Site } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { LONG_FORM } from '../http/limits.ts'
import { retryAfter } from '../http/problem.ts'
import { requireRefusal } from '../http/refusal.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { cookieReader } from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { LANGUAGES, type Language, wordsIn } from '../locales/language.ts'
import { languageHrefs } from '../ui/page-header.tsx'
import { appealPath, loginPath } from '../ui/paths.ts'
import { AppealPage } from './appeal.tsx'
import { banner } from './banner.ts'

const appealForm = z.strictObject({
  text: z.string(),
  lang: z.enum(LANGUAGES).optional(),
  step: z.literal('edit').optional(),
})

/** Contesting a decision: a page that shows it, and one plain form. Sent twice it is one appeal. */
export function appealRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation, sites } = parts.services
  const app = new Hono<AppEnv>()

  app.get('/me/appeals/:id', async (c) => {
    const known = await reader(c)
    if (!known) return logIn(c, idOf(c))
    return page(c, known, languageOf(c, known.viewer.account.language), { draft: '', problem: null })
  })

  app.post('/me/appeals/:id', async (c) => {
    const known = await reader(c)
    if (!known) throw new Problem('sign-in-required')
    const { text, lang, step } = await readForm(c, appealForm, LONG_FORM)
    if (step === 'edit') return page(c, known, languageOf(c, lang), { draft: text, problem: null })
    const language = lang ?? languageOf(c, known.viewer.account.language)
    const decisionId = idOf(c)
    try {
      await moderation.appeal(actorOf(known.viewer), { decisionId, text })
    } catch (error) {
      requireRefusal(error)
      return page(c, known, language, { draft: text, problem: error })
    }
    return seeOther(c, `${appealPath(decisionId, language)}#sent`)
  })

  return app

  async function page(
    c: AppContext,
    { viewer, site }: { viewer: Viewer; site: Site },
    language: Language,
    { draft, problem }: { draft: string; problem: Problem | null },
  ): Promise<Response> {
    const contested = await moderation.contestable(actorOf(viewer), idOf(c), language)
    const view = (
      <AppealPage
        language={language}
        assets={{ styles: parts.assets.styles('pages', site), scripts: [] }}
        banner={banner(parts, language)}
        paper={wordsIn(site.title, language)}
        timeZone={site.timeZone}
        policyHref={`/policy?site=${site.key}&lang=${language}`}
        contested={contested}
        isLate={parts.now() > contested.decision.at + APPEAL_MS}
        draft={draft}
        problem={problem}
        limit={APPEAL_TEXT.graphemes}
        languageHrefs={languageHrefs(offeredLanguages(site), (other) =>
          appealPath(contested.decision.id, other),
        )}
      />
    )
    const headers = { ...pageHeaders(), ...(problem ? retryAfter(problem) : {}) }
    return privatePage(c, view, headers, problem?.status ?? 200)
  }

  async function logIn(c: AppContext, decisionId: string): Promise<Response> {
    const site = await sites.byId((await moderation.siteOfDecision(decisionId)) ?? '')
    if (!site) throw new Problem('not-found')
    return seeOther(c, loginPath(site.key, languageOf(c, site.language), { decisionId }))
  }

  async function reader(c: AppContext): Promise<{ viewer: Viewer; site: Site } | null> {
    const viewer = await cookieReader(c, parts)
    const site = viewer && (await sites.byId(viewer.account.siteId))
    return viewer && site ? { viewer, site } : null
  }
}

/** @throws {Problem} `not-found` */
function idOf(c: AppContext): string {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw new Problem('not-found')
  return id
}
