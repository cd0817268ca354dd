import type { Language } from '../../locales/language.ts'
import type { DecisionAction, DecisionSource } from './model.ts'

/** What the affected person reads (EU DSA Art. 17). Rendered from a decision in the person's language. */
export interface Statement {
  decisionId: string
  /** `null` when an account was restricted. */
  commentId: string | null
  at: number
  action: DecisionAction
  policyVersion: number
  clauses: readonly { id: string; title: string; text: string }[]
  lawReference: string | null
  explanation: string
  source: DecisionSource
  automatedDetection: boolean
  automatedDecision: 'none' | 'partial' | 'full'
  startsAt: number | null
  endsAt: number | null
  language: Language
}
