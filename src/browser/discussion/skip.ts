import { part } from '../dom.ts'

/** To what can be done with the first comment: a link alone would end before the list, one key earlier. */
export function startSkip(root: HTMLElement): void {
  part(root, 'to-comments')?.addEventListener('click', (event) => {
    const first = root.querySelector<HTMLElement>('#thread .acts a')
    if (!first) return
    event.preventDefault()
    first.focus()
  })
}
