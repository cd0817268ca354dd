import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** Under every page where a reader gives something of their own: what is kept of it. */
export function PageFoot({ language, privacyHref }: { language: Language; privacyHref: string }) {
  return (
    <footer class="foot">
      <p>
        <a href={privacyHref}>{catalogue(language).reader.privacy.link}</a>
      </p>
    </footer>
  )
}
