import type { Child } from 'hono/jsx'
import type { Role } from '../features/accounts/model.ts'
import type { QueueSummary } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { type PageAssets, Shell } from '../ui/shell.tsx'
import { age, span } from './format.ts'
import { HelpPanel } from './help.tsx'
import type { QueueView } from './links.ts'
import { Navigation, type NavName } from './navigation.tsx'
import { Key } from './small-parts.tsx'

/** The moderator at the screen. */
export interface Staff {
  accountId: string
  name: string
  role: Exclude<Role, 'reader'>
}

/** What every page of the console needs. */
export interface ConsolePageProps {
  language: Language
  /** The site's. */
  timeZone: string
  assets: PageAssets
  banner?: string | undefined
  staff: Staff
  summary: QueueSummary
  /** Of the legal notices: overdue ones, and blinds that end within a week. Counted for seniors. */
  pressing?: number | undefined
  now: number
  /** For the forms of which sending one twice does once. */
  formKey: string
}

export interface ConsoleLayoutProps extends ConsolePageProps {
  /** A comment's page is under no item of the navigation. */
  current: NavName | 'comments'
  title: string
  view: QueueView
  /** Where the same page stands in another language. */
  languageHref: (language: Language) => string
  children: Child
}

/** Head and navigation around a page of the console. */
export function ConsoleLayout(props: ConsoleLayoutProps) {
  const { language, assets, banner, children, title, current } = props
  const words = catalogue(language)
  return (
    <Shell
      language={language}
      head={{ title: `${title} · ${words.common.brand}` }}
      assets={assets}
      robots="noindex"
      page={`console console-${current}`}
      banner={banner}
    >
      <a class="skip" href="#case">
        {words.console.skipToContent}
      </a>
      <ConsoleHeader {...props} />
      {children}
      <HelpPanel language={language} />
    </Shell>
  )
}

function ConsoleHeader(props: ConsoleLayoutProps) {
  const { language, staff, summary, now, current, view, languageHref, pressing } = props
  const words = catalogue(language)
  const text = words.console
  return (
    <header class="top">
      <b class="brand">{words.common.brand}</b>
      <Navigation {...{ language, summary, current, view, pressing }} role={staff.role} />
      <div class="right">
        {summary.oldestAt !== null && (
          <span class="figure">{text.oldest(age(now - summary.oldestAt, language))}</span>
        )}
        {summary.medianMs !== null && (
          <span class="figure">{text.median(span(summary.medianMs, language))}</span>
        )}
        <button type="button" class="link keys" popovertarget="help" aria-keyshortcuts="?">
          <Key name="?" /> {text.keys}
        </button>
        {LANGUAGES.filter((other) => other !== language).map((other) => (
          <a class="language" href={languageHref(other)} hreflang={other} lang={other}>
            {catalogue(other).name}
          </a>
        ))}
        <form method="post" action="/console/logout" class="me">
          <span>
            <bdi>{staff.name}</bdi> <span class="role">{text.role[staff.role]}</span>
          </span>
          <button type="submit" class="link">
            {text.signOut}
          </button>
        </form>
      </div>
    </header>
  )
}
