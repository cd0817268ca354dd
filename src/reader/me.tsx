import { catalogue } from '../locales/index.ts'
import { type CommentSetting, type OwnComment, OwnCommentView } from '../ui/comment.tsx'
import { PageFoot } from '../ui/page-foot.tsx'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { commentPath } from '../ui/paths.ts'
import { Shell } from '../ui/shell.tsx'
import { MeTabs } from './me-parts.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

export interface MePageProps extends PageProps {
  paper: string
  timeZone: string
  displayName: string
  /** Newest first. */
  comments: readonly OwnComment[]
  nextHref: string | null
  policyHref: string
  privacyHref: string
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
    privacyHref,
    languageHrefs,
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
        <MeTabs language={language} current="comments" displayName={displayName} />
        {comments.length === 0 && <p class="empty">{me.empty}</p>}
        <ol class="thread">
          {comments.map((own) => (
            <li>
              <OwnCommentView own={own} setting={setting} />
              <p class="acts">
                <a href={commentPath(own.comment, language)}>{me.open}</a>
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
      <PageFoot language={language} privacyHref={privacyHref} />
    </Shell>
  )
}
