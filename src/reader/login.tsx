import type { Child } from 'hono/jsx'
import {
  DISPLAY_NAME,
  type LoginFailure,
  type LoginFlow,
  type ProviderName,
} from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'
import { Shell } from '../ui/shell.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

interface LoginPageProps extends PageProps {
  /** The newspaper that the reader logs in at. */
  paper: string
}

/** A small page that may be a window of its own: one heading, one thing to do. */
function LoginShell(props: LoginPageProps & { title: string; refresh?: string; children: Child }) {
  const { paper, title, children, ...page } = props
  return (
    <Shell {...page} head={{ title }} robots={NO_INDEX} page="reading login">
      <PageHeader language={page.language} name={paper} href={null} />
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </Shell>
  )
}

export interface StartPageProps extends LoginPageProps {
  provider: ProviderName
  articleId: string
}

/** Inside the popup: its script makes the secret, tells the opener and only then leaves for the provider. */
export function StartPage({ provider, articleId, ...page }: StartPageProps) {
  const { language } = page
  const words = catalogue(language)
  const { login } = words.reader
  const name = words.common.providersShort[provider]
  return (
    <LoginShell {...page} title={login.startTitle(name)}>
      <div id="start" data-provider={provider} data-article={articleId} data-lang={language}>
        <p role="status" data-part="starting">
          {login.starting(name)}
        </p>
        <p class="note bad" role="alert" data-part="no-opener" hidden>
          {login.noOpener}
        </p>
        <p class="note bad" role="alert" data-part="failed" hidden>
          {login.failures.upstream(name)}
        </p>
        <noscript>
          <p class="note bad">{login.noScript}</p>
        </noscript>
      </div>
    </LoginShell>
  )
}

export interface LeavePageProps extends LoginPageProps {
  provider: ProviderName
  /** Made by the provider's adapter, never from a request. */
  authorizationUrl: string
}

/** Answer to the login form: a redirect would be stopped by `form-action 'self'`, a refresh is not. */
export function LeavePage({ provider, authorizationUrl, ...page }: LeavePageProps) {
  const words = catalogue(page.language)
  const { login } = words.reader
  const name = words.common.providersShort[provider]
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
  provider: ProviderName
  failure: LoginFailure
  flow: LoginFlow
  /** The discussion that the reader came from, when it is known. */
  backHref: string | null
}

export function FailedPage({ provider, failure, flow, backHref, ...page }: FailedPageProps) {
  const words = catalogue(page.language)
  const { login } = words.reader
  return (
    <LoginShell {...page} title={login.failedTitle}>
      <p class="note bad" role="alert">
        {login.failures[failure](words.common.providersShort[provider])}
      </p>
      {flow === 'popup' || backHref === null ? (
        <p>{login.backToWriting}</p>
      ) : (
        <p>
          <a class="button strong" href={backHref}>
            {flow === 'redirect' ? login.backToArticle : login.backToDiscussion}
          </a>
        </p>
      )}
    </LoginShell>
  )
}
