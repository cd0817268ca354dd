import type { OfferedProvider } from '../features/accounts/model.ts'
import type { Comment } from '../features/comments/model.ts'
import { countGraphemes, TEXT_LIMITS } from '../kernel/text.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Face } from './face.tsx'
import { Lock } from './lock.tsx'
import { COMPOSER_ANCHOR, discussionPath } from './paths.ts'
import { ProblemNote, type ProblemShown } from './problem-note.tsx'
import { available } from './provider-name.ts'
import { shortDate } from './time.tsx'

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
 * the form posts it. Never `maxlength`: it deletes the Hangul syllable that is being composed at the limit.
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
        <label class="unseen" for="text">
          {words.label}
        </label>
        <textarea
          id="text"
          class="text"
          name="text"
          rows={3}
          dir="auto"
          placeholder={words.placeholder}
          aria-describedby="limit"
        >
          {state.draft}
        </textarea>
        {viewer ? (
          <>
            <Who viewer={viewer} language={language} />
            <template data-part="lock-template">
              <Lock {...props} />
            </template>
          </>
        ) : (
          <Lock {...props} />
        )}
        <ProblemNote problem={state.problem} language={language} />
        <PolicyNewsLine {...props} />
        <div class="bar">
          <a class="policy" href={policyHref} target={inFrame ? '_blank' : undefined} rel="noopener">
            {catalogue(language).common.policy}
          </a>
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
        </div>
        <p class="unseen" role="status" data-part="status" />
      </form>
      {viewer && <SignOutForm {...props} />}
    </>
  )
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

/** The number is for eyes; a quiet line beside it speaks at 50, 20, 10 and 0 characters left. */
function Counter({ draft, language }: { draft: string; language: Language }) {
  const words = catalogue(language).reader.composer
  const count = countGraphemes(draft)
  return (
    <>
      <span class="n" data-part="counter" aria-hidden="true">
        {words.counter(Number.isFinite(count) ? count : '∞', TEXT_LIMITS.graphemes)}
      </span>
      <span class="limit" id="limit">
        {words.atMost(TEXT_LIMITS.graphemes)}
      </span>
    </>
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

function Who(props: { viewer: { accountId: string; displayName: string }; language: Language }) {
  const { viewer, language } = props
  const words = catalogue(language)
  return (
    <p class="who">
      <Face accountId={viewer.accountId} name={viewer.displayName} />
      <span>
        {words.reader.composer.postingAs} <strong dir="auto">{viewer.displayName}</strong>
      </span>
      <button type="submit" class="plain" form="sign-out">
        {words.common.signOut}
      </button>
    </p>
  )
}

/**
 * Outside the composer: a form cannot hold a form. In the frame it stays there: at top level the browser would
 * neither send nor delete the frame's own cookie.
 */
function SignOutForm({ articleId, language, inFrame, theme }: ComposerProps) {
  return (
    <form id="sign-out" method="post" action="/logout">
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="lang" value={language} />
      {inFrame && <input type="hidden" name="frame" value={theme ?? 'auto'} />}
    </form>
  )
}
