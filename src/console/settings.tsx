import type { ProviderReport, Session } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { Time } from '../ui/time.tsx'
import { RecoveryCodes } from './enrol.tsx'
import { CodeField } from './entrance.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { type QueueView, settingsHref, siteSettingsHref } from './links.ts'
import { LangField } from './person-row.tsx'
import { ProviderReportSection } from './provider-report.tsx'

export const SETTINGS_ACTS = ['ended', 'others', 'language'] as const
export type SettingsAct = (typeof SETTINGS_ACTS)[number]

export interface SettingsPageProps extends ConsolePageProps {
  view: QueueView
  /** The staff sessions of the person, newest first. */
  sessions: readonly Session[]
  currentSessionId: string
  hasFactor: boolean
  codesLeft: number
  /** Recovery codes that were just made: shown this one time. */
  codes: readonly string[] | null
  reports: readonly ProviderReport[]
  done: SettingsAct | null
  problem: ProblemShown | null
}

/** What a person of the desk settles about the own account, and how the ways to sign in stand. */
export function SettingsPage(props: SettingsPageProps) {
  const { language, timeZone, sessions, done, view, reports } = props
  const { own } = catalogue(language).console
  return (
    <ConsoleLayout {...props} current="settings" title={own.title} languageHref={settingsHref}>
      <main id="case" class="sheet" tabindex={-1}>
        <h1>{own.title}</h1>
        <p class="notice" role="status">
          {done && own.done[done]}
        </p>
        {props.staff.role === 'admin' && (
          <p>
            <a class="button" href={siteSettingsHref(view.language)}>
              {catalogue(language).console.pages.site.title}
            </a>
          </p>
        )}
        <Recovery {...props} />
        <section>
          <h2>{own.sessions}</h2>
          <ul class="people">
            {sessions.map((session) => (
              <SessionRow
                {...{ language, timeZone, session }}
                lang={view.language}
                isThis={session.id === props.currentSessionId}
              />
            ))}
          </ul>
          {sessions.length > 1 && (
            <form method="post" action="/console/settings/sessions/others">
              <LangField lang={view.language} />
              <button class="button" type="submit">
                {own.endOthers}
              </button>
            </form>
          )}
        </section>
        <LanguageSection {...{ language }} />
        <ProviderReportSection {...{ language, timeZone, reports }} />
      </main>
    </ConsoleLayout>
  )
}

function Recovery({ language, view, hasFactor, codes, codesLeft, problem }: SettingsPageProps) {
  const { own, enrol, staffLogin } = catalogue(language).console
  return (
    <section>
      <h2>{own.recovery}</h2>
      {codes && (
        <div class="message ok made" role="status">
          <p class="small">{enrol.codesText}</p>
          <RecoveryCodes codes={codes} />
        </div>
      )}
      <p>{hasFactor ? own.left(codesLeft) : own.noFactor}</p>
      {hasFactor && !codes && (
        <form class="fresh-code" method="post" action="/console/settings/recovery-codes">
          <LangField lang={view.language} />
          <p class="muted small">{own.renewText}</p>
          <CodeField {...{ language, problem }} label={staffLogin.code} />
          <button class="button" type="submit">
            {own.renew}
          </button>
        </form>
      )}
    </section>
  )
}

interface SessionRowProps {
  language: Language
  timeZone: string
  lang: Language | undefined
  session: Session
  isThis: boolean
}

function SessionRow({ language, timeZone, lang, session, isThis }: SessionRowProps) {
  const { own } = catalogue(language).console
  const agent = session.agent === '' ? own.unknownAgent : session.agent
  return (
    <li>
      <div class="line">
        <b>{agent}</b>
        {isThis && <span class="chip ok">{own.thisBrowser}</span>}
        <span class="muted small">
          {own.began} <Time at={session.createdAt} language={language} timeZone={timeZone} /> · {own.seen}{' '}
          <Time at={session.lastSeenAt} language={language} timeZone={timeZone} />
        </span>
        {!isThis && (
          <form class="end" method="post" action={`/console/settings/sessions/${session.id}/end`}>
            <LangField lang={lang} />
            <button class="link" type="submit" aria-label={`${own.end}: ${agent}`}>
              {own.end}
            </button>
          </form>
        )}
      </div>
    </li>
  )
}

function LanguageSection({ language }: { language: Language }) {
  const { own } = catalogue(language).console
  return (
    <section>
      <h2>{own.language}</h2>
      <form class="line" method="post" action="/console/settings/language">
        {LANGUAGES.map((name) => (
          <button
            class="button"
            type="submit"
            name="language"
            value={name}
            lang={name}
            aria-pressed={name === language ? 'true' : 'false'}
          >
            {catalogue(name).name}
          </button>
        ))}
      </form>
    </section>
  )
}
