import type { Child } from 'hono/jsx'
import type { LinkedIdentity, OfferedProvider, Session } from '../features/accounts/model.ts'
import type { Problem } from '../kernel/errors.ts'
import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { PageFoot } from '../ui/page-foot.tsx'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { problemSentence } from '../ui/problem-note.tsx'
import { ProviderButton } from '../ui/provider-button.tsx'
import { Shell } from '../ui/shell.tsx'
import { Time } from '../ui/time.tsx'
import { identityName, MeTabs } from './me-parts.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

/** What went wrong, and in which part of the page. */
export interface AccountNote {
  at: 'name' | 'language' | 'logins' | 'sessions' | 'erasure'
  problem: Problem
}

export interface AccountPageProps extends PageProps {
  paper: string
  /** The site's: times are printed as its readers live them. */
  timeZone: string
  displayName: string
  /** A name that was not taken. */
  typedName?: string | undefined
  note: AccountNote | null
  identities: readonly LinkedIdentity[]
  sessions: readonly Session[]
  currentSessionId: string
  providers: readonly OfferedProvider[]
  erasureAt: number | null
  /** Whether the login is young enough to change logins or erase. */
  isFresh: boolean
  loginHref: string
  siteKey: string
  languageHrefs: LanguageHrefs
}

/** Name, logins, devices, language, data and the way out: one plain form each. */
export function AccountPage(props: AccountPageProps) {
  const { paper, displayName, languageHrefs, erasureAt, siteKey } = props
  const { language, assets, banner } = props
  const { me } = catalogue(language).reader
  const head = { title: `${me.accountTitle} · ${paper}` }
  return (
    <Shell language={language} assets={assets} banner={banner} head={head} robots={NO_INDEX} page="reading">
      <PageHeader language={language} name={paper} href={null} languageHrefs={languageHrefs} />
      <main>
        <h1>{me.accountTitle}</h1>
        <MeTabs language={language} current="account" displayName={displayName} />
        {erasureAt !== null && <ErasurePending {...props} at={erasureAt} />}
        <NameForm {...props} />
        <Logins {...props} />
        <Sessions {...props} />
        <LanguageForm {...props} />
        <Data {...props} />
      </main>
      <PageFoot language={language} siteKey={siteKey} />
    </Shell>
  )
}

/** A part of the page with its heading, and its problem under it. */
function Part(props: AccountPageProps & { at: AccountNote['at']; title: string; children: Child }) {
  const { at, title, note, language, loginHref, children } = props
  const { me } = catalogue(language).reader
  const problem = note?.at === at ? note.problem : null
  return (
    <section class="part" id={at} aria-labelledby={`${at}-title`}>
      <h2 id={`${at}-title`}>{title}</h2>
      {problem && (
        <p class="note bad" role="alert">
          {problemSentence(problem, language, at === 'name' ? 'written' : 'pressed')}{' '}
          {problem.type === 'login-not-fresh' && <a href={loginHref}>{me.logInAgain}</a>}
        </p>
      )}
      {children}
    </section>
  )
}

function NameForm(props: AccountPageProps) {
  const { language, displayName, typedName = displayName } = props
  const words = catalogue(language).reader
  return (
    <Part {...props} at="name" title={words.me.nameTitle}>
      <form class="stack" method="post" action="/me/name">
        <Lang language={language} />
        <label class="unseen" for="name">
          {words.login.nameLabel}
        </label>
        <input
          class="field"
          id="name"
          name="name"
          type="text"
          value={typedName}
          dir="auto"
          autocomplete="nickname"
          required
          aria-describedby="name-hint"
        />
        <p class="hint" id="name-hint">
          {words.me.nameHint}
        </p>
        <button class="button" type="submit">
          {words.login.nameSubmit}
        </button>
      </form>
    </Part>
  )
}

function Logins(props: AccountPageProps) {
  const { language, timeZone, identities, providers, isFresh, loginHref } = props
  const { me, login } = catalogue(language).reader
  const linked = new Set(identities.map(({ provider }) => provider.replace(/^sandbox:/, '')))
  const addable = providers.filter(({ name }) => !linked.has(name))
  return (
    <Part {...props} at="logins" title={me.loginsTitle}>
      <p class="hint">{me.loginsHint}</p>
      <ul class="rows">
        {identities.map((identity) => (
          <li>
            <div>
              <b>{identityName(identity, providers, language)}</b>
              {identity.linkedAt > 0 && (
                <span class="hint">
                  {me.since} <Time at={identity.linkedAt} language={language} timeZone={timeZone} dateOnly />
                </span>
              )}
            </div>
            {identities.length > 1 && (
              <form method="post" action="/me/logins/remove">
                <Lang language={language} />
                <input type="hidden" name="provider" value={identity.provider} />
                <input type="hidden" name="app" value={identity.appId} />
                <input type="hidden" name="subject" value={identity.subject} />
                <button class="button" type="submit">
                  {me.remove}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {addable.length > 0 && !isFresh && (
        <p class="hint">
          {me.addAfterLogin} <a href={loginHref}>{me.logInAgain}</a>
        </p>
      )}
      {addable.length > 0 && isFresh && (
        <>
          <p class="hint">{me.addHint}</p>
          <div class="ways">
            {addable.map((provider) => (
              <form method="post" action="/me/logins/add">
                <Lang language={language} />
                <input type="hidden" name="provider" value={provider.name} />
                <ProviderButton provider={provider} language={language} label={login.consentYes} />
              </form>
            ))}
          </div>
        </>
      )}
    </Part>
  )
}

function Sessions(props: AccountPageProps) {
  const { language, timeZone, sessions, currentSessionId } = props
  const { me } = catalogue(language).reader
  return (
    <Part {...props} at="sessions" title={me.sessionsTitle}>
      <ul class="rows">
        {sessions.map((session) => (
          <li>
            <div>
              <b>{session.agent || me.unknownDevice}</b>{' '}
              {session.id === currentSessionId && <span class="chip ok">{me.thisDevice}</span>}
              <span class="hint">
                {me.lastSeen} <Time at={session.lastSeenAt} language={language} timeZone={timeZone} />
              </span>
            </div>
            {session.id !== currentSessionId && (
              <form method="post" action="/me/sessions/end">
                <Lang language={language} />
                <input type="hidden" name="session" value={session.id} />
                <button class="button" type="submit">
                  {me.end}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action="/me/sessions/end">
          <Lang language={language} />
          <button class="button" type="submit">
            {me.endOthers}
          </button>
        </form>
      )}
    </Part>
  )
}

function LanguageForm(props: AccountPageProps) {
  const { language, languageHrefs } = props
  const { me } = catalogue(language).reader
  return (
    <Part {...props} at="language" title={me.languageTitle}>
      <p class="hint">{me.languageHint}</p>
      <form class="choices" method="post" action="/me/language">
        {LANGUAGES.filter((name) => name in languageHrefs).map((name) => (
          <button
            class={name === language ? 'button strong' : 'button'}
            type="submit"
            name="language"
            value={name}
            lang={name}
            dir={catalogue(name).dir}
            aria-current={name === language ? 'true' : undefined}
          >
            {catalogue(name).name}
          </button>
        ))}
      </form>
    </Part>
  )
}

function Data(props: AccountPageProps) {
  const { language, erasureAt } = props
  const { me } = catalogue(language).reader
  return (
    <Part {...props} at="erasure" title={me.dataTitle}>
      <p class="hint">{me.dataHint}</p>
      <form method="post" action="/me/data">
        <Lang language={language} />
        <button class="button" type="submit">
          {me.download}
        </button>
      </form>
      {erasureAt === null && (
        <p>
          <a class="button danger" href={`/me/erase?lang=${language}`}>
            {me.erase}
          </a>
        </p>
      )}
    </Part>
  )
}

function ErasurePending({ language, timeZone, at }: AccountPageProps & { at: number }) {
  const { me } = catalogue(language).reader
  return (
    <form class="note wait" role="status" method="post" action="/me/erase/cancel">
      <Lang language={language} />
      <p>
        {me.erasurePending} <Time at={at} language={language} timeZone={timeZone} />.
      </p>
      <button class="button" type="submit">
        {me.keepAccount}
      </button>
    </form>
  )
}

function Lang({ language }: { language: Language }) {
  return <input type="hidden" name="lang" value={language} />
}
