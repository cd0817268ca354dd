import type { ProblemDetails, ProblemType } from '../../../kernel/errors.ts'
import type { Article } from '../../articles/model.ts'
import type { Site } from '../../sites/model.ts'
import type { Find, HoldReason, SiteWords, WriterFacts } from '../model.ts'

/** A comment before it is one: its text has passed `checkText`. */
export interface Candidate {
  text: string
  site: Site
  article: Article
  writer: WriterFacts
  words: SiteWords
  now: number
}

/** As much of it as a check needs that looks at the text alone. */
export type TextCandidate = Pick<Candidate, 'text' | 'site' | 'words'>

export type Verdict =
  | { outcome: 'pass' }
  /** A person looks at it first. `evidence` says what was seen, for the console only. */
  | { outcome: 'hold'; reason: HoldReason; evidence: string; finds?: readonly Find[] }
  /** It cannot be sent like this; the reader is told why and keeps the text. */
  | { outcome: 'refuse'; problem: ProblemType; details?: ProblemDetails }

/** One small test before publication. Pure: facts and time come in with the candidate. */
export interface Check {
  /** Stable name, kept with every result. */
  readonly name: string
  /** Raised whenever the same text could get another verdict. */
  readonly version: number
  /** Stands in for `version` where the site's own lists decide. */
  revision?(candidate: Candidate): number
  /** Loads what `run` needs; once is enough. A check without it is always ready. */
  prepare?(): Promise<void>
  run(candidate: Candidate): Verdict
}

/** One that can be tried out on any text. */
export interface TextCheck extends Check {
  revision?(candidate: TextCandidate): number
  run(candidate: TextCandidate): Verdict
}

export const PASS: Verdict = { outcome: 'pass' }
