import * as z from 'zod'
import { isWellFormed } from '../../kernel/canonical-json.ts'
import { DAY } from '../../kernel/clock.ts'
import type { Language, Localized } from '../../locales/language.ts'
import { localized } from '../sites/model.ts'

/** How grave a breach is: 1 a nuisance … 4 a danger. */
export type Severity = 1 | 2 | 3 | 4

/** `SB-01`, `SB-02`, … Clause ids mean something only together with a policy version. */
export interface Clause {
  id: string
  title: Localized
  text: Localized
  severity: Severity
  /** Category of the EU DSA Transparency Database, e.g. `STATEMENT_CATEGORY_VIOLENCE`. */
  dsaCategory: string
}

/** How decisions are made: who decides, reasons, appeal, what is kept. */
export interface ProcessSection {
  id: string
  title: Localized
  text: Localized
}

/** What a version says. */
export interface PolicyContent {
  title: Localized
  introduction: Localized
  clauses: readonly Clause[]
  process: readonly ProcessSection[]
}

/** Immutable once published. */
export interface PolicyVersion extends PolicyContent {
  siteId: string
  version: number
  publishedAt: number
  /** What changed, in words for readers; `null` for the first one. */
  notice: Localized | null
}

/** Categories of the EU DSA Transparency Database, without the prefix `STATEMENT_CATEGORY_`. */
export const DSA_CATEGORIES = [
  'ANIMAL_WELFARE',
  'CONSUMER_INFORMATION',
  'CYBER_VIOLENCE',
  'CYBER_VIOLENCE_AGAINST_WOMEN',
  'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
  'ILLEGAL_OR_HARMFUL_SPEECH',
  'INTELLECTUAL_PROPERTY_INFRINGEMENTS',
  'NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
  'NOT_SPECIFIED_NOTICE',
  'OTHER_VIOLATION_TC',
  'PROTECTION_OF_MINORS',
  'RISK_FOR_PUBLIC_SECURITY',
  'SCAMS_AND_FRAUD',
  'SCOPE_OF_PLATFORM_SERVICE',
  'SELF_HARM',
  'UNSAFE_AND_PROHIBITED_PRODUCTS',
  'VIOLENCE',
] as const

/** What the admins of a site are writing: one per site, in force for nobody. Texts may still be missing. */
export interface PolicyDraft {
  siteId: string
  /** The version that it was begun from, or brought up to. */
  basedOn: number
  content: PolicyContent
  /** What changes, for readers. */
  notice: Localized
  /** Counts its changes: one that was made from an older draft is refused. */
  revision: number
  updatedAt: number
  updatedById: string
}

export type PolicyChange<Part> =
  | { change: 'added'; after: Part }
  | { change: 'removed'; before: Part }
  | { change: 'changed'; before: Part; after: Part }

/** What differs between two contents; empty lists and `null` where nothing does. */
export interface PolicyComparison {
  head: { before: PolicyContent; after: PolicyContent } | null
  clauses: readonly PolicyChange<Clause>[]
  process: readonly PolicyChange<ProcessSection>[]
}

/** How long the composer says that the policy has changed. */
export const NEWS_MS = 14 * DAY

/** A version after the first that came into force lately; `until` (epoch ms) it is news. */
export interface PolicyNews {
  version: number
  at: number
  until: number
}

/** In UTF-16 units, and numbers of clauses and sections. */
export const POLICY_LIMITS = {
  title: 120,
  introduction: 2_000,
  clause: 1_200,
  section: 2_000,
  notice: 600,
  clauses: 99,
  sections: 12,
} as const

/** A version to publish; every text of it stands in each of these languages, the site's. */
export function policyInput(languages: readonly Language[]) {
  const text = (max: number) => localized(z.string().max(max), languages)
  const part = { title: text(POLICY_LIMITS.title) }
  const clause = z.strictObject({
    ...part,
    id: z.string().regex(/^SB-\d{2}$/),
    text: text(POLICY_LIMITS.clause),
    severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    dsaCategory: z.templateLiteral(['STATEMENT_CATEGORY_', z.enum(DSA_CATEGORIES)]),
  })
  const section = z.strictObject({
    ...part,
    id: z.string().regex(/^P\d{1,2}$/),
    text: text(POLICY_LIMITS.section),
  })
  return z.strictObject({
    ...part,
    introduction: text(POLICY_LIMITS.introduction),
    clauses: z.array(clause).min(1).max(POLICY_LIMITS.clauses),
    process: z.array(section).max(POLICY_LIMITS.sections),
    notice: text(POLICY_LIMITS.notice).nullable().default(null),
  })
}

export type PolicyInput = z.input<ReturnType<typeof policyInput>>

/** A text of a draft may still be empty; lines end as they do everywhere here. */
const draftLine = (max: number) =>
  z
    .string()
    .overwrite((raw) => raw.replace(/\r\n?/g, '\n').trim())
    .max(max)
    .refine(isWellFormed)
const draftText = (max: number) => localized(draftLine(max))

const draftClause = z.strictObject({
  title: draftText(POLICY_LIMITS.title),
  text: draftText(POLICY_LIMITS.clause),
  severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  dsaCategory: z.templateLiteral(['STATEMENT_CATEGORY_', z.enum(DSA_CATEGORIES)]),
})
const draftSection = z.strictObject({
  title: draftText(POLICY_LIMITS.title),
  text: draftText(POLICY_LIMITS.section),
})
const id = z.string().max(10)

/** One step of writing. A clause or section is found by its id; a new one gets its id when it is added. */
export const draftChange = z.discriminatedUnion('part', [
  z.strictObject({
    part: z.literal('head'),
    title: draftText(POLICY_LIMITS.title),
    introduction: draftText(POLICY_LIMITS.introduction),
  }),
  draftClause.extend({ part: z.literal('clause'), id }),
  draftClause.extend({ part: z.literal('add-clause') }),
  z.strictObject({ part: z.literal('retire-clause'), id }),
  /** A clause of the version in force that the draft has retired. */
  z.strictObject({ part: z.literal('restore-clause'), id }),
  draftSection.extend({ part: z.literal('section'), id }),
  draftSection.extend({ part: z.literal('add-section') }),
  z.strictObject({ part: z.literal('remove-section'), id }),
  z.strictObject({ part: z.literal('notice'), notice: draftText(POLICY_LIMITS.notice) }),
])

export type DraftChange = z.output<typeof draftChange>
export type DraftChangeInput = z.input<typeof draftChange>
