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
  /** Id of the page's form: what was typed goes along to the other language, with `step=edit`. */
  form?: string | undefined
  /**
   * That form's own button, where it has a field of one line: in those Enter presses the form's first button, and the
   * languages stand before it.
   */
  enter?: { step: string; label: string } | undefined
}

/** The line on top of every page of ours. */
export function PageHeader({ language, name, href, languageHrefs, form, enter }: PageHeaderProps) {
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
        {enter && (
          <button class="unseen" type="submit" form={form} name="step" value={enter.step} tabindex={-1}>
            {enter.label}
          </button>
        )}
        {languageHrefs && <LanguageSwitch language={language} hrefs={languageHrefs} form={form} />}
      </div>
    </header>
  )
}

/** Each language under its own name, the present one marked; nothing where there is no choice. */
function LanguageSwitch({
  language,
  hrefs,
  form,
}: Pick<PageHeaderProps, 'language' | 'form'> & { hrefs: LanguageHrefs }) {
  const offered = LANGUAGES.filter((name) => hrefs[name] !== undefined)
  if (offered.length < 2) return null
  return (
    <nav class="languages" aria-label={catalogue(language).common.language}>
      {offered.map((name) => {
        const { dir, name: label } = catalogue(name)
        const shared = { lang: name, dir, 'aria-current': name === language ? ('true' as const) : undefined }
        return form === undefined ? (
          <a {...shared} href={hrefs[name]} hreflang={name}>
            {label}
          </a>
        ) : (
          <button
            {...shared}
            type="submit"
            form={form}
            formaction={hrefs[name]}
            formnovalidate
            name="step"
            value="edit"
          >
            {label}
          </button>
        )
      })}
    </nav>
  )
}
