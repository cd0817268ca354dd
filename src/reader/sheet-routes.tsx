import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import * as z from 'zod'
import type { Comment } from '../features/comments/model.ts'
import { articleLanguages } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { readerOf } from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { isId } from '../kernel/ids.ts'
import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language, wordsIn } from '../locales/language.ts'
import { ReportForm, WithdrawForm } from '../ui/act-forms.tsx'
import { Tombstone } from '../ui/comment.tsx'
import { isWithdrawable } from '../ui/comment-acts.tsx'
import { languageHrefs } from '../ui/page-header.tsx'
import { commentPath, discussionPath } from '../ui/paths.ts'
import { mastodonHref, type Shared, serverOf } from '../ui/share-links.ts'
import { clausesFor } from './acts.ts'
import { banner } from './banner.ts'
import { findPlace, type Place } from './load.ts'
import { CopyButton, ShareSheet } from './share-sheet.tsx'
import { LeavePage, Said, SheetPage } from './sheet.tsx'

const serverForm = z.strictObject({ server: z.string().max(300), lang: z.enum(LANGUAGES).optional() })

/** What is on a sheet, and what it is about. */
interface Sheet {
  place: Place
  language: Language
  comment: Comment | null
  title: string
  content: Child
  status?: ContentfulStatusCode
}

/** Share, report and withdraw as pages of their own, whose sheets browser code shows in a dialog. */
export function sheetRoutes(parts: Parts): Hono<AppEnv> {
  const { services, assets } = parts
  const app = new Hono<AppEnv>()

  for (const path of ['/a/:article/share', '/a/:article/c/:comment/share'] as const) {
    app.get(path, async (c) => {
      const place = await findPlace(parts, c.req.param('article'))
      return shareSheet(c, place, languageOf(c, place.article.language), null)
    })

    // By POST, so that no address of ours leads to whatever site somebody puts into it.
    app.post(path, async (c) => {
      const place = await findPlace(parts, c.req.param('article'))
      const { server: typed, lang } = await readForm(c, serverForm)
      const language = lang ?? place.article.language
      const server = serverOf(typed)
      const shared = await sharedIn(c, place, language)
      if (!shared || server === null) return shareSheet(c, place, language, typed)
      const page = (
        <LeavePage
          {...frame(place, language)}
          paper={wordsIn(place.site.title, language)}
          server={server}
          href={mastodonHref(server, shared)}
        />
      )
      return privatePage(c, page, pageHeaders())
    })
  }

  app.get('/a/:article/c/:comment/report', async (c) => {
    const place = await findPlace(parts, c.req.param('article'))
    const comment = await publishedIn(c, place)
    const language = languageOf(c, place.article.language)
    const viewer = await readerOf(c, parts, place.article)
    // Where the page was printed for nobody, a reader's own comment looks like any other.
    if (comment && comment.accountId === viewer?.account.id) return withdrawSheet(c, place, language, comment)
    const { report } = catalogue(language).appeals
    const content = comment && (
      <>
        <ReportForm
          {...onSheet(comment, language)}
          clauses={await clausesFor(parts, place.site, comment.id)}
          isSignedIn={viewer !== null}
          typed={{ clause: '', note: '' }}
          inFrame
        />
        <Said />
      </>
    )
    return sheetPage(c, { place, language, comment, title: report.title, content })
  })

  app.get('/a/:article/c/:comment/withdraw', async (c) => {
    const place = await findPlace(parts, c.req.param('article'))
    const viewer = await readerOf(c, parts, place.article)
    const comment = await commentIn(c, place)
    const isOwn = comment !== null && comment.accountId === viewer?.account.id && isWithdrawable(comment)
    return withdrawSheet(c, place, languageOf(c, place.article.language), isOwn ? comment : null)
  })

  return app

  async function commentIn(c: AppContext, { site, article }: Place): Promise<Comment | null> {
    const id = c.req.param('comment') ?? ''
    const comment = isId(id) ? await services.comments.byId(site.id, id) : null
    return comment?.articleId === article.id && article.discussion !== 'off' ? comment : null
  }

  async function publishedIn(c: AppContext, place: Place): Promise<Comment | null> {
    const comment = await commentIn(c, place)
    return comment?.state === 'published' ? comment : null
  }

  /** The comment of the address, or the discussion when it names none. `null` for what nobody may read. */
  async function sharedIn(c: AppContext, place: Place, language: Language): Promise<Shared | null> {
    const { article } = place
    const { headline } = article
    if (article.discussion === 'off') return null
    if (c.req.param('comment') === undefined)
      return { url: services.sharing.articleUrl(article), headline, text: headline, quote: (text) => text }
    const comment = await publishedIn(c, place)
    if (!comment) return null
    const { quote } = catalogue(language).acts.share
    return {
      url: services.sharing.commentUrl(comment),
      headline,
      text: comment.body,
      quote: (text) => quote(comment.authorName, text),
    }
  }

  async function shareSheet(c: AppContext, place: Place, language: Language, noServer: string | null) {
    const { share } = catalogue(language).acts
    const shared = await sharedIn(c, place, language)
    const isComment = c.req.param('comment') !== undefined
    const comment = isComment ? await publishedIn(c, place) : null
    const title = isComment ? share.comment : share.discussion
    const content = shared && (
      <ShareSheet language={language} shared={shared} action={c.req.path} noServer={noServer} />
    )
    const status = noServer === null ? 200 : 422
    return sheetPage(c, { place, language, comment, title, content, status })
  }

  function withdrawSheet(c: AppContext, place: Place, language: Language, comment: Comment | null) {
    const { withdraw } = catalogue(language).appeals
    const { nothing } = catalogue(language).acts
    const content = comment ? (
      <WithdrawSheet comment={comment} language={language} timeZone={place.site.timeZone} />
    ) : (
      <p>{nothing}</p>
    )
    const shown = comment?.state === 'published' ? comment : null
    const status = comment ? 200 : 404
    return sheetPage(c, { place, language, comment: shown, title: withdraw.title, content, status })
  }

  function frame({ site }: Place, language: Language) {
    return {
      language,
      assets: { styles: assets.styles('pages', site), scripts: [] },
      banner: banner(parts, language),
    }
  }

  function sheetPage(c: AppContext, { place, language, comment, title, content, status = 200 }: Sheet) {
    const { gone, share } = catalogue(language).acts
    const back = comment
      ? { href: commentPath(comment, language), label: share.toComment }
      : { href: discussionPath(place.article.id, language), label: share.toDiscussion }
    const page = (
      <SheetPage
        {...frame(place, language)}
        paper={wordsIn(place.site.title, language)}
        article={place.article}
        title={title}
        back={back}
        languageHrefs={languageHrefs(
          articleLanguages(place.site, place.article),
          (other) => `${c.req.path}?lang=${other}`,
        )}
      >
        {content ?? <p>{gone}</p>}
      </SheetPage>
    )
    return privatePage(c, page, pageHeaders(), content ? status : 404)
  }
}

/** What both forms are given on a sheet: sent without a script, they come back to the comment's own page. */
function onSheet(comment: Comment, language: Language) {
  const isShown = comment.state === 'published'
  const place = isShown ? { from: 'permalink', highlight: comment.id } : { from: 'page' }
  return { comment, language, place, problem: null, inSheet: true, cancelHref: '' }
}

/** The form, and what is shown once it is done: the text, and what keeps the comment's place. */
function WithdrawSheet(props: { comment: Comment; language: Language; timeZone: string }) {
  const { comment, language, timeZone } = props
  const { withdrawn } = catalogue(language).acts
  const setting = { language, timeZone, policyHref: '', inFrame: true, canReply: false, highlight: null }
  return (
    <>
      <WithdrawForm {...onSheet(comment, language)} />
      <Said />
      <div data-part="kept" hidden>
        <textarea class="field" readonly rows={4} dir="auto" aria-label={withdrawn.label} data-part="text" />
        <CopyButton class="button" done={withdrawn.copied}>
          {withdrawn.copy}
        </CopyButton>
      </div>
      <div data-part="tomb" tabindex={-1} hidden>
        <Tombstone comment={{ ...comment, state: 'withdrawn' }} setting={setting} />
      </div>
    </>
  )
}
