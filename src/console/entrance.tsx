import type { Child } from 'hono/jsx'
import type { OfferedProvider } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'
import { ProviderButton, ProvidersOff } from '../ui/provider-button.tsx'
import { shortProviderName } from '../ui/provider-name.ts'
import { type PageAssets, Shell } from '../ui/shell.tsx'

export interface EntranceProps {
  language: Language
  assets: PageAssets
  banner?: string | undefined
  /** Where the same page stands in another language; without it there is no switch. */
  languageHref?: ((language: Language) => string) | undefined
}

/** A page in front of the console: one heading, one thing to do. */
export function Entrance(props: EntranceProps & { title: string; refresh?: string; children: Child }) {
  const { language, assets, banner, languageHref, title, refresh, children } = props
  const words = catalogue(language)
  return (
    <Shell
      language={language}
      head={{ title: `${title} · ${words.common.brand}` }}
      assets={assets}
      robots="noindex"
      page="console-enter"
      banner={banner}
      refresh={refresh}
    >
      <main>
        <p class="brand">
          <span>{words.common.brand}</span>
          {languageHref &&
            LANGUAGES.filter((other) => other !== language).map((other) => (
              <a href={languageHref(other)} hreflang={other} lang={other}>
                {catalogue(other).name}
              </a>
            ))}
        </p>
        <h1>{title}</h1>
        {children}
      </main>
    </Shell>
  )
}

interface WaysProps {
  language: Language
  providers: readonly OfferedProvider[]
  /** Where the form with the provider's button goes. */
  action: (provider: OfferedProvider) => string
  /** Hidden fields. */
  fields: Readonly<Record<string, string>>
}

/** A form per provider, as for readers. */
export function Ways({ language, providers, action, fields }: WaysProps) {
  if (providers.length === 0) return <p class="note bad">{catalogue(language).console.staffLogin.none}</p>
  return (
    <>
      <div class="ways">
        {providers.map((provider) => (
          <form method="post" action={action(provider)}>
            {Object.entries(fields).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <ProviderButton provider={provider} language={language} />
          </form>
        ))}
      </div>
      <ProvidersOff {...{ providers, language }} />
    </>
  )
}

export interface LeaveProps extends EntranceProps {
  provider: OfferedProvider
  /** Made by the provider's adapter, never from a request. */
  authorizationUrl: string
}

/** Off to the provider by a refresh and a link: `form-action 'self'` stops a redirect. */
export function LeavePage({ provider, authorizationUrl, ...page }: LeaveProps) {
  const { staffLogin } = catalogue(page.language).console
  const name = shortProviderName(provider, page.language)
  return (
    <Entrance {...page} title={staffLogin.leaving(name)} refresh={authorizationUrl}>
      <p class="muted">{staffLogin.leavingText(name)}</p>
      <p>
        <a class="button strong" href={authorizationUrl}>
          {staffLogin.leaving(name)}
        </a>
      </p>
    </Entrance>
  )
}

interface CodeFieldProps {
  language: Language
  label: string
  help?: string | undefined
  problem: ProblemShown | null
}

/** Where a one-time code is typed; a phone shows digits first, and fills in what its app offers. */
export function CodeField({ language, label, help, problem }: CodeFieldProps) {
  const described = [problem && 'code-problem', help && 'code-help'].filter(Boolean).join(' ')
  return (
    <>
      <label for="code">{label}</label>
      <input
        id="code"
        name="code"
        class="field code"
        type="text"
        required
        autocomplete="one-time-code"
        inputmode={help === undefined ? 'numeric' : 'text'}
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={problem ? 'true' : undefined}
      />
      {help !== undefined && (
        <p id="code-help" class="muted small">
          {help}
        </p>
      )}
      {problem && (
        <p id="code-problem" class="note bad" role="alert">
          {problemSentence(problem, language)}
        </p>
      )}
    </>
  )
}
