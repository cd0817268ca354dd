import type { QueueItem } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import { CasePane } from './case.tsx'
import { ContextPane } from './context.tsx'
import { Acts } from './decide.tsx'
import { Notice } from './notice.tsx'
import { Panels, type QueuePageProps, shownCase } from './queue.tsx'
import { Rest, Row } from './queue-list.tsx'

export interface PartsProps extends QueuePageProps {
  cases: readonly CasePart[]
  /** A further page of the list. */
  rows: readonly QueueItem[]
}

/**
 * What the page's own script paints without loading a page: each case in a `<template>` of its own, with the same
 * slots (`data-slot`) as the page, and what was just done.
 */
export function Parts({ cases, rows, ...props }: PartsProps) {
  return (
    <>
      <title>{props.summary.waiting}</title>
      {cases.map((one) => (
        <CaseTemplate {...props} {...one} />
      ))}
      {rows.length > 0 && (
        <template data-rows>
          {rows.map((item) => (
            <Row {...props} item={item} isOpen={false} />
          ))}
          <Rest {...props} after={props.after} />
        </template>
      )}
      {props.notice && (
        <template data-said data-waiting={`${props.summary.waiting}`}>
          <Notice {...props} />
        </template>
      )}
    </>
  )
}

export interface CasePart {
  opened: OpenedCase
  photo: string | null
}

function CaseTemplate(props: QueuePageProps & CasePart) {
  const shown = shownCase(props, props.opened)
  const item: QueueItem = props.opened.item
  return (
    <template data-case={item.caseFile.id}>
      <CasePane {...shown} />
      <ContextPane {...shown} item={item} />
      <Acts {...shown} />
      <Panels {...shown} />
      <Row {...props} item={item} isOpen={false} />
    </template>
  )
}
