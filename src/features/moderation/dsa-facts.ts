import type { DecisionAction } from './model.ts'
import type { DecisionRow } from './transparency-model.ts'

const MEASURES: Partial<Record<DecisionAction, string>> = {
  reject: 'A reader’s comment on an article was refused or removed.',
  blind: 'A reader’s comment on an article was taken out of sight for a time.',
  premoderate: 'Comments of a reader’s account are reviewed before they are published.',
  mute: 'A reader’s account may not write comments for a time.',
  'no-reports': 'A reader’s account may not report comments for a time.',
  ban: 'A reader’s account may neither write nor report.',
}

const LED_TO: Partial<Record<DecisionRow['source'], string>> = {
  report: 'Readers had reported it as contrary to the newspaper’s published policy.',
  notice: 'A legal notice had asked for it.',
  appeal: 'It was decided on appeal.',
  own: 'It was found by the newspaper’s own review.',
}

/** The facts in sentences that are made of fields, so that they hold no name and no word of anybody’s. */
export function factsOf(row: DecisionRow, { siteKey }: { siteKey: string }): string {
  const { action, automatedDecision, automatedDetection, detectors, from, seq, source } = row
  const wasSeen = action === 'reject' && from !== 'pending'
  return [
    MEASURES[action] ?? '',
    action === 'reject' && (wasSeen ? 'It had been published.' : 'It had not been published.'),
    LED_TO[source] ?? LED_TO.own,
    automatedDetection && `An automated check had pointed to it (${detectors.join(', ') || 'unnamed'}).`,
    automatedDecision === 'full'
      ? 'The decision was made without a person.'
      : 'A person read it and decided.',
    `Decision ${seq} in the log of ${siteKey}.`,
  ]
    .filter((sentence) => sentence !== false && sentence !== '')
    .join(' ')
}
