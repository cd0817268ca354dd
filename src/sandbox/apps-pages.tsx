import { document } from './layout.tsx'
import { NOTICES, type NoticeAnswer, type NoticeKind } from './notices.ts'
import { PERSONAS, type Persona } from './personas.ts'
import { NOTICE_FAULTS } from './signed-request.ts'

/** Facebook's front door: whose home to open. */
export function PeoplePage() {
  return document(
    'Facebook',
    <>
      <h1>Facebook: whose home?</h1>
      <ul class="people">
        {PERSONAS.map(({ key, name, language, note }) => (
          <li>
            <a href={`/facebook/${key}`}>
              <bdi lang={language}>{name}</bdi>
            </a>
            <span class="note">{note}</span>
          </li>
        ))}
      </ul>
    </>,
  )
}

/** One person's list of apps, with the two things that Facebook tells an app about. */
export function AppsPage({
  persona,
  appId,
  isConnected,
}: {
  persona: Persona
  appId: string
  isConnected: boolean
}) {
  const faultId = `fault-${persona.key}`
  return document(
    `Facebook: ${persona.name}`,
    <>
      <h1>
        Facebook: apps of <bdi lang={persona.language}>{persona.name}</bdi>
      </h1>
      <p>
        <strong>{appId}</strong> knows this person as {persona.facebookId}.
      </p>
      {isConnected ? (
        <form method="post">
          <p class="fault">
            <label for={faultId}>What goes wrong</label>
            <select id={faultId} name="fault">
              <option value="">Nothing</option>
              {Object.entries(NOTICE_FAULTS).map(([key, label]) => (
                <option value={key}>{label}</option>
              ))}
            </select>
          </p>
          <p class="row">
            {Object.values(NOTICES).map(({ path, label }) => (
              <button type="submit" class="plain" formaction={`/facebook/${persona.key}/${path}`}>
                {label}
              </button>
            ))}
          </p>
          <p class="note">
            Each sends a signed POST to the service, as Facebook would. Meta says that removing an app may
            send both.
          </p>
        </form>
      ) : (
        <p>No service is connected, so nothing can be sent.</p>
      )}
      <p>
        <a href="/facebook">Other people</a>
      </p>
    </>,
  )
}

/** What the service said to it. */
export function NoticePage({
  persona,
  kind,
  answer,
}: {
  persona: Persona
  kind: NoticeKind
  answer: NoticeAnswer | null
}) {
  return document(
    NOTICES[kind].label,
    <>
      <h1>{NOTICES[kind].label}</h1>
      {answer === null ? (
        <p>Nothing was sent: there is no previous one to send again.</p>
      ) : (
        <Answer answer={answer} />
      )}
      <p>
        <a href={`/facebook/${persona.key}`}>
          Back to <bdi lang={persona.language}>{persona.name}</bdi>
        </a>
      </p>
    </>,
  )
}

function Answer({ answer: { kind, url, status, body, confirmation } }: { answer: NoticeAnswer }) {
  return (
    <>
      <p>
        Sent to <code>{url}</code>.
      </p>
      {status === null ? <p>No answer: {body}.</p> : <p>The service answered {status}:</p>}
      {status !== null && <pre>{body === '' ? '(empty)' : body}</pre>}
      {confirmation && (
        <p>
          Confirmation code <strong>{confirmation.code}</strong>:{' '}
          <a href={confirmation.url}>see what became of it</a>
        </p>
      )}
      {kind === 'deletion' && status === 200 && !confirmation && (
        <p>
          Facebook would refuse this: it expects JSON with <code>url</code> and <code>confirmation_code</code>
          .
        </p>
      )}
    </>
  )
}

/** Nothing to press: X tells an app that only signs people in nothing at all. */
export function XAppsPage() {
  return document(
    'X: connected apps',
    <>
      <h1>X: connected apps</h1>
      <p>
        On X, a person can revoke an app’s access under Settings → Security and account access → Apps and
        sessions.
      </p>
      <p>
        X then ends the app’s tokens and sends the app nothing. The service has already thrown its token away,
        so nothing happens there: the person stays logged in until they log out, and logs in again after
        agreeing anew.
      </p>
      <p>Someone who wants their data deleted asks the newspaper; X requires it to follow within 24 hours.</p>
    </>,
  )
}
