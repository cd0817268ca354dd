import type { OfferedProvider } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { CodeField, Entrance, type EntranceProps, Ways } from './entrance.tsx'
import { loginHref } from './links.ts'

export interface LoginPageProps extends EntranceProps {
  paper: string
  siteKey: string
  providers: readonly OfferedProvider[]
}

/** The first half: who it is. */
export function LoginPage({ paper, siteKey, providers, ...page }: LoginPageProps) {
  const { language } = page
  const { staffLogin } = catalogue(language).console
  return (
    <Entrance {...page} title={staffLogin.title}>
      <p class="muted">{staffLogin.text(paper)}</p>
      <Ways
        language={language}
        providers={providers}
        action={({ name }) => `/console/login/${name}`}
        fields={{ site: siteKey, lang: language }}
      />
      <p class="muted small">{page.banner === undefined ? staffLogin.invited : staffLogin.demo}</p>
    </Entrance>
  )
}

export interface SitesPageProps extends EntranceProps {
  sites: readonly { key: string; title: string }[]
}

/** An installation with several papers: each has a desk of its own. */
export function SitesPage({ sites, ...page }: SitesPageProps) {
  const { staffLogin } = catalogue(page.language).console
  return (
    <Entrance {...page} title={staffLogin.title}>
      <p class="muted">{staffLogin.which}</p>
      <ul class="plain-list">
        {sites.map(({ key, title }) => (
          <li>
            <a class="button" href={loginHref(key, page.language)}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </Entrance>
  )
}

export interface FactorPageProps extends EntranceProps {
  attemptId: string
  name: string
  siteKey: string
  problem: ProblemShown | null
}

/** The second half: a code. */
export function FactorPage({ attemptId, name, siteKey, problem, ...page }: FactorPageProps) {
  const { language } = page
  const { staffLogin } = catalogue(language).console
  return (
    <Entrance {...page} title={staffLogin.factorTitle}>
      <p class="muted">{staffLogin.factorText(name)}</p>
      <form method="post" action="/console/login/factor">
        <input type="hidden" name="attempt" value={attemptId} />
        <input type="hidden" name="lang" value={language} />
        <CodeField {...{ language, problem }} label={staffLogin.code} help={staffLogin.codeHelp} />
        <p class="row">
          <button class="button strong" type="submit">
            {staffLogin.submit}
          </button>
          <a href={loginHref(siteKey, language)}>{staffLogin.again}</a>
        </p>
      </form>
    </Entrance>
  )
}
