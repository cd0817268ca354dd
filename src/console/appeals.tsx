import { UNDO_WINDOW_MS } from '../features/delivery/model.ts'
import type { AppealRow } from '../features/moderation/answering.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Scroll } from '../ui/scroll.tsx'
import { Time } from '../ui/time.tsx'
import { appealHref, appealsHref } from './appeals-links.ts'
import { age } from './format.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import type { QueueView } from './links.ts'

export interface AppealsPageProps extends ConsolePageProps {
  view: QueueView
  open: boolean
  rows: readonly AppealRow[]
  /** The answer that was just given. */
  done: AppealRow | null
  undone: boolean
}

/** What readers contest, oldest first, each with its clock. */
export function AppealsPage(props: AppealsPageProps) {
  const { language, open, rows, view, undone } = props
  const { desk } = catalogue(language).appeals
  const show = open ? {} : { show: 'decided' as const }
  return (
    <ConsoleLayout
      {...props}
      current="appeals"
      title={desk.title}
      languageHref={(other) => appealsHref({ ...show, language: other })}
    >
      <main id="case" class="log appeals" tabindex={-1}>
        <h1>{desk.title}</h1>
        <nav class="filters" aria-label={desk.list}>
          <a href={appealsHref({ language: view.language })} aria-current={open ? 'page' : undefined}>
            {desk.open}
          </a>
          <a
            href={appealsHref({ language: view.language, show: 'decided' })}
            aria-current={open ? undefined : 'page'}
          >
            {desk.decided}
          </a>
        </nav>
        <Done {...props} />
        {undone && (
          <p class="notice" role="status">
            {desk.undone}
          </p>
        )}
        {rows.length === 0 ? (
          <p class="muted">{open ? desk.none : desk.noneDecided}</p>
        ) : (
          <Table {...props} />
        )}
      </main>
    </ConsoleLayout>
  )
}

function Done({ done, language, view, now, staff }: AppealsPageProps) {
  const { desk } = catalogue(language).appeals
  if (!done || done.appeal.outcome === 'open' || done.appeal.outcome === 'withdrawn') return null
  const { id, answerId, decidedAt, outcome } = done.appeal
  const canUndo = done.contested.commentId !== null && now < (decidedAt ?? 0) + UNDO_WINDOW_MS
  return (
    <form class="notice" method="post" action={`/console/appeals/${id}/undo`} role="status">
      {desk.done[outcome]}{' '}
      {canUndo && staff && (
        <>
          {view.language && <input type="hidden" name="lang" value={view.language} />}
          <button type="submit" class="link" name="decision" value={answerId ?? ''}>
            {desk.undo}
          </button>
        </>
      )}
    </form>
  )
}

function Table({ language, timeZone, rows, open, view, now }: AppealsPageProps) {
  const { desk } = catalogue(language).appeals
  const { columns } = desk
  return (
    <Scroll label={desk.list}>
      <table>
        <caption class="unseen">{desk.list}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.who}</th>
            <th scope="col">{open ? columns.due : columns.outcome}</th>
            <th scope="col">{columns.about}</th>
            <th scope="col">{columns.filed}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                <a href={appealHref(row.appeal.id, view.language)}>
                  <bdi>{row.appellantName}</bdi>
                </a>{' '}
                <span class="muted">{desk.side[row.appeal.side]}</span>{' '}
                {row.appeal.late && <span class="chip">{desk.late}</span>}
              </th>
              <td>
                {open ? <Due row={row} language={language} now={now} /> : desk.outcome[row.appeal.outcome]}
              </td>
              <td>{againstOf(row, language)}</td>
              <td>
                <Time at={row.appeal.createdAt} {...{ language, timeZone }} dateOnly />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Fourteen days, then overdue. */
export function Due({
  row: { caseFile },
  language,
  now,
}: {
  row: Pick<AppealRow, 'caseFile'>
  language: Language
  now: number
}) {
  const { desk } = catalogue(language).appeals
  const left = (caseFile.dueAt ?? now) - now
  return left >= 0 ? (
    <span class="chip">{desk.left(age(left, language))}</span>
  ) : (
    <span class="chip bad">{desk.overdue(age(-left, language))}</span>
  )
}

/** What is contested, in a few words. */
export function againstOf(
  { appeal, contested }: Pick<AppealRow, 'appeal' | 'contested'>,
  language: Language,
): string {
  const { appeals, console } = catalogue(language)
  const { against } = appeals.desk
  if (appeal.side === 'reporter') return against.reporter
  const action = console.decided[contested.action]
  return contested.commentId === null ? against.account(action) : against.comment(action)
}
