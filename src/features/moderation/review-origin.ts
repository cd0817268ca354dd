import type { QueueItem } from './model.ts'

/** Hold reasons that a machine found in the text; the others come from the site's mode. */
const DETECTIONS: ReadonlySet<string> = new Set([
  'word-rule',
  'link',
  'personal-number',
  'near-duplicate',
  'outside-check',
])

/** Where it came from, and which checks had seen something. */
export function originOf({ evidence, reports }: QueueItem) {
  const open = reports.filter(({ outcome }) => outcome === 'open')
  const found = evidence.filter(({ outcome }) => DETECTIONS.has(outcome))
  return {
    source: open.length > 0 ? ('report' as const) : ('own' as const),
    sourceIds: open.map(({ id }) => id),
    automatedDetection: found.length > 0,
    detectors: found.map(({ check, version }) => `${check}@${version}`),
  }
}
