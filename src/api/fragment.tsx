import type { Article } from '../features/articles/model.ts'
import type { BlindShown, Comment, ThreadItem } from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import type { Site } from '../features/sites/model.ts'
import type { Json } from '../kernel/canonical-json.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { blindSentence } from '../ui/comment.tsx'
import { Fill } from '../ui/fill.tsx'
import { JsonLd } from '../ui/json-ld.tsx'
import { COMPOSER_ANCHOR, commentPath, discussionPath } from '../ui/paths.ts'
import { shortTime } from '../ui/time.tsx'

export interface FragmentProps {
  language: Language
  site: Site
  article: Article
  items: readonly ThreadItem[]
  pinnedId: string | null
  /** There are more top-level comments than these. */
  hasMore: boolean
  blinds: ReadonlyMap<string, BlindShown>
  /** Origin of this service: in another document's page only whole addresses lead back. */
  publicUrl: string
  /** Stand-ins are in use: it says so, as every page does. */
  isSandbox: boolean
  /** The same comments as structured data, for pages that ask for it. */
  jsonLd: Json
}

/**
 * The discussion to be read inside the paper's own page: no script, no style, no form. Its class names are
 * documented and stay (`docs/server-rendering.md`).
 */
export function Fragment(props: FragmentProps) {
  const { language, article, items, jsonLd } = props
  const words = catalogue(language)
  return (
    <section
      class="brevier-comments"
      id="brevier-comments"
      lang={language}
      aria-labelledby="brevier-comments-title"
    >
      {props.isSandbox && <p class="brevier-sandbox">{words.common.sandboxBanner}</p>}
      <h2 class="brevier-title" id="brevier-comments-title">
        {words.reader.thread.title} <span class="brevier-count">{count(props)}</span>
      </h2>
      <Writing {...props} />
      <ol class="brevier-list">
        {items.map(({ comment, replies }) => (
          <li class="brevier-item">
            <Shown comment={comment} {...props} />
            {replies.length > 0 && (
              <ol class="brevier-replies">
                {replies.map((reply) => (
                  <li class="brevier-item">
                    <Shown comment={reply} parent={comment} {...props} />
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ol>
      {props.hasMore && (
        <p class="brevier-more">
          <a href={props.publicUrl + discussionPath(article.id, language)}>
            {words.reader.documents.whole(count(props))}
          </a>
        </p>
      )}
      {jsonLd !== null && <JsonLd data={jsonLd} />}
    </section>
  )
}

function count({ language, article }: FragmentProps): string {
  return numberFormat(catalogue(language).locale).format(article.commentCount)
}

/** Where to write, or why nobody can. */
function Writing({ language, site, article, items, publicUrl }: FragmentProps) {
  const { thread, desk, documents } = catalogue(language).reader
  const isOpen = article.discussion === 'open' && !site.paused
  if (!isOpen)
    return (
      <p class="brevier-closed">{article.discussion === 'open' ? desk.paused : thread[article.discussion]}</p>
    )
  return (
    <p class="brevier-write">
      {items.length === 0 && `${thread.empty} `}
      <a href={`${publicUrl}${discussionPath(article.id, language)}#${COMPOSER_ANCHOR}`}>{documents.write}</a>
    </p>
  )
}

interface ShownProps extends FragmentProps {
  comment: Comment
  parent?: Comment
}

/** Named by its author and time; what it answers is said in words. */
function Shown(props: ShownProps) {
  const { comment, parent, language, site, publicUrl, pinnedId } = props
  if (!isPublic(comment)) return <Marker {...props} />
  const words = catalogue(language).reader
  const id = `brevier-${comment.id}`
  return (
    <article class="brevier-comment" id={id} aria-labelledby={`${id}-by`}>
      <p class="brevier-by" id={`${id}-by`}>
        <bdi class="brevier-author">{comment.authorName}</bdi>
        {parent && (
          <>
            {' · '}
            <bdi class="brevier-reply-to">
              {words.comment.replyTo(isPublic(parent) ? parent.authorName : '…')}
            </bdi>
          </>
        )}
        {' · '}
        <a class="brevier-link" href={publicUrl + commentPath(comment, language)}>
          <time class="brevier-time" datetime={new Date(comment.createdAt).toISOString()}>
            {shortTime(comment.createdAt, { language, timeZone: site.timeZone })}
          </time>
        </a>
        {pinnedId === comment.id && (
          <>
            {' · '}
            <span class="brevier-pinned">{words.desk.pinned}</span>
          </>
        )}
      </p>
      <p class="brevier-text" dir="auto">
        {comment.body.split(/\r\n?|\n/).map((line, at) => (
          <>
            {at > 0 && <br />}
            {line}
          </>
        ))}
      </p>
    </article>
  )
}

/** Keeps the place of what is no longer shown. Never its text, never its author. */
function Marker({ comment, blinds, language, site, publicUrl }: ShownProps) {
  const words = catalogue(language)
  const { tombstones, authorGone } = words.reader.comment
  const blind = blinds.get(comment.id)
  return (
    <p class="brevier-marker" id={`brevier-${comment.id}`}>
      {blind ? (
        blindSentence(blind, { language, timeZone: site.timeZone })
      ) : (
        <Fill sentence={comment.authorName === '' ? authorGone : tombstones[comment.state]} name="policy">
          <a href={`${publicUrl}/policy?site=${site.key}&lang=${language}`}>{words.common.policy}</a>
        </Fill>
      )}
    </p>
  )
}
