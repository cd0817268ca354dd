import type { QueueItem } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import type { Clause } from '../features/policy/model.ts'
import type { ProblemDetails, ProblemType } from '../kernel/errors.ts'
import { catalogue } from '../locales/index.ts'
import { BulkPanel } from './bulk.tsx'
import { CasePane } from './case.tsx'
import { type CaseStatus, caseStatus } from './case-status.ts'
import { ContextPane } from './context.tsx'
import { DecisionBar } from './decide.tsx'
import { DeskPanels } from './desk-panels.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { type QueueView, queueHref } from './links.ts'
import { type LastDecision, NothingOpen } from './nothing-open.tsx'
import type { Aside, Done } from './notice.tsx'
import { OtherPanel } from './other-panel.tsx'
import { Palette } from './palette.tsx'
import { QueueList } from './queue-list.tsx'

/** What a form held that came back. */
export interface Typed {
  of: 'decision' | 'correction'
  clause?: string | undefined
  words: string
}

export interface QueuePageProps extends ConsolePageProps {
  view: QueueView
  /** In serving order. */
  items: readonly QueueItem[]
  opened: OpenedCase | null
  keyClauses: readonly Clause[]
  otherClauses: readonly Clause[]
  /** What led here. */
  notice: Done | Aside | null
  /** Why the last form was not carried out. */
  problem: { type: ProblemType; details: ProblemDetails } | null
  typed?: Typed | undefined
  /** Where the next page of the list begins. */
  after?: string | undefined
  /** Shown when nothing waits. */
  last?: LastDecision | null | undefined
  /** A picture of the article on our own origin. */
  photo?: string | null | undefined
}

/** A case on the screen, and what the moderator can do with it. */
export interface ShownCase extends QueuePageProps {
  opened: OpenedCase
  status: CaseStatus
}

/** List, comment and context of one case: everything a decision needs on one page, in plain forms. */
export function QueuePage(props: QueuePageProps) {
  const { language, view, opened, summary, after, keyClauses, otherClauses } = props
  const text = catalogue(language).console
  const caseId = opened?.item.caseFile.id
  const clauses = [...keyClauses, ...otherClauses]
  return (
    <ConsoleLayout
      {...props}
      current="queue"
      title={`${text.queue} ${summary.waiting}`}
      languageHref={(other) => queueHref({ ...view, language: other }, caseId)}
    >
      <QueueList {...props} {...{ caseId, clauses, after }} />
      {opened ? <Panes {...shownCase(props, opened)} /> : <NothingOpen {...props} />}
      <BulkPanel language={language} view={view} />
      <Palette language={language} view={view} role={props.staff.role} />
    </ConsoleLayout>
  )
}

export function shownCase(props: QueuePageProps, opened: OpenedCase): ShownCase {
  const { problem, now, staff } = props
  return { ...props, opened, status: caseStatus({ opened, problem, now, ...staff }) }
}

function Panes(props: ShownCase) {
  return (
    <>
      <CasePane {...props} />
      <ContextPane {...props} item={props.opened.item} />
      <DecisionBar {...props} />
      <Panels {...props} />
    </>
  )
}

/** The panels that belong to the case on the screen; they go when it goes. */
export function Panels(props: ShownCase) {
  const { status } = props
  return (
    <div data-slot="panels">
      {status.state === 'yours' && <OtherPanel {...props} lease={status.lease} />}
      <DeskPanels {...props} />
    </div>
  )
}
