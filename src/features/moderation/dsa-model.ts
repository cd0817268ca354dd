/**
 * What the EU DSA Transparency Database takes (Regulation (EU) 2022/2065, Art. 24(5)), by its names and limits:
 * `StatementStoreRequest.php` and `Statement.php` of digital-services-act/transparency-database, June 2026.
 */
export const DSA_CATEGORIES = [
  'STATEMENT_CATEGORY_ANIMAL_WELFARE',
  'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
  'STATEMENT_CATEGORY_CYBER_VIOLENCE',
  'STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN',
  'STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
  'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
  'STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS',
  'STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
  'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE',
  'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
  'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
  'STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY',
  'STATEMENT_CATEGORY_SCAMS_AND_FRAUD',
  'STATEMENT_CATEGORY_SELF_HARM',
  'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  'STATEMENT_CATEGORY_VIOLENCE',
] as const
export type DsaCategory = (typeof DSA_CATEGORIES)[number]

/** Greatest lengths, in characters. */
export const DSA_LIMITS = { facts: 5_000, ground: 500, explanation: 2_000, other: 500 } as const

/** A decision holds wherever the discussion can be read: the whole European Economic Area. */
export const EEA = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT'],
  ...['LI', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
]

/** One statement of reasons. Fields that do not belong to its kind are not there. */
export interface DsaStatement {
  decision_visibility?: readonly (
    | 'DECISION_VISIBILITY_CONTENT_REMOVED'
    | 'DECISION_VISIBILITY_CONTENT_DISABLED'
    | 'DECISION_VISIBILITY_OTHER'
  )[]
  decision_visibility_other?: string
  end_date_visibility_restriction?: string
  decision_provision?: 'DECISION_PROVISION_PARTIAL_SUSPENSION'
  end_date_service_restriction?: string
  decision_account?: 'DECISION_ACCOUNT_SUSPENDED' | 'DECISION_ACCOUNT_TERMINATED'
  end_date_account_restriction?: string
  decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT' | 'DECISION_GROUND_INCOMPATIBLE_CONTENT'
  illegal_content_legal_ground?: string
  illegal_content_explanation?: string
  incompatible_content_ground?: string
  incompatible_content_explanation?: string
  incompatible_content_illegal?: 'Yes' | 'No'
  content_type: readonly ('CONTENT_TYPE_TEXT' | 'CONTENT_TYPE_OTHER')[]
  content_type_other?: string
  category: DsaCategory
  category_addition?: readonly DsaCategory[]
  territorial_scope: readonly string[]
  /** ISO 639-1, upper case. */
  content_language?: string
  /** `2026-11-24`, in the site's time zone, as every date here. */
  content_date: string
  application_date: string
  decision_facts: string
  source_type: 'SOURCE_ARTICLE_16' | 'SOURCE_TYPE_OTHER_NOTIFICATION' | 'SOURCE_VOLUNTARY'
  automated_detection: 'Yes' | 'No'
  automated_decision:
    | 'AUTOMATED_DECISION_FULLY'
    | 'AUTOMATED_DECISION_PARTIALLY'
    | 'AUTOMATED_DECISION_NOT_AUTOMATED'
  /** Letters, digits, `-` and `_`; the same decision has the same one for ever. */
  puid: string
}

/** The columns of the CSV, in the order of the database's own form. */
export const DSA_FIELDS = [
  'decision_visibility',
  'decision_visibility_other',
  'end_date_visibility_restriction',
  'decision_provision',
  'end_date_service_restriction',
  'decision_account',
  'end_date_account_restriction',
  'decision_ground',
  'illegal_content_legal_ground',
  'illegal_content_explanation',
  'incompatible_content_ground',
  'incompatible_content_explanation',
  'incompatible_content_illegal',
  'content_type',
  'content_type_other',
  'category',
  'category_addition',
  'territorial_scope',
  'content_language',
  'content_date',
  'application_date',
  'decision_facts',
  'source_type',
  'automated_detection',
  'automated_decision',
  'puid',
] as const satisfies readonly (keyof DsaStatement)[]
