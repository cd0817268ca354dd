import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { requireRefusal } from '../http/refusal.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { AppealPage } from './appeal.tsx'
import { AppealsPage } from './appeals.tsx'
import { appealHref, appealsHref } from './appeals-links.ts'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import { wordsField } from './form-fields.ts'
import { asPath } from './links.ts'

const lang = z.enum(LANGUAGES).optional()
const answerForm = z.strictObject({
  lang,
  verdict: z.enum(['uphold', 'overturn']),
  clause: z.string().max(20).default(''),
  reason: wordsField,
  version: z.coerce.number().int().nonnegative(),
  lease: z.string().max(100),
})
const undoForm = z.strictObject({ lang, decision: z.string().max(80) })

interface Shown {
  reason: string
  clause: string
  problem: Problem | null
}

const BLANK: Shown = { reason: '', clause: '', problem: null }

/** What readers contest, and the forms by which another person answers. */
export function appealsRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/appeals',
    deskPage(async (c, viewer) => {
      const language = queryLanguage(c)
      const open = c.req.query('show') !== 'decided'
      const page = (
        <AppealsPage
          {...(await pageProps(viewer, language))}
          view={{ order: 'risk', filter: 'all', language }}
          open={open}
          rows={await moderation.appeals(actorOf(viewer), { open })}
          done={await doneOf(viewer, c.req.query('done'))}
          undone={c.req.query('undone') !== undefined}
        />
      )
      return privatePage(c, page, pageHeaders())
    }),
  )

  app.get(
    '/console/appeals/:id',
    deskPage((c, viewer) => appealPage(c, viewer, queryLanguage(c), BLANK)),
  )

  app.post(
    '/console/appeals/:id',
    deskForm(answerForm, async (c, viewer, { clause, lang: language, lease, reason, verdict, version }) => {
      const appealId = idParam(c)
      try {
        const decision = await moderation.answerAppeal(actorOf(viewer), {
          appealId,
          verdict,
          clauses: clause === '' ? [] : [clause],
          lawReference: null,
          explanation: reason,
          version,
          leaseToken: lease,
        })
        return seeOther(c, asPath(appealsHref({ language, done: decision.id })))
      } catch (error) {
        requireRefusal(error)
        return appealPage(c, viewer, language, { reason, clause, problem: error })
      }
    }),
  )

  app.post(
    '/console/appeals/:id/undo',
    deskForm(undoForm, async (c, viewer, { decision, lang: language }) => {
      const appealId = idParam(c)
      try {
        if (!isId(decision)) throw new Problem('not-found')
        await moderation.undo(actorOf(viewer), decision)
      } catch (error) {
        requireRefusal(error)
        return appealPage(c, viewer, language, { ...BLANK, problem: error })
      }
      return seeOther(c, asPath(appealsHref({ language, undone: appealId })))
    }),
  )

  return app

  /** The answer that was just given, and whether it can still be taken back. */
  async function doneOf(viewer: Viewer, id: string | undefined) {
    if (id === undefined || !isId(id)) return null
    const decided = await moderation.appeals(actorOf(viewer), { open: false })
    return decided.find(({ appeal }) => appeal.answerId === id) ?? null
  }

  async function appealPage(
    c: AppContext,
    viewer: Viewer,
    language: Language | undefined,
    { problem, ...typed }: Shown,
  ): Promise<Response> {
    const { displayName } = viewer.account
    const opened = await moderation.openAppeal(actorOf(viewer), displayName, idParam(c))
    const props = await pageProps(viewer, language)
    const page = (
      <AppealPage
        {...props}
        view={{ order: 'risk', filter: 'all', language }}
        opened={opened}
        statement={await moderation.statementFor(opened.contested, props.language)}
        {...typed}
        problem={problem && { type: problem.type, details: problem.details }}
        selfHref={appealHref(opened.appeal.id, language)}
      />
    )
    return privatePage(c, page, pageHeaders(), problem?.status ?? 200)
  }
}
