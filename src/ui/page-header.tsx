import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'

/** Where the same page is in each language. */
export type LanguageHrefs = Readonly<Record<Language, string>>

/** The same page's address in each language. */
export function languageHrefs(href: (language: Language) => string): LanguageHrefs {
  return { en: href('en'), ko: href('ko') }
}

interface PageHeaderProps {
  language: Language
  /** The newspaper's name, or the product's where no paper is concerned. */
  name: string
  /** Where the name leads; plain text for `null`. */
  href: string | null
  languageHrefs?: LanguageHrefs | undefined
}

/** The line on top of every page of ours. */
export function PageHeader({ language, name, href, languageHrefs }: PageHeaderProps) {
  return (
    <header class="top">
      <div>
        {href === null ? (
          <b class="paper-name">{name}</b>
        ) : (
          <a class="paper-name" href={href}>
            {name}
          </a>
        )}
        {languageHrefs && <LanguageSwitch language={language} hrefs={languageHrefs} />}
      </div>
    </header>
  )
}

/** Each language under its own name, the present one marked. */
function LanguageSwitch({ language, hrefs }: { language: Language; hrefs: LanguageHrefs }) {
  return (
    <nav class="languages" aria-label={catalogue(language).common.language}>
      {LANGUAGES.map((name) => (
        <a
          href={hrefs[name]}
          lang={name}
          hreflang={name}
          aria-current={name === language ? 'true' : undefined}
        >
          {catalogue(name).name}
        </a>
      ))}
    </nav>
  )
}
