import { part, put, say } from '../dom.ts'
import { fetchPage, nextTurn } from '../http.ts'
import { type Box, bearer } from './box.ts'

/** Another page of this discussion. @throws when no discussion came, or not in time */
export async function fetchThread(href: string, box: Box | null): Promise<HTMLElement> {
  const root = (await fetchPage(href, bearer(box))).getElementById('discussion')
  // What answers in our place, a hotel's login for example, may well say that all is fine.
  if (!root?.querySelector('#thread')) throw new Error(href)
  return root
}

/** Puts what matches in another page of this discussion in the place of what matches here, where they differ. */
export function take(root: HTMLElement, page: HTMLElement, selector: string): void {
  const [own, other] = [root, page].map((one) => one.querySelector(selector))
  if (other && !other.isEqualNode(own ?? null)) own?.replaceWith(other)
}

/**
 * Lays out a page of comments in three turns of its own, of which the style sheet knows: all at once takes long. What is
 * scrolled by nothing is laid out at once.
 */
export async function layOut(list: Element | null | undefined): Promise<void> {
  for (const more of ['on', 'whole']) {
    await nextTurn()
    list?.classList.add(more)
    scrollBy(0, 0)
  }
}

/** All comments of an element, or their tombstones. */
export function commentsIn(element: ParentNode): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[id^=c-].comment,.tomb')]
}

/** Leads to the first comment that was not `known`, and says how many there are. */
export function welcome(root: HTMLElement, known: ReadonlySet<string>): void {
  const fresh = commentsIn(root).filter(({ id }) => !known.has(id))
  const first = fresh[0] ?? root.querySelector<HTMLElement>('.comment')
  if (first) {
    const folded = first.closest('details')
    if (folded) folded.open = true
    first.tabIndex = -1
    first.focus()
  }
  const status = part(root, 'thread-status')
  put(status, say(status?.dataset['shown'] ?? '', fresh.length))
}

/** The discussion's state, by the names that the server prints too; `''`: as it was before anything came up. */
export function setState({ dataset }: HTMLElement, state: string): void {
  dataset['calm'] ??= dataset['state'] ?? ''
  dataset['state'] = state || dataset['calm']
}
