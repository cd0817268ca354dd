import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Face } from './face.tsx'

interface WhoProps {
  viewer: { accountId: string; displayName: string }
  language: Language
  /** Whether something can be posted under the name. */
  posts?: boolean
}

/** Under which name, and the way to log out. */
export function Who({ viewer, language, posts = true }: WhoProps) {
  const words = catalogue(language)
  return (
    <p class="who">
      <Face accountId={viewer.accountId} name={viewer.displayName} />
      <span>
        {posts && words.reader.composer.postingAs} <strong dir="auto">{viewer.displayName}</strong>
      </span>
      <button type="submit" class="plain" form="sign-out">
        {words.common.signOut}
      </button>
    </p>
  )
}

interface SignOutProps {
  articleId: string
  language: Language
  inFrame: boolean
  theme?: 'light' | 'dark' | undefined
}

/**
 * Outside the composer: a form cannot hold a form. In the frame it stays there: at top level the browser would
 * neither send nor delete the frame's own cookie.
 */
export function SignOutForm({ articleId, language, inFrame, theme }: SignOutProps) {
  return (
    <form id="sign-out" method="post" action="/logout">
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="lang" value={language} />
      {inFrame && <input type="hidden" name="frame" value={theme ?? 'auto'} />}
    </form>
  )
}
