import type { Language } from '../../locales/language.ts'
import type { Appeal, DecisionAction, DecisionSource } from './model.ts'

/** What the affected person reads (EU DSA Art. 17). Rendered from a decision in the person's language. */
export interface Statement {
  decisionId: string
  /** `null` when an account was restricted. */
  commentId: string | null
  at: number
  action: DecisionAction
  policyVersion: number
  /** As that version has them; `language` where it has none in the statement's. */
  clauses: readonly { id: string; title: string; text: string; language?: Language }[]
  lawReference: string | null
  explanation: string
  source: DecisionSource
  automatedDetection: boolean
  automatedDecision: 'none' | 'partial' | 'full'
  startsAt: number | null
  endsAt: number | null
  language: Language
  /** Until when an appeal is in time; `null` where nothing can be contested. */
  appealUntil: number | null
  /** The reader's own appeal against it. */
  appeal: OwnAppeal | null
}

/** An appeal as its appellant reads it. */
export interface OwnAppeal extends Appeal {
  /** What whoever decided it wrote; empty until then. */
  answer: string
  /** The desk had nobody else than whoever had decided before. */
  onePersonDesk: boolean
}
