import type { Candidate } from '../../../src/features/comments/checks/check.ts'
import { NO_WORDS, type WriterFacts } from '../../../src/features/comments/model.ts'
import { anArticle, aSite, T0 } from '../../support/fixtures.ts'

const site = aSite({ mode: 'flagged-only' })
const article = anArticle(site.id)

export const WRITER: WriterFacts = {
  name: 'Maya Okafor',
  submissions: 40,
  approved: 40,
  rejected: 0,
  onArticle: 0,
  lastDay: 0,
  dayBeganAt: null,
  lastAt: null,
  recentBodies: [],
  rejectedBodies: [],
  recent: { decided: 0, rejected: 0 },
  strikes: 0,
  restrictions: [],
}

/** A comment by somebody known, on a site that holds only what a check sees. */
export function candidate(text: string, change: Partial<Candidate> = {}): Candidate {
  return { text, site, article, writer: WRITER, words: NO_WORDS, now: T0, ...change }
}
