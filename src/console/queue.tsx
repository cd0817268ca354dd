import type { DecisionAction, QueueItem } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import type { Clause } from '../features/policy/model.ts'
import type { ProblemDetails, ProblemType } from '../kernel/errors.ts'
import { catalogue } from '../locales/index.ts'
import { BulkPanel } from './bulk.tsx'
import { CasePane } from './case.tsx'
import { caseStatus } from './case-status.ts'
import { ContextPane } from './context.tsx'
import { DecisionBar } from './decide.tsx'
import { DeskPanels } from './desk-panels.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { type QueueView, queueHref } from './links.ts'
import { type LastDecision, NothingOpen } from './nothing-open.tsx'
import { OtherPanel } from './other-panel.tsx'
import { QueueList } from './queue-list.tsx'

export interface QueuePageProps extends ConsolePageProps {
  view: QueueView
  /** In serving order. */
  items: readonly QueueItem[]
  opened: OpenedCase | null
  keyClauses: readonly Clause[]
  otherClauses: readonly Clause[]
  /** The decision that led here. */
  notice: { action: DecisionAction; clause?: string | undefined; authorName: string } | null
  /** Why the last form was not carried out. */
  problem: { type: ProblemType; details: ProblemDetails } | null
  /** Shown when nothing waits. */
  last?: LastDecision | null | undefined
  /** A picture of the article on our own origin. */
  photo?: string | null | undefined
}

/** List, comment and context of one case: everything a decision needs on one page, in plain forms. */
export function QueuePage(props: QueuePageProps) {
  const { language, view, opened, items, summary, staff, now, notice, problem } = props
  const text = catalogue(language).console
  const status = opened && caseStatus({ opened, problem, now, ...staff })
  const caseId = opened?.item.caseFile.id
  return (
    <ConsoleLayout
      {...props}
      current="queue"
      title={`${text.queue} ${summary.waiting}`}
      languageHref={(other) => queueHref({ ...view, language: other }, caseId)}
    >
      <QueueList {...{ language, view, items, summary, staff, now, caseId }} />
      <BulkPanel language={language} lang={view.language} />
      {opened && status ? (
        <>
          <CasePane {...props} opened={opened} status={status} />
          <ContextPane {...props} item={opened.item} opened={opened} />
          <DecisionBar {...{ language, view, opened, status, items, now, notice }} />
          {status.state === 'yours' && <OtherPanel {...props} opened={opened} lease={status.lease} />}
          <DeskPanels {...props} opened={opened} />
        </>
      ) : (
        <NothingOpen {...props} />
      )}
    </ConsoleLayout>
  )
}
