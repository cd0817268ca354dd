import { Problem } from '../../kernel/errors.ts'
import {
  type Clause,
  type DraftChange,
  POLICY_LIMITS,
  type PolicyChange,
  type PolicyComparison,
  type PolicyContent,
  type PolicyDraft,
  type PolicyVersion,
  type ProcessSection,
} from './model.ts'

type Draft = Pick<PolicyDraft, 'content' | 'notice'>

/** What a step needs beside the draft. */
export interface Published {
  /** The version in force. */
  current: PolicyContent
  /** Clause ids of all versions: a retired id never comes again, because old decisions still name it. */
  used: readonly string[]
}

/**
 * The draft after one step.
 * @throws {Problem} `not-found` for a clause or section that is not there, `invalid-field` when there are too many
 */
export function applyChange({ content, notice }: Draft, change: DraftChange, published: Published): Draft {
  const { clauses, process } = content
  switch (change.part) {
    case 'head':
      return { notice, content: { ...content, title: change.title, introduction: change.introduction } }
    case 'notice':
      return { content, notice: change.notice }
    case 'clause':
    case 'add-clause':
    case 'retire-clause':
    case 'restore-clause':
      return { notice, content: { ...content, clauses: changeClauses(clauses, change, published) } }
    case 'section':
    case 'add-section':
    case 'remove-section':
      return { notice, content: { ...content, process: changeSections(process, change) } }
  }
}

type ClauseChange = Extract<DraftChange, { part: `${string}clause` }>
type SectionChange = Extract<DraftChange, { part: `${string}section` }>

function changeClauses(
  clauses: readonly Clause[],
  change: ClauseChange,
  { current, used }: Published,
): readonly Clause[] {
  if (change.part === 'retire-clause') return without(clauses, change.id)
  if (change.part === 'restore-clause') return restored(clauses, current.clauses, change.id)
  const { part, ...clause } = change
  if ('id' in clause) return replaced(clauses, clause)
  const added = { ...clause, id: nextClauseId([...used, ...clauses.map(({ id }) => id)]) }
  return limited([...clauses, added], POLICY_LIMITS.clauses, 'clauses')
}

function changeSections(
  sections: readonly ProcessSection[],
  change: SectionChange,
): readonly ProcessSection[] {
  if (change.part === 'remove-section') return without(sections, change.id)
  const { part, ...section } = change
  if ('id' in section) return replaced(sections, section)
  const id = `P${1 + Math.max(0, ...sections.map((each) => Number(each.id.slice(1))))}`
  return limited([...sections, { ...section, id }], POLICY_LIMITS.sections, 'process')
}

/** At its old place: clauses stand in the order of their numbers. */
function restored(clauses: readonly Clause[], from: readonly Clause[], id: string): readonly Clause[] {
  const clause = from.find((each) => each.id === id)
  if (!clause || clauses.some((each) => each.id === id)) throw new Problem('not-found')
  return [...clauses, clause].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function nextClauseId(used: readonly string[]): string {
  const number = 1 + Math.max(0, ...used.map((id) => Number(id.slice(3))))
  if (number > 99) throw new Problem('invalid-field', { field: 'clauses' })
  return `SB-${String(number).padStart(2, '0')}`
}

function limited<Part>(parts: readonly Part[], limit: number, field: string): readonly Part[] {
  if (parts.length > limit) throw new Problem('invalid-field', { field, limit })
  return parts
}

function replaced<Part extends { id: string }>(parts: readonly Part[], part: Part): readonly Part[] {
  if (!parts.some(({ id }) => id === part.id)) throw new Problem('not-found')
  return parts.map((old) => (old.id === part.id ? part : old))
}

function without<Part extends { id: string }>(parts: readonly Part[], id: string): readonly Part[] {
  if (!parts.some((part) => part.id === id)) throw new Problem('not-found')
  return parts.filter((part) => part.id !== id)
}

/** What of a version its successor is made from. */
export function contentOf({ title, introduction, clauses, process }: PolicyVersion): PolicyContent {
  return { title, introduction, clauses, process }
}

export function comparePolicies(before: PolicyContent, after: PolicyContent): PolicyComparison {
  const head = (policy: PolicyContent) => JSON.stringify([policy.title, policy.introduction])
  return {
    head: head(before) === head(after) ? null : { before, after },
    clauses: compareParts(before.clauses, after.clauses),
    process: compareParts(before.process, after.process),
  }
}

export function isSame({ head, clauses, process }: PolicyComparison): boolean {
  return head === null && clauses.length === 0 && process.length === 0
}

/** In the order of the newer list; what is gone comes last. */
function compareParts<Part extends Pick<Clause, 'id' | 'title' | 'text'>>(
  before: readonly Part[],
  after: readonly Part[],
): PolicyChange<Part>[] {
  const old = new Map(before.map((part) => [part.id, part]))
  const kept = new Set(after.map(({ id }) => id))
  const changes = after.flatMap((part): PolicyChange<Part>[] => {
    const was = old.get(part.id)
    if (!was) return [{ change: 'added', after: part }]
    return sameParts(was, part) ? [] : [{ change: 'changed', before: was, after: part }]
  })
  const gone = before.filter(({ id }) => !kept.has(id))
  return [...changes, ...gone.map((part): PolicyChange<Part> => ({ change: 'removed', before: part }))]
}

/** Whatever order the members came in. */
function sameParts(a: object, b: object): boolean {
  const plain = (part: object) => JSON.stringify(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
  const texts = (part: object) =>
    plain(
      Object.fromEntries(
        Object.entries(part).map(([name, value]) => [name, typeof value === 'object' ? plain(value) : value]),
      ),
    )
  return texts(a) === texts(b)
}
