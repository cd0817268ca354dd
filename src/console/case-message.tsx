import type { DecisionAction } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import type { ProblemType } from '../kernel/errors.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import type { CaseStatus } from './case-status.ts'
import { HandedUp } from './desk-panels.tsx'
import { formSentence, KeptWords } from './form-problem.tsx'
import { ago } from './format.ts'
import { queueHref } from './links.ts'
import type { QueuePageProps } from './queue.tsx'

interface CaseMessageProps extends QueuePageProps {
  opened: OpenedCase
  status: CaseStatus
}

/** Refusals that the case's own state already explains. */
const EXPLAINED: ReadonlySet<ProblemType> = new Set(['already-decided', 'lease-lost', 'own-comment'])

/** Why there are no buttons, or why the last press of one did nothing. */
export function CaseMessage(props: CaseMessageProps) {
  const { language, problem, status, typed } = props
  return (
    <>
      {problem && !(EXPLAINED.has(problem.type) && status.state !== 'yours') && (
        <div class="message bad" role="alert">
          <p>{formSentence(problem, language)}</p>
        </div>
      )}
      {status.state === 'yours' && <HandedUp {...props} />}
      <StatusMessage {...props} />
      {status.state !== 'yours' && typed?.of === 'decision' && (
        <KeptWords words={typed.words} language={language} />
      )}
    </>
  )
}

function StatusMessage(props: CaseMessageProps) {
  const { language, timeZone, status, view, opened, problem } = props
  const text = catalogue(language).console
  const role = problem ? 'alert' : 'status'
  switch (status.state) {
    case 'yours':
      return null
    case 'held':
      return (
        <div class="message" role={role}>
          <h2>{text.heldTitle(status.by)}</h2>
          <p>
            {text.heldUntil} <Time at={status.until} {...{ language, timeZone }} />. {text.heldText}
          </p>
        </div>
      )
    case 'decided':
      return <Decided {...props} status={status} role={role} />
    case 'closed':
      return <Plain role={role} title={text.closedTitle} body={text.closedText} />
    case 'escalated':
      return <HandedUp {...props} />
    case 'own':
      return <Plain role={role} title={text.ownTitle} body={text.ownText} />
    case 'lost':
      return (
        <div class="message" role={role}>
          <h2>{text.lostTitle}</h2>
          <p>{text.lostText}</p>
          <OpenAgain text={text.openAgain} href={queueHref(view, opened.item.caseFile.id)} />
        </div>
      )
  }
}

interface DecidedProps extends CaseMessageProps {
  status: Extract<CaseStatus, { state: 'decided' }>
  role: string
}

function Decided({ language, timeZone, status, opened, view, problem, now, role }: DecidedProps) {
  const text = catalogue(language).console
  const { id, closedAt } = opened.item.caseFile
  const name = status.by ?? opened.latestBy ?? text.somebody
  return (
    <div class="message" role={role}>
      <h2>{decidedTitle(language, status.action, name)}</h2>
      <p>
        {ago(status.at, now, language)} (<Time at={status.at} {...{ language, timeZone }} />)
        {status.clauses.length > 0 && `, ${text.decidedUnder(status.clauses.join(', '))}`}.{' '}
        {problem?.type === 'already-decided' && text.decidedNothing}
      </p>
      {closedAt === null && <OpenAgain text={text.openAgain} href={queueHref(view, id)} />}
    </div>
  )
}

function decidedTitle(language: Language, action: DecisionAction, name: string): string {
  const { decided, decidedTitle: titles } = catalogue(language).console
  return action === 'approve' || action === 'keep' || action === 'reject'
    ? titles[action](name)
    : titles.other(name, decided[action])
}

function OpenAgain({ text, href }: { text: string; href: string }) {
  return (
    <p>
      <a class="button" href={href}>
        {text}
      </a>
    </p>
  )
}

function Plain({ role, title, body }: { role: string; title: string; body: string }) {
  return (
    <div class="message" role={role}>
      <h2>{title}</h2>
      <p>{body}</p>
    </div>
  )
}
