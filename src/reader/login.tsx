import type { Child } from 'hono/jsx'
import {
  DISPLAY_NAME,
  type LoginFailure,
  type LoginFlow,
  type OfferedProvider,
} from '../features/accounts/model.ts'
import { MINUTE } from '../kernel/clock.ts'
import { catalogue } from '../locales/index.ts'
import { PageFoot } from '../ui/page-foot.tsx'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'
import { ProviderButton, ProvidersOff } from '../ui/provider-button.tsx'
import { shortProviderName } from '../ui/provider-name.ts'
import { Shell } from '../ui/shell.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

interface LoginPageProps extends PageProps {
  /** The newspaper that the reader logs in at. */
  paper: string
  siteKey: string
}

/** A small page that may be a window of its own: one heading, one thing to do. */
function LoginShell(
  props: LoginPageProps & {
    title: string
    refresh?: string
    languageHrefs?: LanguageHrefs
    children: Child
  },
) {
  const { paper, siteKey, title, languageHrefs, children, ...page } = props
  return (
    <Shell {...page} head={{ title }} robots={NO_INDEX} page="reading login">
      <PageHeader language={page.language} name={paper} href={null} languageHrefs={languageHrefs} />
      <main>
        <h1>{title}</h1>
        {children}
      </main>
      <PageFoot language={page.language} siteKey={siteKey} />
    </Shell>
  )
}

export interface StartPageProps extends LoginPageProps {
  provider: OfferedProvider
  articleId: string
}

/** Inside the popup: its script makes the secret, tells the opener and only then leaves for the provider. */
export function StartPage({ provider, articleId, ...page }: StartPageProps) {
  const { language } = page
  const { login } = catalogue(language).reader
  const name = shortProviderName(provider, language)
  return (
    <LoginShell {...page} title={login.startTitle(name)}>
      <div id="start" data-provider={provider.name} data-article={articleId} data-lang={language}>
        <p role="status" data-part="starting">
          {login.starting(name)}
        </p>
        <p class="note bad" role="alert" data-part="no-opener" hidden>
          {login.noOpener}
        </p>
        <p class="note bad" role="alert" data-part="failed" hidden>
          {login.failures.outage(name)} {login.textKept}
        </p>
        <noscript>
          <p class="note bad">{login.noScript}</p>
        </noscript>
      </div>
    </LoginShell>
  )
}

export interface LeavePageProps extends LoginPageProps {
  provider: OfferedProvider
  /** Made by the provider's adapter, never from a request. */
  authorizationUrl: string
}

/** Answer to the login form: a redirect would be stopped by `form-action 'self'`, a refresh is not. */
export function LeavePage({ provider, authorizationUrl, ...page }: LeavePageProps) {
  const { login } = catalogue(page.language).reader
  const name = shortProviderName(provider, page.language)
  return (
    <LoginShell {...page} title={login.startTitle(name)} refresh={authorizationUrl}>
      <p>{login.leavingWhy(name)}</p>
      <p>
        <a class="button strong" href={authorizationUrl}>
          {login.leaving(name)}
        </a>
      </p>
    </LoginShell>
  )
}

/** The end of a sign-in by full page: on to the article, whose frame finishes it. */
export function ReturnPage({ articleHref, ...page }: LoginPageProps & { articleHref: string }) {
  const { login } = catalogue(page.language).reader
  return (
    <LoginShell {...page} title={login.backToArticle} refresh={articleHref}>
      <p>{login.returning}</p>
      <p>
        <a class="button strong" href={articleHref}>
          {login.backToArticle}
        </a>
      </p>
    </LoginShell>
  )
}

/** Answer to the paper's form. From here the browser goes on by itself and brings its cookie, as it did not there. */
export function VouchedPage({ onHref, ...page }: LoginPageProps & { onHref: string }) {
  const { login } = catalogue(page.language).reader
  return (
    <LoginShell {...page} title={login.vouchedTitle} refresh={onHref}>
      <p>{login.vouched(page.paper)}</p>
      <p>
        <a class="button strong" href={onHref}>
          {login.vouchedOn}
        </a>
      </p>
    </LoginShell>
  )
}

export interface NamePageProps extends LoginPageProps {
  attemptId: string
  /** The provider's name for the person, or what was typed before it was refused. */
  name: string
  problem: ProblemShown | null
}

/** First login: the reader decides which name is shown. */
export function NamePage({ attemptId, name, problem, ...page }: NamePageProps) {
  const { language, paper } = page
  const { login } = catalogue(language).reader
  return (
    <LoginShell {...page} title={login.nameTitle}>
      <p>{login.nameWhy(paper)}</p>
      <form class="stack" method="post" action="/login/name">
        <input type="hidden" name="attempt" value={attemptId} />
        <input type="hidden" name="lang" value={language} />
        <label for="name">{login.nameLabel}</label>
        <input
          class="field"
          id="name"
          name="name"
          type="text"
          value={name}
          dir="auto"
          autocomplete="nickname"
          required
          aria-describedby={problem ? 'name-problem name-hint' : 'name-hint'}
          aria-invalid={problem ? 'true' : undefined}
        />
        <p class="hint" id="name-hint">
          {login.nameHint(DISPLAY_NAME.min, DISPLAY_NAME.max)}
        </p>
        {problem && (
          <p class="note bad" role="alert" id="name-problem">
            {problemSentence(problem, language)}
          </p>
        )}
        <button class="button strong" type="submit">
          {login.nameSubmit}
        </button>
      </form>
    </LoginShell>
  )
}

/** The popup's end; its script closes the window where the browser allows it. */
export function DonePage(page: LoginPageProps) {
  const { login } = catalogue(page.language).reader
  return (
    <LoginShell {...page} title={login.doneTitle}>
      <p>{login.done}</p>
    </LoginShell>
  )
}

export interface FailedPageProps extends LoginPageProps {
  provider: OfferedProvider
  failure: LoginFailure
  /** Milliseconds until a throttled provider takes logins again. */
  retryAfter: number | null
  flow: LoginFlow
  /** The login began on a page of our own, not under an article. */
  isElsewhere?: boolean
  /** The page that the reader came from, when it is known. */
  backHref: string | null
}

export function FailedPage(props: FailedPageProps) {
  const { provider, failure, retryAfter, flow, isElsewhere = false, backHref, ...page } = props
  const words = catalogue(page.language)
  const { login } = words.reader
  return (
    <LoginShell {...page} title={login.failedTitle}>
      <p class="note bad" role="alert">
        {login.failures[failure](shortProviderName(provider, page.language))}{' '}
        {retryAfter !== null && words.common.retryInMinutes(Math.ceil(retryAfter / MINUTE))}{' '}
        {!isElsewhere && login.textKept}
      </p>
      {flow === 'popup' || backHref === null ? (
        <p>{login.backToWriting}</p>
      ) : (
        <p>
          <a class="button strong" href={backHref}>
            {isElsewhere
              ? words.common.back
              : flow === 'redirect'
                ? login.backToArticle
                : login.backToDiscussion}
          </a>
        </p>
      )}
    </LoginShell>
  )
}

export interface ConsentPageProps extends LoginPageProps {
  attemptId: string
  provider: OfferedProvider
  /** The person's name there: shows that it is the right account. */
  name: string
  displayName: string
}

/** Before a second login is added: what that means, and a way out. X asks for this consent ("Off-X matching"). */
export function ConsentPage({ attemptId, provider, name, displayName, ...page }: ConsentPageProps) {
  const { language, paper } = page
  const { login } = catalogue(language).reader
  const at = shortProviderName(provider, language)
  return (
    <LoginShell {...page} title={login.consentTitle(at)}>
      <p>{login.consentWhat(name === '' ? at : `${at} (\u2068${name}\u2069)`, paper, displayName)}</p>
      <p>{login.consentMeans(paper)}</p>
      <form class="choices" method="post" action="/login/link">
        <input type="hidden" name="attempt" value={attemptId} />
        <input type="hidden" name="lang" value={language} />
        <button class="button strong" type="submit">
          {login.consentYes(at)}
        </button>
        <a class="button" href={`/me/account?lang=${language}#logins`}>
          {login.consentNo}
        </a>
      </form>
    </LoginShell>
  )
}

export interface ChoosePageProps extends LoginPageProps {
  providers: readonly OfferedProvider[]
  /** The discussion that the reader came from. */
  articleId: string | null
  /** The decision to be contested. */
  decisionId: string | null
  languageHrefs: LanguageHrefs
}

/** Logging in on a page of its own: back to the discussion, to a decision that is to be contested, or to the own page. */
export function ChoosePage({ providers, articleId, decisionId, ...page }: ChoosePageProps) {
  const { language, paper, siteKey } = page
  const { login, composer } = catalogue(language).reader
  return (
    <LoginShell {...page} title={login.chooseTitle(paper)}>
      <p>{articleId !== null ? login.againWhy : decisionId === null ? login.chooseWhy : login.appealWhy}</p>
      {providers.length === 0 && <p class="note bad">{composer.noProviders}</p>}
      <ProvidersOff providers={providers} language={language} />
      <div class="ways">
        {providers.map((provider) => (
          <form method="post" action={`/login/${provider.name}`}>
            {articleId === null ? (
              <>
                <input type="hidden" name="site" value={siteKey} />
                {decisionId !== null && <input type="hidden" name="appeal" value={decisionId} />}
              </>
            ) : (
              <input type="hidden" name="article" value={articleId} />
            )}
            <input type="hidden" name="lang" value={language} />
            <ProviderButton provider={provider} language={language} />
          </form>
        ))}
      </div>
    </LoginShell>
  )
}
