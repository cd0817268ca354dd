import { Hono } from 'hono'
import * as z from 'zod'
import type { Comment } from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import { CLAIMS, checkClaim } from '../features/moderation/legal-rules.ts'
import { offeredLanguages, type Site } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { LONG_FORM } from '../http/limits.ts'
import { retryAfter } from '../http/problem.ts'
import { requireRefusal } from '../http/refusal.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { readForm } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId, uuidv7 } from '../kernel/ids.ts'
import { catalogue } from '../locales/index.ts'
import { wordsIn } from '../locales/language.ts'
import { problemSentence } from '../locales/problem-sentence.ts'
import { languageHrefs } from '../ui/page-header.tsx'
import { legalNoticePath, privacyPath } from '../ui/paths.ts'
import { banner } from './banner.ts'
import {
  type ClaimFault,
  LegalCheckPage,
  LegalFormPage,
  type LegalFormProps,
  type Typed,
} from './legal-form.tsx'
import { LegalLookUpPage, LegalReceiptPage, LegalStatusPage, statusPath } from './legal-status.tsx'

const FAULTS: readonly ClaimFault[] = ['claim', 'name', 'email', 'reference', 'body', 'goodFaith']

/** Bounded by what a body may hold at all; what is too long is said on the page, with the text in it. */
const claimForm = z.strictObject({
  step: z.enum(['check', 'edit', 'send']),
  claim: z.enum([...CLAIMS, '']).default(''),
  name: z.string().default(''),
  email: z.string().default(''),
  reference: z.string().default(''),
  body: z.string().default(''),
  key: z.string().max(40).default(''),
  goodFaith: z.literal('yes').optional(),
})

/** Legal notices from anybody, signed in or not, and what became of one. Works without JavaScript. */
export function legalRoutes(parts: Parts): Hono<AppEnv> {
  const { services, assets } = parts
  const app = new Hono<AppEnv>()

  app.get('/legal/notice', async (c) => {
    const code = c.req.query('code')
    if (code !== undefined) return seeOther(c, asOwn(statusPath(code.slice(0, 80), languageOf(c))))
    if (c.req.query('comment') === undefined) return lookUpPage(c)
    const key = uuidv7(parts.now())
    return formPage(c, await findSubject(c), { typed: { ...NOTHING, key }, fault: null, refusal: null })
  })

  app.post('/legal/notice', async (c) => {
    const subject = await findSubject(c)
    const { step, goodFaith, ...form } = await readForm(c, claimForm, LONG_FORM)
    const typed: Typed = { ...form, key: isId(form.key) ? form.key : uuidv7(parts.now()) }
    const clean = { typed, fault: null, refusal: null }
    if (step === 'edit') return formPage(c, subject, clean)
    try {
      if (typed.claim === '') throw new Problem('invalid-field', { field: 'claim' })
      const claim = { ...typed, claim: typed.claim }
      checkClaim(claim)
      if (step === 'check') return checkPage(c, subject, clean)
      const { site, comment } = subject
      const filed = await services.moderation.fileNotice(site.id, {
        ...claim,
        commentId: comment.id,
        goodFaith: goodFaith === 'yes',
        language: languageOf(c, site.language),
      })
      return receiptPage(c, site, filed)
    } catch (error) {
      requireRefusal(error)
      return refused(c, subject, typed, error)
    }
  })

  app.get('/legal/notice/:code', async (c) => {
    const code = c.req.param('code')
    const status = await services.moderation.noticeStatus(code)
    const [first] = await services.sites.list()
    const site = status ? await services.sites.byId(status.notice.siteId) : (first ?? null)
    if (!site) throw new Problem('not-found')
    const language = languageOf(c, status?.notice.language ?? site.language)
    const page = (
      <LegalStatusPage
        {...pageProps(c, site, language)}
        timeZone={site.timeZone}
        status={status}
        privacyHref={privacyPath(site.key, language)}
        languageHrefs={languageHrefs(offeredLanguages(site), (lang) => statusPath(code, lang))}
      />
    )
    // The address is the key to the page: no other page learns it.
    return privatePage(c, page, pageHeaders({ referrer: 'no-referrer' }), status ? 200 : 404)
  })

  return app

  /** A comment that is seen or blinded, in whichever paper. @throws {Problem} `not-found` */
  async function findSubject(c: AppContext): Promise<Subject> {
    const id = c.req.query('comment') ?? ''
    if (!isId(id)) throw new Problem('not-found')
    for (const site of await services.sites.list()) {
      const comment = await services.comments.byId(site.id, id)
      if (comment?.state !== 'published' && comment?.state !== 'blinded') continue
      const article = await services.articles.byId(comment.articleId)
      return { site, comment, isSeen: isPublic(comment) && article?.discussion !== 'off' }
    }
    throw new Problem('not-found')
  }

  function pageProps(c: AppContext, site: Site, language = languageOf(c, site.language)) {
    return {
      language,
      assets: { styles: assets.styles('pages', site), scripts: [] },
      banner: banner(parts, language),
      paper: wordsIn(site.title, language),
    }
  }

  function formProps(c: AppContext, { site, comment, isSeen }: Subject, shown: Shown): LegalFormProps {
    return { ...pageProps(c, site), comment, isSeen, ...shown }
  }

  function formPage(c: AppContext, subject: Subject, shown: Shown, problem?: Problem): Response {
    const headers = { ...pageHeaders(), ...(problem ? retryAfter(problem) : {}) }
    const { site, comment } = subject
    const hrefs = languageHrefs(offeredLanguages(site), (lang) => legalNoticePath(comment.id, lang))
    const page = <LegalFormPage {...formProps(c, subject, shown)} languageHrefs={hrefs} />
    return privatePage(c, page, headers, problem?.status ?? 200)
  }

  function checkPage(c: AppContext, subject: Subject, shown: Shown, problem?: Problem): Response {
    const page = <LegalCheckPage {...formProps(c, subject, shown)} />
    return privatePage(c, page, pageHeaders(), problem?.status ?? 200)
  }

  /** What was typed is never lost. */
  function refused(c: AppContext, subject: Subject, typed: Typed, problem: Problem): Response {
    const language = languageOf(c, subject.site.language)
    const fault = FAULTS.find((field) => field === problem.details.field) ?? null
    if (fault === 'goodFaith') return checkPage(c, subject, { typed, fault, refusal: null }, problem)
    const refusal =
      problem.type === 'rate-limited'
        ? catalogue(language).legal.flooded
        : problemSentence(problem, language, 'filed')
    return formPage(c, subject, { typed, fault, refusal: fault ? null : refusal }, problem)
  }

  function receiptPage(c: AppContext, site: Site, filed: Awaited<ReturnType<Filing>>): Response {
    const page = <LegalReceiptPage {...pageProps(c, site)} timeZone={site.timeZone} {...filed} />
    return privatePage(c, page, pageHeaders())
  }

  async function lookUpPage(c: AppContext): Promise<Response> {
    const [site] = await services.sites.list()
    if (!site) throw new Problem('not-found')
    const hrefs = languageHrefs(offeredLanguages(site), (lang) => `/legal/notice?lang=${lang}`)
    return privatePage(c, <LegalLookUpPage {...pageProps(c, site)} languageHrefs={hrefs} />, pageHeaders())
  }
}

type Filing = Parts['services']['moderation']['fileNotice']
type Shown = Pick<LegalFormProps, 'typed' | 'fault' | 'refusal'>

interface Subject {
  site: Site
  comment: Comment
  /** Readers see it, text and author. */
  isSeen: boolean
}

const NOTHING = { claim: '', name: '', email: '', reference: '', body: '' } as const

/** Only addresses of our own are made here. */
function asOwn(path: string): `/${string}` {
  return `/${path.replace(/^\/+/, '')}`
}
