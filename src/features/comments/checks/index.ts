import { articlePremoderated } from './article-premoderated.ts'
import type { Check, TextCheck } from './check.ts'
import { discussionOpen } from './discussion-open.ts'
import { exactRepeat } from './exact-repeat.ts'
import { links } from './links.ts'
import { moderationMode } from './moderation-mode.ts'
import { nearDuplicate } from './near-duplicate.ts'
import { newWriter } from './new-writer.ts'
import { personalNumber } from './personal-number.ts'
import { rateFigures } from './rate-figures.ts'
import { rejectionRate } from './rejection-rate.ts'
import { restriction } from './restriction.ts'
import { wordList } from './word-list.ts'
import { wordRules } from './word-rules.ts'

/** What the text alone can be held for. */
export const TEXT_CHECKS: readonly TextCheck[] = [wordList, wordRules, links, personalNumber]

/**
 * Screening, in this order: may the reader write here now, then what the text holds, then what the site
 * wants to see first. The first refusal ends it; every hold is kept, so that the moderator sees them all.
 */
export const CHECKS: readonly Check[] = [
  discussionOpen,
  restriction,
  rateFigures,
  exactRepeat,
  ...TEXT_CHECKS,
  nearDuplicate,
  newWriter,
  rejectionRate,
  articlePremoderated,
  moderationMode,
]
