import { countGraphemes, graphemes, TEXT_LIMITS } from '../../kernel/text.ts'
import { part } from '../dom.ts'
import type { Box } from './box.ts'

/**
 * Marks what is too much: a layer behind the field holds the same text in the same place, and paints only that part.
 * Where fields do not grow by themselves, it makes this one grow. The field itself is never written to. Answers what to
 * call when the text has changed.
 */
export function startMarks({ form, field }: Pick<Box, 'form' | 'field'>): (isOver: boolean) => void {
  const layer = part(form, 'marks')
  const mark = layer?.querySelector('span')
  const grows = CSS.supports('field-sizing:content')
  return (isOver) => {
    if (!layer || !mark) return
    const value = isOver || !grows ? field.value : ''
    const at = isOver ? overflowAt(value) : value.length
    mark.textContent = value.slice(at)
    // A last new line takes room only when something follows it.
    layer.replaceChildren(value.slice(0, at), mark, ' ')
    // Where the field scrolls by itself, the layer is not in its place.
    if (isOver) mark.className = field.scrollHeight > field.clientHeight ? '' : 'over'
  }
}

/** Where the clusters that fit end, in UTF-16 units: never inside a cluster. */
export function overflowAt(text: string): number {
  // No text that fits is longer.
  const clusters = [...graphemes(text.slice(0, TEXT_LIMITS.bytes))]
  const first = (count: number) => clusters.slice(0, count).join('')
  let fits = 0
  for (let step: number = TEXT_LIMITS.bytes; step > 0; step >>= 1) {
    if (countGraphemes(first(fits + step)) <= TEXT_LIMITS.graphemes) fits += step
  }
  return first(fits).length
}
