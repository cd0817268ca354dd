import type { CardSpec } from '../../features/sharing/model.ts'
import { cutGraphemes, TEXT_LIMITS } from '../../kernel/text.ts'
import { type Coverage, drawable } from './coverage.ts'

/** Grapheme clusters of each field; a template shortens further by lines. */
const LENGTHS = { headline: 200, section: 80, byline: 120, paper: 60, author: 40, stamp: 8 } as const

/** A card's words, bounded before any layout, with nothing in them that the fonts cannot draw. */
export function boundedSpec<T extends CardSpec>(spec: T, covers: Coverage): T {
  const line = (text: string, limit: number): string =>
    drawable(bounded(text, limit).replace(/\s+/g, ' '), covers)
  const accent = /^#[0-9a-f]{6}$/i.test(spec.accent) ? spec.accent : '#15539a'
  const shared = { accent, paper: line(spec.paper, LENGTHS.paper) }
  if (spec.kind === 'brand') return { ...spec, ...shared }
  const headline = line(spec.headline, LENGTHS.headline)
  if (spec.kind === 'article') {
    return {
      ...spec,
      ...shared,
      headline,
      section: line(spec.section, LENGTHS.section),
      byline: line(spec.byline, LENGTHS.byline),
      stamp: spec.stamp === null ? null : line(spec.stamp, LENGTHS.stamp),
    }
  }
  return {
    ...spec,
    ...shared,
    headline,
    author: line(spec.author, LENGTHS.author),
    text: drawable(bounded(spec.text, TEXT_LIMITS.graphemes), covers),
  }
}

/** Code units first: splitting an endless text into clusters costs more than drawing the card. */
function bounded(text: string, limit: number): string {
  const tidy = text
    .slice(0, TEXT_LIMITS.bytes)
    .replace(/[\p{Cc}\p{Cs}]/gu, (char) => (char === '\n' ? '\n' : ' '))
    .replace(new RegExp(`(\\p{M}{${TEXT_LIMITS.marksPerBase}})\\p{M}+`, 'gu'), '$1')
    .replace(/\n{2,}/g, '\n')
    .trim()
  return cutGraphemes(tidy, limit)
}
