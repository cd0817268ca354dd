/**
 * Leads to what the address asked for: the linked comment, or the sentence that it is not here. In an article's frame
 * the page around it scrolls, told by the height. An address with a fragment leads elsewhere: to a form that was opened.
 */
export function showLinked(root: HTMLElement): void {
  const linked = root.querySelector<HTMLElement>('.is-linked')
  if (!linked || location.hash) return
  linked.focus({ preventScroll: true })
  if (parent === window) linked.scrollIntoView({ block: 'center' })
}
