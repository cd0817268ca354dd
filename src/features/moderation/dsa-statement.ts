import { localTime } from '../../kernel/time-zone.ts'
import { wordsIn } from '../../locales/language.ts'
import type { Clause, PolicyVersion } from '../policy/model.ts'
import { factsOf } from './dsa-facts.ts'
import { DSA_CATEGORIES, DSA_LIMITS, type DsaCategory, type DsaStatement, EEA } from './dsa-model.ts'
import type { DecisionAction, NoticeRegime } from './model.ts'
import type { DecisionRow } from './transparency-model.ts'

export interface StatementContext {
  siteKey: string
  timeZone: string
  /** The version that the decision cites. */
  policy: PolicyVersion
  /** Of the notice that led to it. */
  regime: NoticeRegime | null
}

const EXPORTED: ReadonlySet<DecisionAction> = new Set<DecisionAction>([
  'reject',
  'blind',
  'premoderate',
  'mute',
  'no-reports',
  'ban',
])

/**
 * What takes something away needs a statement; a warning takes nothing away, an order of an authority is under
 * Art. 9 (Art. 17(5)), and of what was undone within half a minute nobody was told.
 */
export function needsStatement({ action, isUndone, source }: DecisionRow): boolean {
  return EXPORTED.has(action) && !isUndone && source !== 'order'
}

/** Made of what is on record in fields: no note to an author, no notice and no comment is quoted. */
export function dsaStatement(row: DecisionRow, context: StatementContext): DsaStatement {
  const { policy, siteKey, timeZone } = context
  const cited = policy.clauses.filter(({ id }) => row.clauses.includes(id))
  const [category, ...additions] = categoriesOf(cited, row)
  return {
    ...measureOf(row, timeZone),
    ...groundOf(row, cited),
    ...(row.commentId === null
      ? { content_type: ['CONTENT_TYPE_OTHER'], content_type_other: 'Account of a reader' }
      : { content_type: ['CONTENT_TYPE_TEXT'] }),
    category,
    ...(additions.length > 0 ? { category_addition: additions } : {}),
    territorial_scope: EEA,
    ...(row.language === null ? {} : { content_language: row.language.toUpperCase() }),
    content_date: dateOf(row.subjectAt, timeZone),
    application_date: dateOf(row.startsAt ?? row.at, timeZone),
    decision_facts: cut(factsOf(row, context), DSA_LIMITS.facts),
    source_type: sourceOf(row, context),
    automated_detection: row.automatedDetection ? 'Yes' : 'No',
    automated_decision: AUTOMATION[row.automatedDecision],
    puid: `${siteKey}-${row.id}`,
  }
}

const AUTOMATION = {
  none: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  partial: 'AUTOMATED_DECISION_PARTIALLY',
  full: 'AUTOMATED_DECISION_FULLY',
} as const

function measureOf({ action, endsAt }: DecisionRow, timeZone: string): Partial<DsaStatement> {
  const end = endsAt === null ? null : dateOf(endsAt, timeZone)
  switch (action) {
    case 'blind':
      return {
        decision_visibility: ['DECISION_VISIBILITY_CONTENT_DISABLED'],
        ...(end ? { end_date_visibility_restriction: end } : {}),
      }
    case 'premoderate':
      return {
        decision_visibility: ['DECISION_VISIBILITY_OTHER'],
        decision_visibility_other: 'Comments of the account are reviewed before they are published.',
        ...(end ? { end_date_visibility_restriction: end } : {}),
      }
    case 'mute':
    case 'no-reports':
      return {
        decision_provision: 'DECISION_PROVISION_PARTIAL_SUSPENSION',
        ...(end ? { end_date_service_restriction: end } : {}),
      }
    case 'ban':
      return end
        ? { decision_account: 'DECISION_ACCOUNT_SUSPENDED', end_date_account_restriction: end }
        : { decision_account: 'DECISION_ACCOUNT_TERMINATED' }
    default:
      return { decision_visibility: ['DECISION_VISIBILITY_CONTENT_REMOVED'] }
  }
}

type GroundFields = Pick<
  DsaStatement,
  | 'decision_ground'
  | 'illegal_content_legal_ground'
  | 'illegal_content_explanation'
  | 'incompatible_content_ground'
  | 'incompatible_content_explanation'
  | 'incompatible_content_illegal'
>

function groundOf({ ground, lawReference }: DecisionRow, cited: readonly Clause[]): GroundFields {
  if (ground === 'law') {
    return {
      decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
      illegal_content_legal_ground: cut(lawReference ?? '', DSA_LIMITS.ground),
      illegal_content_explanation:
        'A person of the newspaper’s desk judged the content to be contrary to that law. The affected person was told why, and how to contest it.',
    }
  }
  return {
    decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
    incompatible_content_ground: cut(
      cited.map(({ id, title }) => `${id} ${wordsIn(title, 'en')}`).join('; '),
      DSA_LIMITS.ground,
    ),
    incompatible_content_explanation: cut(
      cited.map(({ id, text }) => `${id}: ${wordsIn(text, 'en')}`).join('\n'),
      DSA_LIMITS.explanation,
    ),
    incompatible_content_illegal: 'No',
  }
}

/** The gravest clause’s category first; the order of the policy decides between equals. */
function categoriesOf(cited: readonly Clause[], { source }: DecisionRow): [DsaCategory, ...DsaCategory[]] {
  const gravest = cited.toSorted((a, b) => b.severity - a.severity)
  const [first, ...others] = new Set(gravest.map(({ dsaCategory }) => known(dsaCategory)))
  if (first) return [first, ...others]
  return [
    source === 'notice'
      ? 'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE'
      : 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
  ]
}

/** A policy may name a category that the database has given up. */
function known(category: string): DsaCategory {
  return DSA_CATEGORIES.find((one) => one === category) ?? 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC'
}

function sourceOf({ source }: DecisionRow, { regime }: StatementContext): DsaStatement['source_type'] {
  if (source === 'notice' && regime === 'dsa16') return 'SOURCE_ARTICLE_16'
  return source === 'notice' || source === 'report' ? 'SOURCE_TYPE_OTHER_NOTIFICATION' : 'SOURCE_VOLUNTARY'
}

function dateOf(at: number, timeZone: string): string {
  const { year, month, day } = localTime(at, timeZone)
  return [year, ...[month, day].map((part) => `${part}`.padStart(2, '0'))].join('-')
}

/** By code points, as the database counts. */
function cut(text: string, limit: number): string {
  const points = Array.from(text)
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`
}
