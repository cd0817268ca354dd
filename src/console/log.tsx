import type { LogCheck } from '../features/moderation/log-check.ts'
import type { LogPage as Found } from '../features/moderation/logging.ts'
import type { Decision, DecisionAction } from '../features/moderation/model.ts'
import type { LogHead } from '../features/moderation/transparency-store.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Scroll } from '../ui/scroll.tsx'
import { Time } from '../ui/time.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import type { QueueView } from './links.ts'
import { type AskedLog, logPageHref, logRowHref } from './log-filter.ts'
import { LogForm } from './log-form.tsx'
import { StatementFiles } from './statement-files.tsx'

export interface LogPageProps extends ConsolePageProps {
  view: QueueView
  found: Found
  asked: AskedLog
  /** Whether this is a later page. */
  isLater: boolean
  clauses: readonly string[]
  /** The newest head that was made public. */
  published: LogHead | null
  /** Half-years, newest first. */
  periods: readonly string[]
}

/** The decisions, newest first, under the filters of the address, and whether they hold. */
export function LogPage(props: LogPageProps) {
  const { language, found, asked, isLater, clauses, view, published, staff, periods } = props
  const { decisions, names, next } = found
  const words = catalogue(language).console
  const text = words.figures.log
  return (
    <ConsoleLayout
      {...props}
      current="log"
      title={text.title}
      languageHref={(other) => logPageHref(asked, { language: other })}
    >
      <main id="case" class="log" tabindex={-1}>
        <h1>{text.title}</h1>
        <Integrity {...{ language, found, published }} />
        <LogForm {...{ language, asked, clauses, names }} viewLanguage={view.language} />
        {decisions.length === 0 ? (
          <p class="muted">{Object.keys(asked).length === 0 ? words.logNone : text.none}</p>
        ) : (
          <Rows {...props} />
        )}
        <p class="pages">
          {isLater && <a href={logPageHref(asked, { language: view.language })}>{text.newest}</a>}
          {next !== null && (
            <a rel="next" href={logPageHref(asked, { before: next, language: view.language })}>
              {text.older}
            </a>
          )}
        </p>
        {staff.role === 'admin' && <StatementFiles {...{ language, periods }} />}
      </main>
    </ConsoleLayout>
  )
}

function Rows({ language, timeZone, found, view }: LogPageProps) {
  const text = catalogue(language).console
  const { broken, check, decisions, names } = found
  const caption = text.figures.log.shown(decisions.length)
  return (
    <Scroll label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {Object.entries(text.logColumns).map(([column, label]) => (
              <th scope="col" class={`col-${column}`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {decisions.map((decision) => (
            <Row
              {...{ language, timeZone, decision, names }}
              href={logRowHref(decision.seq, view.language)}
              isBroken={decision.seq === check?.brokenAt || broken.includes(decision.seq)}
            />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

interface IntegrityProps {
  language: Language
  found: Found
  published: LogHead | null
}

/** Of the newest rows, whether the chain holds; of any others, whether each is what was hashed. */
function Integrity({ language, found, published }: IntegrityProps) {
  const text = catalogue(language).console
  const { broken, check, decisions } = found
  const [row] = broken
  return (
    <>
      {check && <ChainState language={language} check={check} count={decisions.length} />}
      {!check && row !== undefined && (
        <div class="message bad" role="alert">
          <h2>{text.figures.log.brokenRow(row)}</h2>
          <p>{text.logBrokenText}</p>
        </div>
      )}
      <p class="small muted">
        {published === null ? (
          text.figures.log.publishedNone
        ) : (
          <>
            {text.figures.log.published} <time datetime={published.day}>{published.day}</time>:{' '}
            {published.seq} <code>{published.hash.slice(0, 12)}</code>
          </>
        )}
      </p>
    </>
  )
}

function ChainState({ language, check, count }: { language: Language; check: LogCheck; count: number }) {
  const text = catalogue(language).console
  if (check.brokenAt !== null) {
    return (
      <div class="message bad" role="alert">
        <h2>{text.logBroken(check.brokenAt)}</h2>
        <p>{text.logBrokenText}</p>
      </div>
    )
  }
  if (check.decisions === 0) return null
  return (
    <div class="message ok">
      <p>
        <b>{text.logHolds(count, check.decisions)}</b>
      </p>
      <p class="small">
        {text.logHead} <code>{check.head}</code>
      </p>
    </div>
  )
}

interface RowProps {
  language: Language
  timeZone: string
  decision: Decision
  names: ReadonlyMap<string, string>
  isBroken: boolean
  href: string
}

/** What takes something away, and what gives it back. */
const TONE: Partial<Record<DecisionAction, 'ok' | 'bad'>> = {
  approve: 'ok',
  keep: 'ok',
  restore: 'ok',
  overturn: 'ok',
  lift: 'ok',
  reject: 'bad',
  blind: 'bad',
  mute: 'bad',
  ban: 'bad',
}

function Row({ language, timeZone, decision, names, isBroken, href }: RowProps) {
  const text = catalogue(language).console
  const { actorId } = decision
  return (
    <tr class={isBroken ? 'broken' : undefined}>
      <td class="col-seq">
        <a href={href}>{decision.seq}</a>
      </td>
      <td class="col-at">
        <Time at={decision.at} {...{ language, timeZone }} />
      </td>
      <td class="col-who">
        <bdi>{actorId === null ? text.system : (names.get(actorId) ?? text.somebody)}</bdi>
      </td>
      <td>
        <span class={`chip ${TONE[decision.action] ?? ''}`}>{text.decided[decision.action]}</span>
      </td>
      <td class="col-clauses">{decision.clauses.join(', ') || '–'}</td>
      <td class="col-hash">
        <code title={decision.hash}>{decision.hash.slice(0, 12)}</code>
      </td>
    </tr>
  )
}
