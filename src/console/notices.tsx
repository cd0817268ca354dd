import type { Child } from 'hono/jsx'
import type { NoticeList } from '../features/moderation/legal.ts'
import type { LegalNotice } from '../features/moderation/model.ts'
import { NOTICE_FILTERS, type NoticeFilter } from '../features/moderation/notice-store.ts'
import { BLIND_WARNING_MS } from '../features/moderation/state-table.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { age, ago, textLanguage } from './format.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { legalFileHref, noticeHref, noticesHref, type QueueView } from './links.ts'

export interface NoticesPageProps extends ConsolePageProps {
  view: QueueView
  filter: NoticeFilter
  list: NoticeList
}

/** Legal notices with their clocks: what presses stands first. For seniors. */
export function NoticesPage(props: NoticesPageProps) {
  const { language, view, filter, list, now, summary } = props
  const text = catalogue(language).legal.desk
  const lang = view.language
  return (
    <ConsoleLayout
      {...props}
      current="notices"
      title={text.title}
      languageHref={(other) => noticesHref(other, filter)}
    >
      <main id="case" class="sheet notices" tabindex={-1}>
        <h1>{text.title}</h1>
        <nav class="filters" aria-label={text.title}>
          {NOTICE_FILTERS.map((name) => (
            <a href={noticesHref(lang, name)} aria-current={name === filter ? 'page' : undefined}>
              {text.filters[name]}
            </a>
          ))}
        </nav>
        {list.rows.length + list.ownBlinds.length === 0 && (
          <p class="muted">
            {text.none[filter]}{' '}
            {filter === 'open' && summary.openNotices > 0 && (
              // What the navigation counts: its comment is hidden for a time, and a decision is still to come.
              <a href={noticesHref(lang, 'blinded')}>
                {text.filters.blinded} {summary.openNotices}
              </a>
            )}
          </p>
        )}
        <ul class="people">
          {list.rows.map(({ notice, comment, blindEndsAt }) => (
            <Row href={noticeHref(notice.id, lang)} body={comment.body} author={comment.authorName}>
              <b>{text.regimesShort[notice.regime]}</b>{' '}
              <NoticeClock {...{ language, now, notice, blindEndsAt }} />
            </Row>
          ))}
          {list.ownBlinds.map(({ comment, endsAt }) => (
            <Row href={legalFileHref(comment.id, lang)} body={comment.body} author={comment.authorName}>
              <b>{text.ownGround}</b> <BlindClock {...{ language, now, endsAt }} />
            </Row>
          ))}
        </ul>
      </main>
    </ConsoleLayout>
  )
}

interface RowProps {
  href: string
  body: string
  author: string
  children: Child
}

function Row({ href, body, author, children }: RowProps) {
  return (
    <li>
      <a class="claim-link" href={href}>
        <span class="line">
          {children}
          <bdi class="muted small">{author}</bdi>
        </span>
        <p class="excerpt" dir="auto" lang={textLanguage(body)}>
          {body}
        </p>
      </a>
    </li>
  )
}

interface ClockProps {
  language: Language
  now: number
}

/** When it is due, when its blind ends, or when it was decided. */
export function NoticeClock(props: ClockProps & { notice: LegalNotice; blindEndsAt: number | null }) {
  const { language, now, notice, blindEndsAt } = props
  const words = catalogue(language).legal
  const text = words.desk
  if (notice.outcome === 'blinded' && blindEndsAt !== null)
    return <BlindClock {...{ language, now }} endsAt={blindEndsAt} />
  if (notice.outcome !== 'open') {
    const when = notice.decidedAt === null ? '' : text.decidedAgo(ago(notice.decidedAt, now, language))
    return (
      <>
        <span class="chip neutral">{words.states[notice.outcome]}</span>
        <span class="muted small">{when}</span>
      </>
    )
  }
  const left = notice.dueAt - now
  return left > 0 ? (
    <span class="chip wait">{text.dueIn(age(left, language))}</span>
  ) : (
    <span class="chip bad">{text.overdue(age(-left, language))}</span>
  )
}

/** From the twenty-third day of thirty on it asks for a decision. */
export function BlindClock({ language, now, endsAt }: ClockProps & { endsAt: number }) {
  const text = catalogue(language).legal.desk
  const left = endsAt - now
  if (left <= 0) return <span class="chip bad">{text.endsNow}</span>
  return left <= BLIND_WARNING_MS ? (
    <span class="chip bad">{text.endsSoon(age(left, language))}</span>
  ) : (
    <span class="chip neutral">{text.endsIn(age(left, language))}</span>
  )
}
