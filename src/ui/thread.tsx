import type { Comment, ThreadItem } from '../features/comments/model.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import { type CommentSetting, PublishedComment, Tombstone } from './comment.tsx'
import { commentPath } from './paths.ts'

/** Replies that are open at once; what folding would hide must be worth a press. */
const OPEN = 3
const WORTH_FOLDING = 3

interface ThreadProps {
  items: readonly ThreadItem[]
  setting: CommentSetting
  /** When the newest of all published comments was published, epoch ms: what is newer is not here yet. */
  seen?: number
}

/** An ordered list for each page of comments, of which browser code adds more; replies are one level deep. */
export function Thread({ items, setting, seen }: ThreadProps) {
  return (
    <div id="thread" data-seen={seen}>
      {items.length > 0 && (
        <ol class="thread">
          {items.map((item) => (
            <li>
              {item.comment.state === 'published' ? (
                <PublishedComment comment={item.comment} setting={setting} />
              ) : (
                <Tombstone comment={item.comment} setting={setting} />
              )}
              {item.replies.length > 0 && <Replies item={item} setting={setting} />}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

/** At a comment's own address nothing is folded: what was linked is in sight. */
function Replies({ item, setting }: { item: ThreadItem; setting: CommentSetting }) {
  const { comment, replies, replyCount } = item
  const words = catalogue(setting.language)
  const figure = (count: number) => numberFormat(words.locale).format(count)
  // Whoever is no longer shown is not named by the answers either.
  const parent = comment.state === 'published' ? comment : { ...comment, authorName: '…' }
  const isFolded = setting.highlight === null && replies.length >= OPEN + WORTH_FOLDING
  const [open, folded] = isFolded ? [replies.slice(0, OPEN), replies.slice(OPEN)] : [replies, []]
  const isCut = replies.filter(({ state }) => state === 'published').length < replyCount
  return (
    <>
      <ReplyList replies={open} parent={parent} setting={setting} />
      {folded.length > 0 && (
        <details class="folded">
          <summary>{words.reader.reading.moreReplies(figure(folded.length))}</summary>
          <ReplyList replies={folded} parent={parent} setting={setting} />
        </details>
      )}
      {isCut && setting.highlight !== comment.id && (
        <p class="all">
          <a
            href={commentPath(comment, setting.language)}
            target={setting.inFrame ? '_blank' : undefined}
            rel="noopener"
          >
            {words.reader.reading.allReplies(figure(replyCount))}
          </a>
        </p>
      )}
    </>
  )
}

interface ReplyListProps {
  replies: readonly Comment[]
  parent: Comment
  setting: CommentSetting
}

function ReplyList({ replies, parent, setting }: ReplyListProps) {
  return (
    <ol class="replies">
      {replies.map((reply) => (
        <li>
          {reply.state === 'published' ? (
            <PublishedComment comment={reply} setting={setting} parent={parent} />
          ) : (
            <Tombstone comment={reply} setting={setting} />
          )}
        </li>
      ))}
    </ol>
  )
}
