/** A run of words that both texts have, or only the older or the newer one. */
export interface DiffPart {
  kind: 'same' | 'removed' | 'added'
  text: string
}

type Run = [DiffPart['kind'], readonly string[]]

/** Beyond it a table of all pairs would cost too much: what lies between the common ends is one change. */
const MOST_WORDS = 1_500

/**
 * What changed between two texts, word by word; space counts with the word before it and is no change by itself.
 * `same` and `added` together are the newer text to the character.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [words(before), words(after)]
  let start = 0
  while (start < a.length && start < b.length && isSame(a[start], b[start])) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && isSame(a.at(-1 - end), b.at(-1 - end))) end += 1
  return joined([
    ['same', b.slice(0, start)],
    ...changes(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ['same', b.slice(b.length - end)],
  ])
}

function words(text: string): string[] {
  return text.match(/\S+\s*|\s+/gu) ?? []
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a?.trimEnd() === b?.trimEnd()
}

function changes(a: readonly string[], b: readonly string[]): Run[] {
  const isLong = a.length > MOST_WORDS || b.length > MOST_WORDS
  const common = isLong ? null : commonLengths(a, b)
  if (!common) {
    return [
      ['removed', a],
      ['added', b],
    ]
  }
  const runs: Run[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const kind = isSame(a[i], b[j]) ? 'same' : common(i + 1, j) >= common(i, j + 1) ? 'removed' : 'added'
    runs.push([kind, kind === 'removed' ? a.slice(i, i + 1) : b.slice(j, j + 1)])
    if (kind !== 'added') i += 1
    if (kind !== 'removed') j += 1
  }
  return [...runs, ['removed', a.slice(i)], ['added', b.slice(j)]]
}

/** How many words the rests from these places on have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1
  const table = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => table[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * width + j] = isSame(a[i], b[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  return at
}

function joined(runs: readonly Run[]): DiffPart[] {
  const parts: DiffPart[] = []
  for (const [kind, run] of runs) {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += run.join('')
    else if (run.length > 0) parts.push({ kind, text: run.join('') })
  }
  return parts
}
