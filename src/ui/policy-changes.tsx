import type { Clause, PolicyChange, PolicyComparison, ProcessSection } from '../features/policy/model.ts'
import { diffWords } from '../kernel/word-diff.ts'
import { catalogue } from '../locales/index.ts'
import type { Language, Localized } from '../locales/language.ts'
import { Said } from './said.tsx'

interface PolicyChangesProps {
  comparison: PolicyComparison
  /** The page's. */
  language: Language
  /** Of which texts the changes are shown. */
  shown: readonly Language[]
}

/** What differs between two versions: clause by clause, the changed words marked. */
export function PolicyChanges({ comparison, language, shown }: PolicyChangesProps) {
  const words = catalogue(language).reader.desk.changes
  const { head, clauses, process } = comparison
  if (!head && clauses.length + process.length === 0) return <p>{words.none}</p>
  return (
    <ol class="changes">
      {head && (
        <li>
          <h3>
            {words.head} <span class="chip wait">{words.changed}</span>
          </h3>
          <Texts before={head.before.title} after={head.after.title} {...{ language, shown }} />
          <Texts before={head.before.introduction} after={head.after.introduction} {...{ language, shown }} />
        </li>
      )}
      {clauses.map((change) => (
        <Change {...{ change, language, shown }} />
      ))}
      {process.map((change) => (
        <Change {...{ change, language, shown }} />
      ))}
    </ol>
  )
}

const TONE = { added: 'ok', removed: 'bad', changed: 'wait' } as const
const NOTHING: Localized = {}

interface ChangeProps {
  change: PolicyChange<Clause> | PolicyChange<ProcessSection>
  language: Language
  shown: readonly Language[]
}

function Change({ change, language, shown }: ChangeProps) {
  const words = catalogue(language).reader.desk.changes
  const before = change.change === 'added' ? null : change.before
  const after = change.change === 'removed' ? null : change.after
  // The heading says it already.
  const titles = shown.filter((name) => change.change === 'changed' || name !== language)
  const { id, title } = after ?? before ?? { id: '', title: NOTHING }
  return (
    <li>
      <h3>
        <span class="clause-id">{id}</span>{' '}
        <span dir="auto">
          <Said text={title} language={language} />
        </span>{' '}
        <span class={`chip ${TONE[change.change]}`}>{words[change.change]}</span>
      </h3>
      <Texts
        before={before?.title ?? NOTHING}
        after={after?.title ?? NOTHING}
        {...{ language }}
        shown={titles}
      />
      <Texts before={before?.text ?? NOTHING} after={after?.text ?? NOTHING} {...{ language, shown }} />
      <Facts {...{ before, after, language }} />
    </li>
  )
}

interface TextsProps {
  before: Localized
  after: Localized
  language: Language
  shown: readonly Language[]
}

function Texts({ before, after, language, shown }: TextsProps) {
  return (
    <>
      {shown
        .filter((name) => (before[name] ?? '') !== (after[name] ?? ''))
        .map((name) => (
          <p class="lines" lang={name} dir="auto">
            <Words before={before[name] ?? ''} after={after[name] ?? ''} language={language} />
          </p>
        ))}
    </>
  )
}

/** Marked for the eye by more than colour, and for the ear by a word. */
function Words({ before, after, language }: { before: string; after: string; language: Language }) {
  const words = catalogue(language).reader.desk.changes
  return (
    <>
      {diffWords(before, after).map(({ kind, text }) => {
        if (kind === 'same') return text
        const Tag = kind === 'added' ? 'ins' : 'del'
        return (
          <Tag>
            <span class="unseen" lang={language}>
              {words[kind]}:{' '}
            </span>
            {text}
          </Tag>
        )
      })}
    </>
  )
}

function Facts({
  before,
  after,
  language,
}: {
  before: object | null
  after: object | null
  language: Language
}) {
  const { reader } = catalogue(language)
  const [was, is] = [before, after].map((part) => (part && 'severity' in part ? (part as Clause) : null))
  if (!was || !is) return null
  const grade = ({ severity }: Clause) => reader.policy.severities[severity]
  return (
    <>
      {was.severity !== is.severity && (
        <p class="hint">
          {reader.policy.severity}: <del>{grade(was)}</del> <ins>{grade(is)}</ins>
        </p>
      )}
      {was.dsaCategory !== is.dsaCategory && (
        <p class="hint">
          {reader.desk.changes.category}: <del>{was.dsaCategory}</del> <ins>{is.dsaCategory}</ins>
        </p>
      )}
    </>
  )
}
