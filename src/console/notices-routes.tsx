import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { NOTICE_FILTERS } from '../features/moderation/notice-store.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { isId, uuidv7 } from '../kernel/ids.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import { wordsField } from './form-fields.ts'
import { LEGAL_ACTS, type LegalAct, LegalFilePage } from './legal-file.tsx'
import { asPath, legalFileHref, noticeHref } from './links.ts'
import { NoticesPage } from './notices.tsx'

const answer = {
  version: z.coerce.number().int().positive(),
  notice: z.uuid().optional(),
  explanation: wordsField,
  lang: z.enum(LANGUAGES).optional(),
}
const ground = { law: wordsField, clause: z.string().max(20).default('') }
const FORMS = {
  blind: z.strictObject({ ...answer, ...ground, days: z.coerce.number().catch(0) }),
  restore: z.strictObject(answer),
  remove: z.strictObject({ ...answer, ...ground }),
  refuse: z.strictObject(answer),
  order: z.strictObject({
    authority: z.string().default(''),
    reference: z.string().default(''),
    body: z.string().default(''),
    key: z.uuid(),
    lang: z.enum(LANGUAGES).optional(),
  }),
}

type Subject = { noticeId: string } | { commentId: string }
type Shown = { problem: Problem | null; kept: Readonly<Record<string, string>> }

/** Legal notices, blinds and orders: for seniors, of their own site. */
export function noticesRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/notices',
    deskPage(async (c, viewer) => {
      const filter = NOTICE_FILTERS.find((name) => name === c.req.query('filter')) ?? 'open'
      const list = await moderation.notices(actorOf(viewer), filter)
      const language = queryLanguage(c)
      const page = (
        <NoticesPage
          {...(await pageProps(viewer, language))}
          view={{ order: 'risk', filter: 'all', language }}
          {...{ filter, list }}
        />
      )
      return privatePage(c, page, pageHeaders())
    }),
  )

  app.get(
    '/console/notices/new',
    deskPage((c, viewer) => filePage(c, viewer, { commentId: commentParam(c) }, queryLanguage(c), CALM)),
  )

  app.get(
    '/console/notices/:id',
    deskPage((c, viewer) => filePage(c, viewer, { noticeId: idParam(c) }, queryLanguage(c), CALM)),
  )

  // One route for each act, so that the test of every unsafe route finds them.
  for (const act of LEGAL_ACTS) {
    app.post(
      `/console/notices/comments/:id/${act}`,
      deskForm(FORMS[act], async (c, viewer, fields) => {
        const commentId = idParam(c)
        const noticeId = 'notice' in fields ? fields.notice : undefined
        try {
          const entered = await carryOut(viewer, commentId, act, fields)
          return seeOther(c, withDone(entered ?? noticeId, commentId, act, fields.lang))
        } catch (error) {
          if (!(error instanceof Problem) || error.type === 'not-found' || error.type === 'not-allowed')
            throw error
          const subject = noticeId === undefined ? { commentId } : { noticeId }
          const kept = Object.entries({ ...fields, act }).map(([name, value]) => [name, String(value ?? '')])
          return filePage(c, viewer, subject, fields.lang, {
            problem: error,
            kept: Object.fromEntries(kept),
          })
        }
      }),
    )
  }

  return app

  /** Answers the id of an order that was entered. */
  async function carryOut(
    viewer: Viewer,
    commentId: string,
    act: LegalAct,
    fields: z.output<(typeof FORMS)[LegalAct]>,
  ): Promise<string | undefined> {
    const actor = actorOf(viewer)
    if ('key' in fields) return moderation.enterOrder(actor, { ...fields, commentId })
    const { version, explanation, notice } = fields
    const input = { commentId, version, explanation }
    if (act === 'restore') await moderation.restore(actor, input)
    if (act === 'refuse') await moderation.refuseNotice(actor, { ...input, noticeId: notice ?? '' })
    if (!('law' in fields)) return undefined
    const cited = {
      clauses: fields.clause === '' ? [] : [fields.clause],
      lawReference: fields.law === '' ? null : fields.law,
    }
    if ('days' in fields) await moderation.blind(actor, { ...input, ...cited, days: fields.days })
    else await moderation.remove(actor, { ...input, ...cited, noticeId: notice ?? null })
    return undefined
  }

  async function filePage(
    c: AppContext,
    viewer: Viewer,
    subject: Subject,
    language: Language | undefined,
    { problem, kept }: Shown,
  ): Promise<Response> {
    const file = await moderation.legalFile(actorOf(viewer), subject)
    const done = LEGAL_ACTS.find((act) => act === c.req.query('done')) ?? null
    const page = (
      <LegalFilePage
        {...(await pageProps(viewer, language))}
        view={{ order: 'risk', filter: 'all', language }}
        {...{ file, done, kept }}
        problem={problem && { type: problem.type, details: problem.details }}
        orderKey={uuidv7(parts.now())}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }
}

const CALM: Shown = { problem: null, kept: {} }

/** @throws {Problem} `not-found` */
function commentParam(c: AppContext): string {
  const id = c.req.query('comment') ?? ''
  if (!isId(id)) throw new Problem('not-found')
  return id
}

function withDone(
  noticeId: string | undefined,
  commentId: string,
  act: LegalAct,
  lang: Language | undefined,
): `/${string}` {
  const href = noticeId === undefined ? legalFileHref(commentId, lang) : noticeHref(noticeId, lang)
  return asPath(`${href}${href.includes('?') ? '&' : '?'}done=${act}`)
}
