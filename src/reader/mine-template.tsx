import type { CommentState } from '../features/comments/model.ts'
import { catalogue } from '../locales/index.ts'
import { type CommentSetting, StateChip } from '../ui/comment.tsx'
import { Face } from '../ui/face.tsx'

interface MineTemplateProps {
  viewer: { accountId: string; displayName: string } | null
  setting: CommentSetting
}

/** States that are said beside a comment; a published one needs no word. */
const SAID_STATES: readonly CommentState[] = ['pending', 'rejected', 'blinded']

/**
 * A comment without its contents: browser code clones it after sending and fills in text, so that a new comment
 * looks the same before and after a reload. `data-when` parts stay only in that state.
 */
export function MineTemplate({ viewer, setting }: MineTemplateProps) {
  const { language } = setting
  const target = setting.inFrame ? '_blank' : undefined
  const words = catalogue(language).reader.comment
  return (
    <template id="mine-template">
      <li>
        <article class="comment">
          <header class="by">
            <Face accountId={viewer?.accountId ?? ''} name={viewer?.displayName ?? ''} />
            <strong dir="auto" data-part="author" />
            <span class="unseen" data-part="reply">
              {words.yourReply}
            </span>
            <time data-part="time" />
            {SAID_STATES.map((state) => (
              <StateChip state={state} language={language} when={state} />
            ))}
          </header>
          <p class="body" dir="auto" data-part="body" />
          <p class="hint" data-when="pending">
            {words.onlyYou}
          </p>
          <p class="acts">
            <a href="/" data-part="link" data-when="published" target={target} rel="noopener nofollow">
              {catalogue(language).acts.share.link}
            </a>
            <a href="/" data-part="withdraw" rel="nofollow">
              {catalogue(language).appeals.withdraw.link}
            </a>
          </p>
        </article>
      </li>
    </template>
  )
}
