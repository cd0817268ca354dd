import { Hono } from 'hono'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { policyInput } from '../features/policy/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { catalogue } from '../locales/index.ts'
import { inEvery, type Language } from '../locales/language.ts'
import { deskDoor, queryLanguage } from './door.ts'
import { asPath, deskHref, EDITED_PARTS, type EditedPart } from './links.ts'
import { type MissingText, PolicyConfirmPage } from './policy-confirm.tsx'
import { type PartFields, PolicyEditPage } from './policy-edit.tsx'
import {
  changeOf,
  editForm,
  POLICY_FORM_BYTES,
  removeForm,
  revisionForm,
  savedFields,
  typedFields,
} from './policy-form.ts'
import { POLICY_ACTS, type PolicyAct, PolicyDeskPage } from './policy-page.tsx'

interface Edited {
  part: EditedPart
  id: string
  lang: Language | undefined
  /** What was typed and could not be saved. */
  typed?: PartFields
  problem?: Problem
}

/** The policy: everybody of the desk reads its draft, admins write and publish it. */
export function policyRoutes(parts: Parts): Hono<AppEnv> {
  const { policy, sites } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/policy',
    deskPage((c, viewer) => overview(c, viewer, queryLanguage(c))),
  )

  app.get(
    '/console/policy/edit',
    deskPage((c, viewer) => {
      requireAdmin(viewer)
      const part = EDITED_PARTS.find((name) => name === c.req.query('part'))
      if (!part) throw new Problem('not-found')
      return editor(c, viewer, { part, id: c.req.query('id') ?? '', lang: queryLanguage(c) })
    }),
  )

  app.post(
    '/console/policy/edit',
    deskForm(
      editForm,
      async (c, viewer, form) => {
        requireAdmin(viewer)
        const { part, id, lang, revision } = form
        const typed = typedFields(form)
        try {
          await policy.changeDraft(actorOf(viewer), revision, changeOf(part, id, typed))
        } catch (error) {
          if (!(error instanceof Problem) || error.type === 'not-allowed') throw error
          return editor(c, viewer, { part, id, lang, typed, problem: error })
        }
        return done(c, lang, 'saved')
      },
      POLICY_FORM_BYTES,
    ),
  )

  app.post(
    '/console/policy/remove',
    deskForm(removeForm, async (c, viewer, { part, id, lang, revision }) => {
      return act(c, viewer, lang, 'saved', () => policy.changeDraft(actorOf(viewer), revision, { part, id }))
    }),
  )

  app.get(
    '/console/policy/publish',
    deskPage((c, viewer) => confirm(c, viewer, queryLanguage(c), null)),
  )

  app.post(
    '/console/policy/publish',
    deskForm(revisionForm, async (c, viewer, { lang, revision }) => {
      try {
        await policy.publishDraft(actorOf(viewer), revision)
      } catch (error) {
        if (!(error instanceof Problem) || error.type === 'not-allowed') throw error
        return confirm(c, viewer, lang, error)
      }
      return done(c, lang, 'published')
    }),
  )

  app.post(
    '/console/policy/rebase',
    deskForm(revisionForm, async (c, viewer, { lang, revision }) => {
      return act(c, viewer, lang, 'saved', () => policy.rebaseDraft(actorOf(viewer), revision))
    }),
  )

  app.post(
    '/console/policy/discard',
    deskForm(revisionForm, async (c, viewer, { lang, revision }) => {
      return act(c, viewer, lang, 'discarded', () => policy.discardDraft(actorOf(viewer), revision))
    }),
  )

  return app

  function done(c: AppContext, lang: Language | undefined, what: PolicyAct): Response {
    const href = deskHref('/console/policy', lang)
    return seeOther(c, asPath(`${href}${href.includes('?') ? '&' : '?'}done=${what}`))
  }

  /** A rule that stands in the way is said on the page itself. */
  async function act(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    what: PolicyAct,
    work: () => Promise<unknown>,
  ): Promise<Response> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem) || error.type === 'not-allowed') throw error
      return overview(c, viewer, lang, error)
    }
    return done(c, lang, what)
  }

  async function overview(c: AppContext, viewer: Viewer, lang: Language | undefined, problem?: Problem) {
    const { siteId } = viewer.account
    const site = await sites.byId(siteId)
    const page = (
      <PolicyDeskPage
        {...(await common(viewer, lang))}
        siteKey={site?.key ?? ''}
        versions={await policy.list(siteId)}
        done={POLICY_ACTS.find((name) => name === c.req.query('done')) ?? null}
        problem={shown(problem)}
      />
    )
    return privatePage(c, page, pageHeaders(), problem?.status ?? 200)
  }

  async function editor(c: AppContext, viewer: Viewer, { part, id, lang, typed, problem }: Edited) {
    const props = await common(viewer, lang)
    const saved = savedFields(props.draft, part, id)
    if (!saved && !typed) throw new Problem('not-found')
    // What somebody else has taken out meanwhile can still be saved, as something new.
    const place = saved ? part : part === 'clause' ? 'add-clause' : 'add-section'
    const fields = typed ?? saved
    if (!fields) throw new Problem('not-found')
    const page = (
      <PolicyEditPage
        {...props}
        part={place}
        id={saved && id !== '' ? id : undefined}
        revision={props.draft.revision}
        languages={props.draft.languages}
        fields={fields}
        saved={problem?.type === 'stale-draft' ? saved : null}
        problem={shown(problem)}
      />
    )
    return privatePage(c, page, pageHeaders(), problem?.status ?? 200)
  }

  async function confirm(c: AppContext, viewer: Viewer, lang: Language | undefined, problem: Problem | null) {
    const props = await common(viewer, lang)
    const { content, notice } = props.draft
    const checked = policyInput(props.draft.languages).safeParse({ ...content, notice })
    const issues = checked.error?.issues ?? []
    const places = issues.map(({ path }) => placeOf(path, content, props.language))
    const missing = [...new Map(places.map((place) => [place.name, place])).values()]
    const page = <PolicyConfirmPage {...props} missing={missing} problem={shown(problem)} />
    return privatePage(c, page, pageHeaders(), problem?.status ?? 200)
  }

  async function common(viewer: Viewer, lang: Language | undefined) {
    const props = await pageProps(viewer, lang)
    const draft = await policy.draft(actorOf(viewer))
    return { ...props, draft, view: { order: 'risk', filter: 'all', language: lang } as const }
  }
}

function requireAdmin({ account }: Viewer): void {
  if (account.role !== 'admin') throw new Problem('not-allowed')
}

function shown(problem: Problem | null | undefined) {
  return problem ? { type: problem.type, details: problem.details } : null
}

/** `clauses.3.text.ko` as `SB-04 · Text · 한국어`, in the form of that clause. */
function placeOf(
  [list, index, ...rest]: readonly PropertyKey[],
  content: { clauses: readonly { id: string }[]; process: readonly { id: string }[] },
  language: Language,
): MissingText {
  const found = list === 'clauses' || list === 'process' ? content[list][Number(index)] : undefined
  const path = found ? [found.id, ...rest] : [list, index, ...rest]
  const { fields } = catalogue(language).console.pages.policy
  const names: Record<string, string> = { ...fields, ...inEvery((one) => catalogue(one).name) }
  const name = path
    .flatMap((step) => (step === undefined ? [] : [names[String(step)] ?? String(step)]))
    .join(' · ')
  const part = list === 'notice' ? 'notice' : !found ? 'head' : list === 'clauses' ? 'clause' : 'section'
  return { name, part, id: found?.id }
}
