import { type Catalogue, catalogue } from '../locales/index.ts'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { Shell } from '../ui/shell.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

export type HomeLink = keyof Catalogue['reader']['home']['links']

export interface HomePageProps extends PageProps {
  version: string
  /** What this installation offers, in this order. */
  links: readonly { name: HomeLink; href: string }[]
  languageHrefs: LanguageHrefs
}

/** The operator's start page: what runs here. */
export function HomePage({ version, links, languageHrefs, ...page }: HomePageProps) {
  const { language } = page
  const words = catalogue(language)
  const { home } = words.reader
  return (
    <Shell {...page} head={{ title: home.title }} robots={NO_INDEX} page="reading">
      <PageHeader language={language} name={words.common.brand} href={null} languageHrefs={languageHrefs} />
      <main>
        <h1>{home.title}</h1>
        <p>{home.about}</p>
        <ul class="links">
          {links.map(({ name, href }) => (
            <li>
              <a href={href}>{home.links[name].title}</a>
              <p class="hint">{home.links[name].text}</p>
            </li>
          ))}
        </ul>
        <p class="hint">
          {words.common.brand} {version}
        </p>
      </main>
    </Shell>
  )
}
