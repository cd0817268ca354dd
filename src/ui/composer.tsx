import type { OfferedProvider } from '../features/accounts/model.ts'
import type { Comment } from '../features/comments/model.ts'
import { countGraphemes, NEAR_LIMIT, TEXT_LIMITS } from '../kernel/text.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Counter, TextField } from './composer-field.tsx'
import { STATES_BY_NAME, type ComposerState as StateName, stateAfter } from './composer-states.ts'
import { Lock } from './lock.tsx'
import { COMPOSER_ANCHOR, discussionPath } from './paths.ts'
import { ProblemNote, type ProblemShown } from './problem-note.tsx'
import { available } from './provider-name.ts'
import { shortDate } from './time.tsx'
import { SignOutForm, Who } from './who.tsx'

/** What the composer holds when it is printed. */
export interface ComposerState {
  draft: string
  /** The comment that is being answered. */
  parent: Comment | null
  /** Idempotency key of the form post; unused while locked. */
  key: string
  problem: ProblemShown | null
}

export interface ComposerProps {
  language: Language
  articleId: string
  paper: string
  viewer: { accountId: string; displayName: string } | null
  providers: readonly OfferedProvider[]
  state: ComposerState
  policyHref: string
  /** Said for a while after a version came into force. */
  policyNews: { at: number; href: string } | null
  timeZone: string
  inFrame: boolean
  /** Which address to take into another browser. */
  pageHref: string
  /** What the frame's tag asks for: logging out comes back to the same frame. */
  theme?: 'light' | 'dark' | undefined
  /** What just happened, and why there is text in the box. */
  told?: string | undefined
}

/**
 * The box to write in. Locked, it can be typed in already, and each login button sends the text along; signed in,
 * the form posts it.
 */
export function Composer(props: ComposerProps) {
  const { language, articleId, viewer, providers, state, policyHref, inFrame, told } = props
  const words = catalogue(language).reader.composer
  const post = `/a/${articleId}/comments`
  const [first] = available(providers)
  return (
    <>
      <form
        class="composer"
        id={COMPOSER_ANCHOR}
        method="post"
        action={viewer || !first ? post : `/login/${first.name}`}
        target={inFrame ? '_top' : undefined}
        data-locked={viewer ? undefined : ''}
        data-state={printedState(props)}
        data-states={JSON.stringify(STATES_BY_NAME)}
      >
        <input type="hidden" name="article" value={articleId} />
        <input type="hidden" name="parent" value={state.parent?.id ?? ''} />
        <input type="hidden" name="lang" value={language} />
        {viewer && <input type="hidden" name="key" value={state.key} />}
        <ReplyingTo parent={state.parent} language={language} articleId={articleId} inFrame={inFrame} />
        {told && (
          <p class="note" role="status">
            {told}
          </p>
        )}
        <TextField draft={state.draft} language={language} />
        {!viewer && <Lock {...props} />}
        <ProblemNote problem={state.problem} language={language} />
        <NoteActs post={post} language={language} />
        <PolicyNewsLine {...props} />
        <div class="bar">
          <Counter draft={state.draft} language={language} />
          <button
            class="post"
            type="submit"
            formaction={post}
            aria-disabled={viewer ? undefined : 'true'}
            data-part="post"
          >
            {words.post}
          </button>
          {/* Seen at the start of the line: from the text, posting is one key away. */}
          <a class="policy" href={policyHref} target={inFrame ? '_blank' : undefined} rel="noopener">
            {catalogue(language).common.policy}
          </a>
        </div>
        {viewer && (
          <>
            <Who viewer={viewer} language={language} />
            <template data-part="lock-template">
              <Lock {...props} />
            </template>
          </>
        )}
        <p class="unseen" role="status" data-part="status" />
      </form>
      {viewer && <SignOutForm {...props} />}
    </>
  )
}

/** What can be done about the note above: the style sheet shows what fits the state, without script too. */
function NoteActs({ post, language }: { post: string; language: Language }) {
  const { review, copyText, copied } = catalogue(language).reader.writing
  return (
    <>
      <p class="ask of-nudge">
        <button class="button" type="submit" formaction={post} name="review" value="true" data-part="review">
          {review}
        </button>
      </p>
      <p class="ask of-closed">
        <button
          class="button"
          type="button"
          data-part="copy-text"
          data-copy="[data-part=field]"
          data-done={copied}
        >
          {copyText}
        </button>
      </p>
    </>
  )
}

/** Which state the page begins in. */
function printedState({ viewer, providers, state: { draft, problem } }: ComposerProps): StateName {
  if (problem) return stateAfter(problem.type)
  if (!viewer) return providers.some(isOff) ? 'provider-out-of-credit' : 'locked'
  const left = TEXT_LIMITS.graphemes - countGraphemes(draft)
  if (left < 0) return 'over'
  return draft === '' ? 'idle' : left <= NEAR_LIMIT ? 'near' : 'typing'
}

function isOff({ unavailable }: OfferedProvider): boolean {
  return unavailable !== null
}

function PolicyNewsLine({ policyNews, language, timeZone, inFrame }: ComposerProps) {
  if (!policyNews) return null
  const { policyNews: sentence } = catalogue(language).reader.desk
  return (
    <p class="hint policy-news">
      {sentence(shortDate(policyNews.at, { language, timeZone }))}{' '}
      <a href={policyNews.href} target={inFrame ? '_blank' : undefined} rel="noopener">
        {catalogue(language).reader.desk.whatChanged}
      </a>
    </p>
  )
}

function ReplyingTo(props: {
  parent: Comment | null
  language: Language
  articleId: string
  inFrame: boolean
}) {
  const { parent, language, articleId, inFrame } = props
  const words = catalogue(language).reader.composer
  return (
    <p class="replying" data-part="replying" hidden={parent === null}>
      <span>{parent && words.replyingTo(parent.authorName)}</span>
      <a
        href={discussionPath(articleId, language)}
        target={inFrame ? '_top' : undefined}
        data-part="cancel-reply"
      >
        {words.cancelReply}
      </a>
    </p>
  )
}
