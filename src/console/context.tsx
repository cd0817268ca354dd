import type { QueueItem } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import { parseHttpUrl } from '../kernel/url.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { fullTime } from '../ui/time.tsx'
import { articleCommentsHref, writerHref } from './desk-links.ts'
import { DeskSection } from './desk-panels.tsx'
import { ago, providerName, textLanguage } from './format.ts'
import type { QueuePageProps } from './queue.tsx'
import { openReports, reportsByClause } from './reasons.ts'
import { restrictionText } from './restriction-text.ts'

interface ContextPaneProps extends QueuePageProps {
  item: QueueItem
  opened: OpenedCase
}

/** What surrounds the comment: article, writer, reports. Between phone and desktop it is a drawer. */
export function ContextPane(props: ContextPaneProps) {
  const text = catalogue(props.language).console
  return (
    <aside id="context" class="context" popover="auto" data-slot="context" aria-label={text.context}>
      <ArticleCard {...props} />
      <Writer {...props} />
      <Outcomes {...props} />
      <Reports {...props} />
      <DeskSection {...props} />
    </aside>
  )
}

function ArticleCard({ language, item, photo, view }: ContextPaneProps) {
  const text = catalogue(language).console
  const { article } = item
  const url = parseHttpUrl(article.url)
  return (
    <section>
      <h2>{text.article}</h2>
      <div class={photo ? 'art pictured' : 'art'}>
        {photo && <img src={photo} alt={article.image?.alt || text.articlePhoto} width={96} height={64} />}
        <div>
          <p class="headline" dir="auto" lang={article.language}>
            {url ? (
              <a
                href={url.href}
                target="_blank"
                rel="noopener"
                aria-keyshortcuts="o"
                title={text.openArticle}
              >
                {article.headline}
              </a>
            ) : (
              article.headline
            )}
          </p>
          <p class="muted small">
            {article.section.length > 0 && (
              <>
                <bdi>{article.section.join(' › ')}</bdi>
                {' · '}
              </>
            )}
            <a href={articleCommentsHref(article.id, view.language)}>
              {text.articleComments(article.commentCount)}
            </a>
          </p>
        </div>
      </div>
    </section>
  )
}

function Writer({ language, timeZone, item, now, view }: ContextPaneProps) {
  const text = catalogue(language).console
  const { author } = item
  const joined = ago(author.createdAt, now, language)
  const decided = author.approved + author.rejected
  return (
    <section>
      <h2>{text.writer}</h2>
      <dl>
        <dt>{text.joined}</dt>
        <dd title={fullTime(author.createdAt, { language, timeZone })}>
          {author.provider === null ? joined : text.joinedBy(joined, providerName(author.provider))}
        </dd>
        <dt>{text.published}</dt>
        <dd>{decided === 0 ? text.none : text.publishedOf(author.approved, decided)}</dd>
        <dt>{text.forms.points}</dt>
        <dd>{author.strikes}</dd>
        {author.restrictions.length > 0 && (
          <>
            <dt>{text.forms.restrictions}</dt>
            {author.restrictions.map((restriction) => (
              <dd class="held">{restrictionText(restriction, { language, timeZone })}</dd>
            ))}
          </>
        )}
      </dl>
      <p class="small">
        <a href={writerHref(author.id, view.language)}>{text.forms.showWriter}</a>
      </p>
    </section>
  )
}

function Outcomes({ language, timeZone, item }: ContextPaneProps) {
  const text = catalogue(language).console
  const { outcomes } = item
  return (
    <section>
      <h2>{text.outcomes}</h2>
      {outcomes.length === 0 ? (
        <p class="muted">{text.firstComment}</p>
      ) : (
        <>
          <p class="strip" aria-hidden="true">
            {outcomes.map(({ state, at }) => (
              <i class={state} title={`${text.outcome[state]}, ${fullTime(at, { language, timeZone })}`} />
            ))}
          </p>
          <p class="unseen">
            {text.outcomesText(outcomes.map(({ state }) => text.outcome[state]).join(', '))}
          </p>
        </>
      )}
    </section>
  )
}

function Reports({ language, item, keyClauses, otherClauses }: ContextPaneProps) {
  const text = catalogue(language).console
  const open = openReports(item)
  const earlier = item.reports.length - open.length
  const titles = new Map(
    [...keyClauses, ...otherClauses].map(({ id, title }) => [id, wordsIn(title, language)]),
  )
  return (
    <section>
      <h2>{text.reports}</h2>
      {open.length === 0 && <p class="muted">{text.none}</p>}
      {reportsByClause(open).map(({ clause, reports }) => (
        <ReportGroup
          title={`${clause} ${titles.get(clause) ?? ''}`.trim()}
          notes={reports.map(({ note, reporterId }) => ({ note, ...item.accuracy[reporterId] }))}
          language={language}
        />
      ))}
      {earlier > 0 && <p class="muted small">{text.earlierReports(earlier)}</p>}
    </section>
  )
}

function ReportGroup({
  title,
  notes,
  language,
}: {
  title: string
  /** With how earlier reports of the same reader ended, where any was decided. */
  notes: readonly { note: string; upheld?: number; decided?: number }[]
  language: Language
}) {
  const text = catalogue(language).console
  const { accuracy } = catalogue(language).appeals.desk
  const written = notes.filter(({ note, decided }) => note.trim() !== '' || decided !== undefined)
  return (
    <div class="reports">
      <p>
        <b>{title}</b> <span class="muted">{text.reportCount(notes.length)}</span>
      </p>
      {written.length > 0 && (
        <ul>
          {written.map(({ note, upheld = 0, decided }) => (
            <li dir="auto" lang={textLanguage(note)}>
              {note} {decided !== undefined && <span class="muted small">{accuracy(upheld, decided)}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
