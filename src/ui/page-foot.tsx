import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { privacyPath, transparencyPath } from './paths.ts'

/** Under every page of a paper: what is kept of what readers give, and what was decided about it. */
export function PageFoot({ language, siteKey }: { language: Language; siteKey: string }) {
  const { privacy, transparency } = catalogue(language).reader
  return (
    <footer class="foot">
      <p>
        <a href={privacyPath(siteKey, language)}>{privacy.link}</a>
        <a href={transparencyPath(siteKey, language)}>{transparency.link}</a>
      </p>
    </footer>
  )
}
