import type { Enrolling } from '../features/accounts/enrolment.ts'
import type { OfferedProvider, StaffInvitation } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { problemSentence } from '../ui/problem-note.tsx'
import { Time } from '../ui/time.tsx'
import { CodeField, Entrance, type EntranceProps, Ways } from './entrance.tsx'
import { loginHref } from './links.ts'
import { QrCode } from './qr-code.tsx'

export interface InvitedPageProps extends EntranceProps {
  paper: string
  timeZone: string
  invitation: StaffInvitation
  providers: readonly OfferedProvider[]
}

/** The invitation is this browser's now: who opens it has to say who it is. */
export function InvitedPage({ paper, timeZone, invitation, providers, ...page }: InvitedPageProps) {
  const { language } = page
  const { enrol, role } = catalogue(language).console
  return (
    <Entrance {...page} title={enrol.title(paper)}>
      <p class="muted">{enrol.text(role[invitation.role])}</p>
      <Ways
        language={language}
        providers={providers}
        action={({ name }) => `/console/enrol/${name}`}
        fields={{ lang: language }}
      />
      <p class="muted small">
        {enrol.until} <Time at={invitation.expiresAt} {...{ language, timeZone }} />
      </p>
    </Entrance>
  )
}

export interface SetUpPageProps extends EntranceProps {
  enrolling: Enrolling
  /** The provider's name for the person, or what was typed before it was refused. */
  name: string
  problem: ProblemShown | null
}

/** Name, secret and first code in one form: it is sent once, and nothing has been written before. */
export function SetUpPage({ enrolling, name, problem, ...page }: SetUpPageProps) {
  const { language } = page
  const { enrol } = catalogue(language).console
  const { account, attempt, secret } = enrolling
  const isAboutCode = problem?.type === 'code-wrong'
  return (
    <Entrance {...page} title={enrol.setUpTitle}>
      {problem && !isAboutCode && (
        <p class="note bad" role="alert" id="enrol-problem">
          {problemSentence(problem, language)}
        </p>
      )}
      <form method="post" action="/console/enrol">
        <input type="hidden" name="attempt" value={attempt.id} />
        <input type="hidden" name="lang" value={language} />
        {account ? (
          <p class="muted">{enrol.known(account.displayName)}</p>
        ) : (
          <NameField language={language} name={name} isWrong={problem?.type.startsWith('name-') ?? false} />
        )}
        <h2>{enrol.scan}</h2>
        <QrCode text={secret.uri} label={enrol.qr} />
        <p class="small">{enrol.type}</p>
        <p class="key-text" translate="no">
          {inFours(secret.text)}
        </p>
        <CodeField language={language} label={enrol.code} problem={isAboutCode ? problem : null} />
        <p class="row">
          <button class="button strong" type="submit">
            {enrol.submit}
          </button>
        </p>
      </form>
    </Entrance>
  )
}

function NameField({
  language,
  name,
  isWrong,
}: {
  language: EntranceProps['language']
  name: string
  isWrong: boolean
}) {
  const { enrol } = catalogue(language).console
  return (
    <>
      <label for="name">{enrol.name}</label>
      <input
        id="name"
        name="name"
        class="field"
        type="text"
        value={name}
        dir="auto"
        required
        autocomplete="name"
        aria-describedby={isWrong ? 'enrol-problem name-help' : 'name-help'}
        aria-invalid={isWrong ? 'true' : undefined}
      />
      <p id="name-help" class="muted small">
        {enrol.nameHelp}
      </p>
    </>
  )
}

export interface CodesProps extends EntranceProps {
  codes: readonly string[]
}

/** The only time that the recovery codes are seen. */
export function EnrolledPage({ codes, ...page }: CodesProps) {
  const { enrol } = catalogue(page.language).console
  return (
    <Entrance {...page} title={enrol.codesTitle}>
      <p class="muted">{enrol.codesText}</p>
      <RecoveryCodes codes={codes} />
      <p>
        <a class="button strong" href="/console">
          {enrol.go}
        </a>
      </p>
    </Entrance>
  )
}

export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <ol class="recovery-codes" translate="no">
      {codes.map((code) => (
        <li>
          <code>{code}</code>
        </li>
      ))}
    </ol>
  )
}

/** Used, withdrawn, too old, another browser's, or never one: all look alike. */
export function ExpiredPage(page: EntranceProps) {
  const { enrol } = catalogue(page.language).console
  return (
    <Entrance {...page} title={enrol.expiredTitle}>
      <p class="muted">{enrol.expiredText}</p>
      <p>
        <a class="button" href={loginHref(undefined, page.language)}>
          {enrol.signIn}
        </a>
      </p>
    </Entrance>
  )
}

function inFours(text: string): string {
  return text.match(/.{1,4}/g)?.join(' ') ?? ''
}
