import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { RESTRICTIONS } from '../features/moderation/model.ts'
import type { RestrictInput } from '../features/moderation/restricting.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { requireRefusal } from '../http/refusal.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { decodeCursor } from '../kernel/cursor.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import type { Language } from '../locales/language.ts'
import { resultPage } from './bulk-routes.tsx'
import { plainView, writerHref } from './desk-links.ts'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import {
  clausesField,
  idField,
  keyField,
  langField,
  lawField,
  seenCasesField,
  wordsField,
} from './form-fields.ts'
import { asPath } from './links.ts'
import { EMPTY_DRAFT, type RestrictDraft } from './restrict-form.tsx'
import { RestrictPreviewPage } from './restrict-preview.tsx'
import { WriterPage } from './writer.tsx'
import type { Lifting } from './writer-record.tsx'
import { WritersPage } from './writers.tsx'

const OPEN_SHOWN = 20

const restrictForm = z.strictObject({
  lang: langField,
  kind: z.enum(RESTRICTIONS),
  days: z
    .string()
    .regex(/^\d{0,3}$/)
    .transform((text) => (text === '' ? null : Number(text))),
  clause: clausesField,
  law: lawField,
  explanation: wordsField,
  from: idField.optional(),
  item: seenCasesField,
  key: keyField,
  confirm: z.enum(['restriction', 'both']).optional(),
})
type RestrictFields = z.output<typeof restrictForm>
const liftForm = z.strictObject({ lang: langField, explanation: wordsField })
const noteForm = z.strictObject({ lang: langField, note: wordsField, key: keyField })

/** What was filled in. */
interface Kept {
  from?: string | undefined
  draft?: RestrictDraft
  note?: string
  lifting?: Lifting
}

/** Writers: who is held back, and everything about one of them. */
export function writerRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation, policy } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/writers',
    deskPage(async (c, viewer) => {
      const lang = queryLanguage(c)
      const restricted = await moderation.restricted(actorOf(viewer))
      const page = (
        <WritersPage {...(await pageProps(viewer, lang))} {...{ restricted }} view={plainView(lang)} />
      )
      return privatePage(c, page, pageHeaders())
    }),
  )

  app.get(
    '/console/writers/:id',
    deskPage((c, viewer) => writerPage(c, viewer, queryLanguage(c), { from: c.req.query('from') })),
  )

  app.post(
    '/console/writers/:id/restrict',
    deskForm(restrictForm, async (c, viewer, form) => {
      const input = inputOf(idParam(c), form)
      return orSaidHere(c, viewer, form.lang, { from: form.from, draft: draftOf(form) }, async () => {
        if (form.kind === 'ban' && form.confirm === undefined) return previewPage(c, viewer, form, input)
        const { rejected } = await moderation.restrict(actorOf(viewer), viewer.account.displayName, input)
        return rejected.length > 0
          ? resultPage(parts, c, viewer, plainView(form.lang), rejected)
          : seeOther(c, asPath(writerHref(input.accountId, form.lang, { done: 'restricted' })))
      })
    }),
  )

  app.post(
    '/console/writers/:id/restrictions/:restriction/lift',
    deskForm(liftForm, async (c, viewer, { explanation, lang }) => {
      const accountId = idParam(c)
      const restrictionId = c.req.param('restriction') ?? ''
      return orSaidHere(c, viewer, lang, { lifting: { restrictionId, explanation } }, async () => {
        const { restrictions } = await moderation.writer(actorOf(viewer), accountId)
        if (!restrictions.some(({ id }) => id === restrictionId)) throw new Problem('not-found')
        await moderation.lift(actorOf(viewer), { restrictionId, explanation })
        return seeOther(c, asPath(writerHref(accountId, lang, { done: 'lifted' })))
      })
    }),
  )

  app.post(
    '/console/writers/:id/notes',
    deskForm(noteForm, async (c, viewer, { key, note, lang }) => {
      const accountId = idParam(c)
      return orSaidHere(c, viewer, lang, { note }, async () => {
        await moderation.addNote(actorOf(viewer), { accountId }, note, key)
        return seeOther(c, asPath(writerHref(accountId, lang, { done: 'noted' })))
      })
    }),
  )

  return app

  /** A refusal is said on the page itself, with what was filled in. */
  async function orSaidHere(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    kept: Kept,
    work: () => Promise<Response>,
  ): Promise<Response> {
    try {
      return await work()
    } catch (error) {
      requireRefusal(error)
      return writerPage(c, viewer, lang, { ...kept, problem: error })
    }
  }

  async function previewPage(
    c: AppContext,
    viewer: Viewer,
    form: RestrictFields,
    input: RestrictInput,
  ): Promise<Response> {
    const actor = actorOf(viewer)
    await moderation.rehearse(actor, input)
    const page = (
      <RestrictPreviewPage
        {...(await pageProps(viewer, form.lang))}
        view={plainView(form.lang)}
        record={await moderation.writer(actor, input.accountId)}
        clauses={(await policy.current(viewer.account.siteId)).clauses}
        draft={draftOf(form)}
        {...(form.key !== undefined && { formKey: form.key })}
        cause={form.from === undefined ? null : await moderation.cause(actor, form.from)}
      />
    )
    return privatePage(c, page, pageHeaders())
  }

  async function writerPage(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    shown: Kept & { problem?: Problem },
  ): Promise<Response> {
    const actor = actorOf(viewer)
    const accountId = idParam(c)
    const record = await moderation.writer(actor, accountId)
    const { from, draft, note, lifting, problem } = shown
    const found = from !== undefined && isId(from) ? await moderation.cause(actor, from) : null
    const cause = found?.comment.accountId === accountId ? found : null
    const queue = { order: 'oldest', filter: 'all', limit: OPEN_SHOWN, writerId: accountId } as const
    const page = (
      <WriterPage
        {...(await pageProps(viewer, lang))}
        {...(await moderation.commentsBy(actor, accountId, decodeCursor(c.req.query('cursor') ?? '')))}
        view={plainView(lang)}
        record={record}
        imposedBy={new Map(record.decisions.map(({ id, actorId }) => [id, actorId]))}
        decisions={(await moderation.named(actor, record.decisions)).reverse()}
        notes={await moderation.notes(actor, { commentId: null, accountId })}
        open={await moderation.queue(actor, queue)}
        clauses={(await policy.current(viewer.account.siteId)).clauses}
        draft={draft ?? { ...EMPTY_DRAFT, clauses: cause?.decision.clauses ?? [] }}
        cause={cause}
        {...{ note, lifting }}
        done={c.req.query('done')}
        problem={problem ? { type: problem.type, details: problem.details } : null}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }
}

function inputOf(accountId: string, form: RestrictFields): RestrictInput {
  return {
    accountId,
    kind: form.kind,
    days: form.days,
    clauses: form.clause,
    lawReference: form.law,
    explanation: form.explanation,
    followsFrom: form.from ?? null,
    rejects: form.confirm === 'both' ? form.item : [],
    key: form.key,
  }
}

function draftOf({ kind, days, clause, law, explanation }: RestrictFields): RestrictDraft {
  return { kind, days, clauses: clause, lawReference: law ?? '', explanation }
}
