import type { Child } from 'hono/jsx'
import type { LogRow } from '../features/moderation/logging.ts'
import type { Decision } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { checkName } from '../ui/check-name.ts'
import { Time } from '../ui/time.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import type { QueueView } from './links.ts'
import { logPageHref, logRowHref } from './log-filter.ts'

export interface LogRowPageProps extends ConsolePageProps {
  view: QueueView
  row: LogRow
}

/** One decision with every field of its row, what it takes back, and whether it is what was hashed. */
export function LogRowPage(props: LogRowPageProps) {
  const { language, row, view } = props
  const text = catalogue(language).console.figures.log
  const { seq } = row.decision
  return (
    <ConsoleLayout
      {...props}
      current="log"
      title={text.row(seq)}
      languageHref={(other) => logRowHref(seq, other)}
    >
      <main id="case" class="log" tabindex={-1}>
        <p>
          <a href={logPageHref({}, { language: view.language })}>{text.back}</a>
        </p>
        <h1>{text.row(seq)}</h1>
        <Checks {...{ language, row }} />
        <dl class="log-row">
          {fields(props).map(([name, value]) => (
            <div>
              <dt>{text.details[name]}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </main>
    </ConsoleLayout>
  )
}

function Checks({ language, row: { checks, text: state } }: { language: Language; row: LogRow }) {
  const text = catalogue(language).console.figures.log.checks
  const isGood = checks.hash && checks.follows && checks.text !== false
  return (
    <div class={`message ${isGood ? 'ok' : 'bad'}`} role={isGood ? undefined : 'alert'}>
      <h2>{text.title}</h2>
      <ul>
        <li>{checks.hash ? text.hash.yes : text.hash.no}</li>
        <li>{checks.follows ? text.follows.yes : text.follows.no}</li>
        {checks.text !== null && <li>{checks.text ? text.text.yes : text.text.no}</li>}
        {checks.text === null && state !== 'none' && <li>{text.textGone}</li>}
      </ul>
    </div>
  )
}

type Field = keyof ReturnType<typeof catalogue>['console']['figures']['log']['details']

/** What the row holds; fields that do not belong to its kind are left out. */
function fields(props: LogRowPageProps): [Field, Child][] {
  const { language, row } = props
  const { decision, explanation, text: state } = row
  const words = catalogue(language).console
  const text = words.figures.log
  const all: [Field, Child | null][] = [
    ['at', time(props, decision.at)],
    ['by', <bdi>{decision.actorId === null ? words.system : (row.by ?? words.somebody)}</bdi>],
    ['role', roleText(decision, language)],
    ['action', words.decided[decision.action]],
    ['move', `${stateText(decision.from, language)} → ${stateText(decision.to, language)}`],
    ['comment', subject(props, decision.commentId)],
    ['commentVersion', decision.commentVersion],
    ['account', subject(props, decision.accountId)],
    ['policyVersion', decision.policyVersion],
    ['clauses', decision.clauses.join(', ') || null],
    ['ground', text.ground[decision.ground]],
    ['lawReference', decision.lawReference],
    ['source', text.source[decision.source]],
    ['sourceIds', decision.sourceIds.length > 0 ? <code>{decision.sourceIds.join(' ')}</code> : null],
    ['automation', decision.actorType === 'author' ? null : text.automation[automationOf(decision)]],
    ['detectors', decision.detectors.map((one) => checkName(one, language)).join(', ') || null],
    ['starts', decision.startsAt === null ? null : time(props, decision.startsAt)],
    ['ends', decision.endsAt === null ? null : time(props, decision.endsAt)],
    ['reverses', link(props, row.reverses)],
    ['reversedBy', link(props, row.reversedBy)],
    ['followsFrom', code(decision.followsFrom)],
    ['caseId', code(decision.caseId)],
    ['batchId', code(decision.batchId)],
    ['onePersonDesk', decision.onePersonDesk ? text.yes : null],
    [
      'msOnScreen',
      decision.msOnScreen === null ? null : text.seconds((decision.msOnScreen / 1_000).toFixed(1)),
    ],
    [
      'explanation',
      state === 'none' ? null : state === 'erased' ? text.textErased : <bdi class="lines">{explanation}</bdi>,
    ],
    ['bodyHmac', code(decision.bodyHmac)],
    ['explanationHmac', code(decision.explanationHmac)],
    ['chainVersion', decision.chainVersion],
    ['prevHash', code(decision.prevHash)],
    ['hash', code(decision.hash)],
    ['hashed', <code class="lines">{decision.hashed}</code>],
  ]
  return all.flatMap(([name, value]) => (value === null ? [] : [[name, value] as [Field, Child]]))
}

/** Who may decide besides the desk: the author, and the clock. */
function roleText({ role }: Decision, language: Language): string {
  const words = catalogue(language).console
  if (role === 'system') return words.system
  if (role === 'reader') return words.figures.log.source.author
  return wordOf(role, words.role)
}

/** Of a comment its state; of an account its restriction, or none. */
function stateText(state: string, language: Language): string {
  const { figures, forms } = catalogue(language).console
  return wordOf(state, { ...forms.restriction, ...forms.state, none: figures.log.ground.none })
}

/** What the catalogue does not know stands as it was recorded. */
function wordOf(name: string, words: Readonly<Record<string, string>>): string {
  return words[name] ?? name
}

function automationOf({ automatedDecision, automatedDetection }: Decision) {
  if (automatedDecision !== 'none') return automatedDecision
  return automatedDetection ? 'detected' : 'person'
}

function time({ language, timeZone }: LogRowPageProps, at: number): Child {
  return <Time at={at} {...{ language, timeZone }} />
}

function code(value: string | null): Child | null {
  return value === null ? null : <code>{value}</code>
}

/** Everything that was decided about it. */
function subject({ view }: LogRowPageProps, id: string | null): Child | null {
  if (id === null) return null
  return (
    <a href={logPageHref({ subject: id }, { language: view.language })}>
      <code>{id}</code>
    </a>
  )
}

function link({ language, view }: LogRowPageProps, seq: number | null): Child | null {
  if (seq === null) return null
  return <a href={logRowHref(seq, view.language)}>{catalogue(language).console.figures.log.row(seq)}</a>
}
