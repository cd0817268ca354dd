import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { WORD_KINDS } from '../features/comments/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import { asPath, wordsHref } from './links.ts'
import { WORD_ACTS, WordsPage, type WordsPageProps } from './words.tsx'

const plainForm = z.strictObject({ lang: z.enum(LANGUAGES).optional() })
const wordForm = plainForm.extend({ kind: z.enum(WORD_KINDS), word: z.string().max(1_000) })

type Shown = Pick<WordsPageProps, 'done' | 'typed'> & { problem: Problem | null }
const NOTHING: Shown = { done: null, typed: null, problem: null }

/** A paper's own words: every moderator reads them and tries texts, seniors and admins change them. */
export function wordRoutes(parts: Parts): Hono<AppEnv> {
  const { words, sites } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/words',
    deskPage((c, viewer) => {
      const done = WORD_ACTS.find((act) => act === c.req.query('done')) ?? null
      return wordsPage(c, viewer, queryLanguage(c), { ...NOTHING, done })
    }),
  )

  app.post(
    '/console/words',
    deskForm(wordForm, async (c, viewer, { kind, word, lang }) => {
      try {
        await words.add(actorOf(viewer), kind, word)
      } catch (error) {
        if (!(error instanceof Problem) || error.type === 'not-allowed') throw error
        return wordsPage(c, viewer, lang, { done: null, typed: { kind, word }, problem: error })
      }
      return seeOther(c, asPath(wordsHref(lang, 'added')))
    }),
  )

  app.post(
    '/console/words/:id/remove',
    deskForm(plainForm, async (c, viewer, { lang }) => {
      await words.remove(actorOf(viewer), idParam(c))
      return seeOther(c, asPath(wordsHref(lang, 'removed')))
    }),
  )

  return app

  async function wordsPage(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    { done, typed, problem }: Shown,
  ): Promise<Response> {
    const actor = actorOf(viewer)
    const site = await sites.byId(viewer.account.siteId)
    const tried = c.req.query('text') ?? ''
    const page = (
      <WordsPage
        {...(await pageProps(viewer, lang))}
        view={{ order: 'risk', filter: 'all', language: lang }}
        {...{ done, typed, tried }}
        rules={await words.list(actor)}
        trial={tried !== '' && site ? await words.tryText(actor, site, tried) : null}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }
}
