import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'

/** Where the same page is in each language that it is offered in. */
export type LanguageHrefs = Readonly<Partial<Record<Language, string>>>

/** The same page's address in each of these languages. */
export function languageHrefs(
  languages: readonly Language[],
  href: (language: Language) => string,
): LanguageHrefs {
  return Object.fromEntries(languages.map((language) => [language, href(language)]))
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

/** Each language under its own name, the present one marked; nothing where there is no choice. */
function LanguageSwitch({ language, hrefs }: { language: Language; hrefs: LanguageHrefs }) {
  const offered = LANGUAGES.filter((name) => hrefs[name] !== undefined)
  if (offered.length < 2) return null
  return (
    <nav class="languages" aria-label={catalogue(language).common.language}>
      {offered.map((name) => (
        <a
          href={hrefs[name]}
          lang={name}
          dir={catalogue(name).dir}
          hreflang={name}
          aria-current={name === language ? 'true' : undefined}
        >
          {catalogue(name).name}
        </a>
      ))}
    </nav>
  )
}
