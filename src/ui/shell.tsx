import type { Child } from 'hono/jsx'
import type { HeadTags } from '../features/sharing/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { JsonLd } from './json-ld.tsx'

/** Addresses of a page's own files, hashed. */
export interface PageAssets {
  styles: string
  /** Module scripts; none where a page needs none. */
  scripts: readonly string[]
}

export interface ShellProps {
  language: Language
  /** Tags for crawlers and chat apps, or only a title for pages that nobody shares. */
  head: HeadTags | { title: string }
  assets: PageAssets
  robots?: string
  /** Says which page this is, for the style sheet. */
  page: string
  /** What the sandbox says on top of every page. */
  banner?: string | undefined
  /** Holds the page to one theme; without it the reader's own setting counts. */
  theme?: 'light' | 'dark' | undefined
  /** Where the browser goes by itself, at once: the way out to a provider that `form-action` lets through. */
  refresh?: string | undefined
  children: Child
}

/** The document around every page: no inline script, no inline style, all tags before the style sheet. */
export function Shell(props: ShellProps) {
  const { language, head, assets, robots, page, banner, theme, refresh, children } = props
  const { dir } = catalogue(language)
  return (
    <html lang={language} dir={dir === 'rtl' ? dir : undefined} data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.title}</title>
        {'canonical' in head && <SharedHead head={head} />}
        {robots && <meta name="robots" content={robots} />}
        {refresh && <meta http-equiv="refresh" content={`0; url=${refresh}`} />}
        <meta name="color-scheme" content={theme ?? 'light dark'} />
        <link rel="stylesheet" href={assets.styles} />
        {assets.scripts.map((src) => (
          <script type="module" src={src} />
        ))}
      </head>
      <body class={page}>
        {banner && <aside class="banner">{banner}</aside>}
        {children}
        {/* Last: it repeats texts, and neither tags nor style sheet may wait for those. */}
        {'canonical' in head && <JsonLd data={head.jsonLd} />}
      </body>
    </html>
  )
}

/** Every tag that crawlers and chat apps read, except the title and the structured data. */
export function SharedHead({ head }: { head: HeadTags }) {
  return (
    <>
      <meta name="description" content={head.description} />
      <link rel="canonical" href={head.canonical} />
      {head.meta.map((tag) => (
        <meta {...tag} />
      ))}
      {head.links.map((link) => (
        <link {...link} />
      ))}
    </>
  )
}
