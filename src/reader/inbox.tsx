import type { Message } from '../features/moderation/inboxing.ts'
import type { OwnAppeal, Statement } from '../features/moderation/statement-model.ts'
import { catalogue } from '../locales/index.ts'
import { appealPath, commentPath } from '../ui/paths.ts'
import { AppealState, StatementBox } from '../ui/statement.tsx'
import { Time, type TimeSetting } from '../ui/time.tsx'

interface InboxProps extends TimeSetting {
  messages: readonly Message[]
}

/** What the reader is told: newest first, with what can be done about it. */
export function Inbox({ messages, ...setting }: InboxProps) {
  const { inbox } = catalogue(setting.language).appeals
  return (
    <section class="part" id="inbox" aria-labelledby="inbox-title">
      <h2 id="inbox-title">{inbox.title}</h2>
      {messages.length === 0 && <p class="hint">{inbox.none}</p>}
      <ol class="rows">
        {messages.map((message) => (
          <li>
            <Entry message={message} {...setting} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Entry({ message, ...setting }: TimeSetting & { message: Message }) {
  const { language } = setting
  const { inbox, answer } = catalogue(language).appeals
  const { comment, headline, decision, explanation, kind, readAt, createdAt } = message
  return (
    <div>
      <p>
        <b>{sentence(message, setting)}</b> {readAt === null && <span class="chip wait">{inbox.isNew}</span>}{' '}
        <Time at={createdAt} {...setting} />
      </p>
      {headline !== null && (
        <p class="hint" dir="auto">
          {inbox.on(headline)}
        </p>
      )}
      {decision.clauses.length > 0 && <p class="hint">{inbox.under(decision.clauses.join(', '))}</p>}
      {kind === 'appeal' && explanation !== '' && (
        <p>
          {answer} <q dir="auto">{explanation}</q>
        </p>
      )}
      <p class="acts">
        {comment?.state === 'published' && <a href={commentPath(comment, language)}>{inbox.show}</a>}
        <Contest message={message} {...setting} />
      </p>
    </div>
  )
}

/** An appeal is offered where the message says something that its reader may contest. */
function Contest({ message, language }: TimeSetting & { message: Message }) {
  const { appeal, seeAppeal } = catalogue(language).appeals
  const { decision, kind, statement } = message
  const isDismissed = kind === 'report' && decision.action === 'keep'
  const isAgainst = (kind === 'comment' || kind === 'restriction') && statement?.appealUntil != null
  if (!isDismissed && !isAgainst) return null
  return <a href={appealPath(decision.id, language)}>{statement?.appeal ? seeAppeal : appeal}</a>
}

function sentence({ kind, decision, appeal }: Message, { language }: TimeSetting): string {
  const { inbox } = catalogue(language).appeals
  if (kind === 'appeal') return inbox.appeal[appeal?.outcome === 'overturned' ? 'overturned' : 'upheld']
  if (kind === 'restriction') return decision.action === 'lift' ? inbox.lifted : inbox.restriction
  const known: Readonly<Record<string, string>> = inbox[kind]
  return known[decision.action] ?? ''
}

interface StandingProps extends TimeSetting {
  statements: readonly Statement[]
  policyHref: string
}

/** Why the account is held back now. */
export function OwnRestrictions({ statements, ...setting }: StandingProps) {
  if (statements.length === 0) return null
  const { own } = catalogue(setting.language).appeals
  return (
    <section class="part" id="restrictions" aria-labelledby="restrictions-title">
      <h2 id="restrictions-title">{own.restrictions}</h2>
      {statements.map((statement) => (
        <StatementBox
          {...setting}
          statement={statement}
          inFrame={false}
          appealHref={appealPath(statement.decisionId, setting.language)}
        />
      ))}
    </section>
  )
}

/** What the reader contested, and how that stands. */
export function OwnAppeals({ appeals, ...setting }: TimeSetting & { appeals: readonly OwnAppeal[] }) {
  if (appeals.length === 0) return null
  const { own, seeAppeal } = catalogue(setting.language).appeals
  return (
    <section class="part" id="appeals" aria-labelledby="appeals-title">
      <h2 id="appeals-title">{own.appeals}</h2>
      <ul class="rows">
        {appeals.map((appeal) => (
          <li>
            <div>
              <p>
                <b>{own.side[appeal.side]}</b>
              </p>
              <AppealState appeal={appeal} {...setting} />
              <details>
                <summary>{seeAppeal}</summary>
                <p class="lines" dir="auto">
                  {appeal.body}
                </p>
              </details>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
