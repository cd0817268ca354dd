import { graphemes } from '../../kernel/text.ts'
import type { HeadTags } from './model.ts'

/** Grapheme clusters of each text, and how many names and tags are repeated. */
export interface HeadLimits {
  title: number
  description: number
  alt: number
  name: number
  authors: number
  tags: number
}

/** UTF-16 code units, in which X counts: https://developer.x.com (summary card with large image). */
export const X_LIMITS = { title: 70, description: 200, alt: 420 } as const

/**
 * UTF-8 bytes of everything in a head that has to do with sharing. Beside it stand the doctype, character set,
 * view port, colour scheme, style sheet and script, and the strictest crawlers read 8 KB.
 */
const BUDGET = 7_300

const WANTED: HeadLimits = { title: 200, description: 200, alt: 420, name: 100, authors: 10, tags: 6 }

/** Down to what fits whatever the texts are: what repeats other texts gives way first. */
const SMALLER: readonly HeadLimits[] = [
  { title: 200, description: 200, alt: 200, name: 60, authors: 10, tags: 6 },
  { title: 140, description: 160, alt: 120, name: 40, authors: 6, tags: 4 },
  { title: 100, description: 100, alt: 60, name: 30, authors: 4, tags: 3 },
  { title: 60, description: 50, alt: 30, name: 15, authors: 2, tags: 2 },
  { title: 24, description: 24, alt: 16, name: 8, authors: 1, tags: 1 },
]

/** The head with the longest texts that leave all its tags within the first 8 KB of the page. */
export function fittedHead(make: (limits: HeadLimits) => HeadTags): HeadTags {
  let head = make(WANTED)
  for (const limits of SMALLER) {
    if (headBytes(head) <= BUDGET) return head
    head = make(limits)
  }
  return head
}

/** As `ui/shell.tsx` writes it, rounded up; without the structured data, which stands at the end of the page. */
export function headBytes({ title, description, canonical, meta, links }: HeadTags): number {
  const tags: readonly object[] = [
    { title, name: '' },
    { name: 'description', description },
    { rel: '', canonical },
  ]
  return [...tags, ...meta, ...links].reduce((sum, tag) => sum + tagBytes(tag), 0)
}

/** The longest beginning with an ellipsis, at whole clusters, that has no more code units than that. */
export function cutUnits(text: string, units: number): string {
  if (text.length <= units) return text
  let kept = ''
  for (const cluster of graphemes(text.slice(0, units + 1))) {
    if (kept.length + cluster.length >= units) break
    kept += cluster
  }
  return `${kept.trimEnd()}…`
}

function tagBytes(tag: object): number {
  return Object.entries(tag).reduce(
    (sum, [name, value]) => sum + name.length + ' =""'.length + escapedBytes(String(value)),
    '<meta/>'.length + 10,
  )
}

/** The longest escape of one character has five more. */
function escapedBytes(text: string): number {
  return new TextEncoder().encode(text).length + (text.match(/[&<>"']/g)?.length ?? 0) * 5
}
