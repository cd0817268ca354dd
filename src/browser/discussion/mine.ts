import { part } from '../dom.ts'
import type { Box } from './box.ts'
import { fetchThread, take } from './thread-page.ts'

/**
 * Shows a comment that was just sent as the server prints it, on top of the reader's own: the same before and after a
 * reload. @throws when it could not be fetched
 */
export async function showSent(box: Box, id: string): Promise<void> {
  const { root } = box
  // As the first page, where it is printed in whatever state.
  const address = new URL(part<HTMLAnchorElement>(root, 'new')?.href ?? '')
  address.searchParams.set('sent', id)
  const page = await fetchThread(address.href, box)
  const item = page.querySelector(`#mine #c-${id}`)?.closest('li')
  // Sent twice with one key, it is still one comment.
  document.getElementById(`c-${id}`)?.closest('li')?.remove()
  if (item) root.querySelector('#mine')?.prepend(document.importNode(item, true))
  take(root, page, '[data-part=count]')
}

/** Published comments, beside the title. */
export function setCount(root: HTMLElement, count: number): void {
  const element = part(root, 'count')
  if (!element) return
  element.dataset['count'] = `${count}`
  element.textContent = count.toLocaleString(root.lang)
}
