import type { LogCheck } from '../features/moderation/log-check.ts'
import type { Decision, DecisionAction } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { logHref, type QueueView } from './links.ts'

export interface LogPageProps extends ConsolePageProps {
  view: QueueView
  /** Newest first. */
  decisions: readonly Decision[]
  /** Display names by account id. */
  names: ReadonlyMap<string, string>
  check: LogCheck
}

/** The newest decisions, and whether the chain that ties them together holds. */
export function LogPage(props: LogPageProps) {
  const { language, timeZone, decisions, check, names } = props
  const text = catalogue(language).console
  return (
    <ConsoleLayout {...props} current="log" title={text.logTitle} languageHref={logHref}>
      <main id="case" class="log" tabindex={-1}>
        <h1>{text.logTitle}</h1>
        <ChainState language={language} check={check} count={decisions.length} />
        {decisions.length === 0 ? (
          <p class="muted">{text.logNone}</p>
        ) : (
          // Focusable, so that the keyboard can scroll it sideways (WCAG 2.1.1).
          <section class="scroll" aria-label={text.logNewest(decisions.length)} tabindex={0}>
            <table>
              <caption>{text.logNewest(decisions.length)}</caption>
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
                    isBroken={decision.seq === check.brokenAt}
                  />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </main>
    </ConsoleLayout>
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

function Row({ language, timeZone, decision, names, isBroken }: RowProps) {
  const text = catalogue(language).console
  const { actorId } = decision
  return (
    <tr class={isBroken ? 'broken' : undefined}>
      <td class="col-seq">{decision.seq}</td>
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
