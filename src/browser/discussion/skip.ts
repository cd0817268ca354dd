import { onPress } from '../dom.ts'

/** To what can be done with the first comment: a link alone would end before the list, one key earlier. */
export function startSkip(root: HTMLElement): void {
  onPress(root, '[data-part=to-comments]', () => {
    const first = root.querySelector<HTMLElement>('#thread .acts a')
    first?.focus()
    return !first
  })
}
