import { DSA_CATEGORIES, EEA } from '../../src/features/moderation/dsa-model.ts'

type Fields = Readonly<Record<string, unknown>>

const DATE = /^\d{4}-\d{2}-\d{2}$/

/** What the database refuses about a statement, by the rules of its `StatementStoreRequest.php`. */
export function faultsOf(fields: Fields): string[] {
  const faults: string[] = []
  const refuse = (field: string, why: string) => faults.push(`${field} ${why}`)
  const isThere = (field: string) => fields[field] !== undefined && fields[field] !== ''
  const oneOf = (field: string, values: readonly string[], isNeeded = true) => {
    if (!isThere(field)) return isNeeded && refuse(field, 'required')
    return values.includes(String(fields[field])) || refuse(field, `in: ${fields[field]}`)
  }
  const listOf = (field: string, values: readonly string[], isNeeded = true) => {
    const list = fields[field]
    if (list === undefined) return isNeeded && refuse(field, 'required')
    if (!Array.isArray(list) || (isNeeded && list.length === 0)) return refuse(field, 'array')
    return list.every((value) => values.includes(value)) || refuse(field, `in: ${list}`)
  }
  const text = (field: string, max: number, isNeeded: boolean) => {
    if (!isThere(field)) return isNeeded && refuse(field, 'required')
    const value = fields[field]
    return (typeof value === 'string' && Array.from(value).length <= max) || refuse(field, `max:${max}`)
  }
  const date = (field: string, from: string, isNeeded: boolean) => {
    if (!isThere(field)) return isNeeded && refuse(field, 'required')
    const value = String(fields[field])
    const isReal = DATE.test(value) && new Date(value).toISOString().startsWith(value)
    return (isReal && value >= from && value <= '2038-01-01') || refuse(field, `date: ${value}`)
  }

  listOf('decision_visibility', VISIBILITY, false)
  oneOf('decision_provision', PROVISION, false)
  oneOf('decision_account', ['DECISION_ACCOUNT_SUSPENDED', 'DECISION_ACCOUNT_TERMINATED'], false)
  if (!['decision_visibility', 'decision_provision', 'decision_account'].some(isThere))
    refuse('decision', 'required_without_all')
  const isOther = String(fields['decision_visibility']).includes('DECISION_VISIBILITY_OTHER')
  text('decision_visibility_other', 500, isOther)
  if (!isOther && isThere('decision_visibility_other')) refuse('decision_visibility_other', 'exclude')

  oneOf('decision_ground', ['DECISION_GROUND_ILLEGAL_CONTENT', 'DECISION_GROUND_INCOMPATIBLE_CONTENT'])
  const isIllegal = fields['decision_ground'] === 'DECISION_GROUND_ILLEGAL_CONTENT'
  text('illegal_content_legal_ground', 500, isIllegal)
  text('illegal_content_explanation', 2_000, isIllegal)
  text('incompatible_content_ground', 500, !isIllegal)
  text('incompatible_content_explanation', 2_000, !isIllegal)
  oneOf('incompatible_content_illegal', ['Yes', 'No'], false)
  for (const field of Object.keys(fields)) {
    if (field.startsWith('incompatible_') && isIllegal) refuse(field, 'exclude_unless')
    if (field.startsWith('illegal_') && !isIllegal) refuse(field, 'exclude_unless')
    if (!KNOWN.has(field)) refuse(field, 'unknown')
  }

  listOf('content_type', ['CONTENT_TYPE_TEXT', 'CONTENT_TYPE_OTHER'])
  text('content_type_other', 500, String(fields['content_type']).includes('CONTENT_TYPE_OTHER'))
  oneOf('category', DSA_CATEGORIES)
  listOf('category_addition', DSA_CATEGORIES, false)
  listOf('territorial_scope', EEA, false)
  if (isThere('content_language') && !/^[A-Z]{2}$/.test(String(fields['content_language'])))
    refuse('content_language', 'in')
  date('content_date', '2000-01-01', true)
  date('application_date', '2020-01-01', true)
  for (const kind of ['account', 'service', 'visibility'])
    date(`end_date_${kind}_restriction`, '2000-01-01', false)
  text('decision_facts', 5_000, true)
  oneOf('source_type', SOURCES)
  oneOf('automated_detection', ['Yes', 'No'])
  oneOf('automated_decision', AUTOMATED)
  if (!/^[a-zA-Z0-9-_]{1,500}$/.test(String(fields['puid']))) refuse('puid', 'regex')
  return faults
}

const VISIBILITY = [
  'DECISION_VISIBILITY_CONTENT_REMOVED',
  'DECISION_VISIBILITY_CONTENT_DISABLED',
  'DECISION_VISIBILITY_CONTENT_DEMOTED',
  'DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED',
  'DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED',
  'DECISION_VISIBILITY_CONTENT_LABELLED',
  'DECISION_VISIBILITY_OTHER',
]
const PROVISION = ['PARTIAL_SUSPENSION', 'TOTAL_SUSPENSION', 'PARTIAL_TERMINATION', 'TOTAL_TERMINATION'].map(
  (kind) => `DECISION_PROVISION_${kind}`,
)
const SOURCES = [
  'SOURCE_ARTICLE_16',
  'SOURCE_TRUSTED_FLAGGER',
  'SOURCE_TYPE_OTHER_NOTIFICATION',
  'SOURCE_VOLUNTARY',
]
const AUTOMATED = ['FULLY', 'PARTIALLY', 'NOT_AUTOMATED'].map((kind) => `AUTOMATED_DECISION_${kind}`)

/** Every field that the database has; it ignores others, we send none. */
const KNOWN = new Set([
  ...['decision_visibility', 'decision_visibility_other', 'decision_provision', 'decision_account'],
  ...['decision_ground', 'illegal_content_legal_ground', 'illegal_content_explanation'],
  ...['incompatible_content_ground', 'incompatible_content_explanation', 'incompatible_content_illegal'],
  ...['content_type', 'content_type_other', 'category', 'category_addition', 'territorial_scope'],
  ...['content_language', 'content_date', 'application_date', 'end_date_account_restriction'],
  ...['end_date_service_restriction', 'end_date_visibility_restriction', 'decision_facts', 'source_type'],
  ...['automated_detection', 'automated_decision', 'puid'],
])
