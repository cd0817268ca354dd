import { type Comment, REPLIES_SHOWN, type ThreadItem } from '../features/comments/model.ts'
import { catalogue } from '../locales/index.ts'
import { type CommentSetting, PublishedComment, Tombstone } from './comment.tsx'
import { commentPath } from './paths.ts'

/** An ordered list of comments; replies are one level deep. */
export function Thread({ items, setting }: { items: readonly ThreadItem[]; setting: CommentSetting }) {
  return (
    <ol class="thread" id="thread">
      {items.map(({ comment, replies }) => (
        <li>
          {comment.state === 'published' ? (
            <PublishedComment comment={comment} setting={setting} />
          ) : (
            <Tombstone comment={comment} setting={setting} />
          )}
          {replies.length > 0 && <Replies parent={comment} replies={replies} setting={setting} />}
        </li>
      ))}
    </ol>
  )
}

function Replies(props: { parent: Comment; replies: readonly Comment[]; setting: CommentSetting }) {
  const { parent, replies, setting } = props
  const { language } = setting
  const { inFrame } = setting
  // Whoever is no longer shown is not named by the answers either.
  const named = parent.state === 'published' ? parent : { ...parent, authorName: '…' }
  return (
    <>
      <ol class="replies">
        {replies.map((reply) => (
          <li>
            {reply.state === 'published' ? (
              <PublishedComment comment={reply} setting={setting} parent={named} />
            ) : (
              <Tombstone comment={reply} setting={setting} />
            )}
          </li>
        ))}
      </ol>
      {replies.length === REPLIES_SHOWN && (
        <p class="more">
          <a href={commentPath(parent, language)} target={inFrame ? '_blank' : undefined} rel="noopener">
            {catalogue(language).reader.comment.allReplies}
          </a>
        </p>
      )}
    </>
  )
}
