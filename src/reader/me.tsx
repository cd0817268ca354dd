import type { Comment } from '../features/comments/model.ts'
import type { Message } from '../features/moderation/inboxing.ts'
import type { OwnAppeal, Statement } from '../features/moderation/statement-model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type CommentSetting, type OwnComment, OwnCommentView } from '../ui/comment.tsx'
import { PageFoot } from '../ui/page-foot.tsx'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { commentAnchor, commentPath, discussionPath } from '../ui/paths.ts'
import { Shell } from '../ui/shell.tsx'
import { Inbox, OwnAppeals, OwnRestrictions } from './inbox.tsx'
import { MeTabs } from './me-parts.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

export interface MePageProps extends PageProps {
  paper: string
  timeZone: string
  displayName: string
  standing: {
    /** Why the account is held back now. */
    restrictions: readonly Statement[]
    appeals: readonly OwnAppeal[]
    messages: readonly Message[]
    unread: number
  }
  /** Whether it is the first page of comments: the rest stands on that one only. */
  isFirst: boolean
  /** Newest first. */
  comments: readonly OwnComment[]
  nextHref: string | null
  policyHref: string
  siteKey: string
  languageHrefs: LanguageHrefs
}

/** A reader's own comments and what became of them. */
export function MePage(props: MePageProps) {
  const {
    paper,
    timeZone,
    displayName,
    comments,
    nextHref,
    policyHref,
    siteKey,
    languageHrefs,
    standing,
    isFirst,
    ...page
  } = props
  const { language } = page
  const { me } = catalogue(language).reader
  const setting: CommentSetting = {
    language,
    timeZone,
    policyHref,
    inFrame: false,
    canReply: false,
    highlight: null,
  }
  return (
    <Shell {...page} head={{ title: `${me.title} · ${paper}` }} robots={NO_INDEX} page="reading">
      <PageHeader language={language} name={paper} href={null} languageHrefs={languageHrefs} />
      <main>
        <h1>{me.title}</h1>
        <MeTabs language={language} current="comments" displayName={displayName} unread={standing.unread} />
        {isFirst && (
          <>
            <OwnRestrictions statements={standing.restrictions} {...{ language, timeZone, policyHref }} />
            <Inbox messages={standing.messages} {...{ language, timeZone }} />
            <OwnAppeals appeals={standing.appeals} {...{ language, timeZone }} />
          </>
        )}
        <h2 class="unseen">{me.title}</h2>
        {comments.length === 0 && <p class="empty">{me.empty}</p>}
        <ol class="thread">
          {comments.map((own) => (
            <li>
              <OwnCommentView own={own} setting={setting} />
              <p class="acts">
                <a href={commentPath(own.comment, language)}>{me.open}</a>
                <WithdrawLink comment={own.comment} language={language} />
              </p>
            </li>
          ))}
        </ol>
        {nextHref && (
          <p class="more">
            <a class="button" href={nextHref}>
              {me.more}
            </a>
          </p>
        )}
      </main>
      <PageFoot language={language} siteKey={siteKey} />
    </Shell>
  )
}

/** To where the comment stands, with the question opened: a second step, and the text comes back there. */
function WithdrawLink({ comment, language }: { comment: Comment; language: Language }) {
  const { id, articleId, state } = comment
  if (state !== 'pending' && state !== 'published' && state !== 'blinded') return null
  const page = state === 'published' ? commentPath(comment, language) : discussionPath(articleId, language)
  return (
    <a href={`${page}&withdraw=${id}#${commentAnchor(id)}`}>{catalogue(language).appeals.withdraw.link}</a>
  )
}
