import { matchingForm } from '../features/comments/checks/matching-form.ts'
import type { QueueItem } from '../features/moderation/model.ts'
import { graphemes } from '../kernel/text.ts'

/** A piece of a comment; `hit` where a check saw something. */
export interface Part {
  text: string
  hit: boolean
}

type Evidence = QueueItem['evidence'][number]

/** What word rules and links say they saw, one string per find. The other checks' words are not in the text. */
export function findsOf(evidence: readonly Evidence[]): string[] {
  return evidence.flatMap(({ outcome, evidence: seen }) => {
    if (outcome === 'word-rule') return seen.split(', ')
    return outcome === 'link' ? seen.split(' ') : []
  })
}

/**
 * Splits a comment around the finds, wherever they stand: as written, or disguised (`ㅂ ㅏ 보` for `바보`)
 * in the form that the word rules compare. Joining the parts gives the text back, cluster for cluster.
 */
export function markFinds(text: string, finds: readonly string[]): Part[] {
  const clusters = Array.from(graphemes(text))
  const hits = clusters.map(() => false)
  const literal = clusters.map((cluster) => cluster.toLowerCase())
  const folded = clusters.map(matchingForm)
  for (const find of finds) {
    if (!cover(hits, literal, find.toLowerCase())) cover(hits, folded, matchingForm(find))
  }
  const parts: Part[] = []
  for (const [index, cluster] of clusters.entries()) {
    const hit = hits[index] ?? false
    const last = parts.at(-1)
    if (last && last.hit === hit) last.text += cluster
    else parts.push({ text: cluster, hit })
  }
  return parts
}

/** Marks every cluster that a find touches; `forms` are the clusters as compared, some of them empty. */
function cover(hits: boolean[], forms: readonly string[], find: string): boolean {
  if (find === '') return false
  const owner = forms.flatMap((form, index) => Array.from({ length: form.length }, () => index))
  const whole = forms.join('')
  let found = false
  for (let at = whole.indexOf(find); at !== -1; at = whole.indexOf(find, at + find.length)) {
    found = true
    hits.fill(true, owner[at] ?? 0, (owner[at + find.length - 1] ?? -1) + 1)
  }
  return found
}

/** Whether a find stands in the text as it is, so that the reason can say when it was disguised. */
export function isLiteral(text: string, find: string): boolean {
  return text.toLowerCase().includes(find.toLowerCase())
}
