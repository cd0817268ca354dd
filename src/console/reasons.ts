import type { Find } from '../features/comments/model.ts'
import type { QueueItem, Report, RiskFactor } from '../features/moderation/model.ts'
import { MINUTE } from '../kernel/clock.ts'
import { cutGraphemes } from '../kernel/text.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { age } from './format.ts'
import { isLiteral } from './marks.ts'

type Factor = RiskFactor['factor']
export type Tone = 'bad' | 'wait' | 'ok' | 'neutral'

/** From the gravest to the calmest: the first that holds is the chip, the second stands beside it. */
const WEIGHT: readonly [Factor, Tone][] = [
  ['legal', 'bad'],
  ['reported', 'bad'],
  ['personal-number', 'bad'],
  ['word-rule', 'wait'],
  ['near-duplicate', 'wait'],
  ['link', 'wait'],
  ['rejection-rate', 'wait'],
  ['outside-check', 'wait'],
  ['outside-check-failed', 'neutral'],
  ['strikes', 'wait'],
  ['restriction', 'wait'],
  ['appeal', 'neutral'],
  ['own', 'neutral'],
  ['restored', 'neutral'],
  ['new-writer', 'neutral'],
  ['article-premoderated', 'ok'],
  ['premoderation', 'ok'],
]

/** Every reason that a list can be narrowed to, gravest first. */
export const FACTORS: readonly Factor[] = WEIGHT.map(([factor]) => factor)

export function isFactor(name: string): name is Factor {
  return FACTORS.some((factor) => factor === name)
}

/** The reason chip of a list row, its colour, and one more reason in plain words. */
export function chipsOf(item: QueueItem, language: Language): { chip: string; tone: Tone; also: string } {
  const text = catalogue(language).console
  const held = new Set(item.caseFile.factors.map(({ factor }) => factor))
  const [first, second] = WEIGHT.filter(([factor]) => held.has(factor))
  if (!first) return { chip: text.chip.calm, tone: 'ok', also: '' }
  const [factor, tone] = first
  if (tone === 'ok') return { chip: text.chip.calm, tone, also: text.chip[factor] }
  const also = second ? text.chip[second[0]] : ''
  return { chip: factor === 'reported' ? reportChip(item, language) : text.chip[factor], tone, also }
}

function reportChip(item: QueueItem, language: Language): string {
  const text = catalogue(language).console
  const [first] = reportsByClause(openReports(item))
  const count = text.reportCount(openReports(item).length)
  return first ? `${count} · ${first.clause}` : text.chip.reported
}

export function openReports(item: QueueItem): Report[] {
  return item.reports.filter(({ outcome }) => outcome === 'open')
}

/** Most cited clause first. */
export function reportsByClause(reports: readonly Report[]): { clause: string; reports: Report[] }[] {
  const groups = new Map<string, Report[]>()
  for (const report of reports) groups.set(report.clause, [...(groups.get(report.clause) ?? []), report])
  return [...groups]
    .map(([clause, list]) => ({ clause, reports: list }))
    .sort((a, b) => b.reports.length - a.reports.length || a.clause.localeCompare(b.clause))
}

/** Waiting adds a point per five minutes, as in the serving order, so that nothing starves. */
const MS_PER_WAITING_POINT = 5 * MINUTE

/** Why a case is here: a sentence and its points for each factor, and what its waiting adds. */
export function reasonsOf(
  item: QueueItem,
  language: Language,
  now: number,
): { text: string; points: number }[] {
  const words = catalogue(language).console.reason
  const waited = Math.max(0, now - item.caseFile.openedAt)
  return [
    ...item.caseFile.factors.map(({ factor, points }) => ({
      text: sentence(factor, item, language),
      points,
    })),
    { text: words.waiting(age(waited, language, 'long')), points: Math.floor(waited / MS_PER_WAITING_POINT) },
  ]
}

function sentence(factor: Factor, item: QueueItem, language: Language): string {
  const words = catalogue(language).console.reason
  const results = item.evidence.filter(({ outcome }) => outcome === factor)
  const seen = results[0]?.evidence ?? ''
  switch (factor) {
    case 'premoderation':
    case 'article-premoderated':
    case 'restriction':
    case 'legal':
    case 'appeal':
    case 'restored':
    case 'own':
      return words[factor]
    case 'strikes':
      return words.strikes(item.author.strikes)
    case 'new-writer':
      return words['new-writer'](item.author.approved)
    case 'word-rule':
      return wordSentence(
        item.comment.body,
        results.flatMap(({ finds }) => finds ?? []),
        language,
      )
    case 'link':
      return words.link(seen)
    case 'personal-number':
      return words['personal-number'](personalKind(seen, language))
    case 'near-duplicate':
      return words['near-duplicate'](cutGraphemes(seen, 60))
    case 'rejection-rate':
      return words['rejection-rate'](...countsOf(seen))
    case 'outside-check':
      return words['outside-check'](cutGraphemes(seen, 200))
    case 'outside-check-failed':
      return words['outside-check-failed']
    case 'reported':
      return words.reported(openReports(item).length)
  }
}

/** `3 of 8 rejected`, as the check writes it. */
function countsOf(seen: string): [number, number] {
  const [rejected = 0, decided = 0] = (seen.match(/\d+/g) ?? []).map(Number)
  return [rejected, decided]
}

/** Which rules a text meets, and whether it hides them. */
export function wordSentence(body: string, finds: readonly Find[], language: Language): string {
  const text = catalogue(language).console
  const quoted = [...new Set(finds.map(({ rule }) => rule))].map(text.quoted).join(', ')
  return finds.every((find) => isLiteral(body, find))
    ? text.reason['word-rule'](quoted)
    : text.reason.disguised(quoted)
}

export function personalKind(seen: string, language: Language): string {
  const kinds: Readonly<Record<string, string>> = catalogue(language).console.personalKinds
  return Object.hasOwn(kinds, seen) ? (kinds[seen] ?? seen) : seen
}
