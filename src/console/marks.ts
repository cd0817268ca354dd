import type { Find } from '../features/comments/model.ts'
import { graphemes } from '../kernel/text.ts'

/** A piece of a comment; `hit` where a check saw something. */
export interface Part {
  text: string
  hit: boolean
}

/**
 * Splits a comment around the places that the checks marked, widened to whole clusters: an accent is not parted
 * from its letter. Joining the parts gives the text back, cluster for cluster.
 */
export function markFinds(text: string, finds: readonly Find[]): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const cluster of graphemes(text)) {
    const [start, end] = [at, at + cluster.length]
    at = end
    const hit = finds.some((find) => find.start < end && start < find.end)
    const last = parts.at(-1)
    if (last && last.hit === hit) last.text += cluster
    else parts.push({ text: cluster, hit })
  }
  return parts
}

/** Whether a rule stands in the text as it is, so that the reason can say when it was disguised. */
export function isLiteral(text: string, { rule, start, end }: Find): boolean {
  return text.slice(start, end).toLowerCase() === rule.toLowerCase()
}
