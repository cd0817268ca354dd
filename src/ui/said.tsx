import { catalogue } from '../locales/index.ts'
import { inLanguage, type Language, type Localized } from '../locales/language.ts'

interface SaidProps {
  text: Localized
  /** The page's. */
  language: Language
}

/** A text of the paper's. Where it stands in another language than the page, it says so (WCAG 3.1.2). */
export function Said({ text, language }: SaidProps) {
  const found = inLanguage(text, language)
  return <In language={found.language} page={language} text={found.words} />
}

/** A text whose language is known, on a page of perhaps another. */
export function In({ text, language, page }: { text: string; language: Language; page: Language }) {
  if (language === page) return <>{text}</>
  return (
    <span lang={language} dir={catalogue(language).dir}>
      {text}
    </span>
  )
}
