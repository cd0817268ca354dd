import * as z from 'zod'
import type { Localized } from '../../locales/language.ts'

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

const text = (max: number) =>
  z.strictObject({ en: z.string().min(1).max(max), ko: z.string().min(1).max(max) })

export const policyInput = z.strictObject({
  title: text(120),
  introduction: text(2_000),
  clauses: z
    .array(
      z.strictObject({
        id: z.string().regex(/^SB-\d{2}$/),
        title: text(120),
        text: text(1_200),
        severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
        dsaCategory: z.string().regex(/^STATEMENT_CATEGORY_[A-Z_]+$/),
      }),
    )
    .min(1)
    .max(99),
  process: z
    .array(z.strictObject({ id: z.string().regex(/^P\d$/), title: text(120), text: text(2_000) }))
    .max(12),
  notice: text(600).nullable().default(null),
})

export type PolicyInput = z.input<typeof policyInput>
