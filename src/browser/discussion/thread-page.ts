import { part, put, say } from '../dom.ts'
import { fetchPage } from '../http.ts'
import { type Box, bearer } from './box.ts'

/** Another page of this discussion. @throws when no discussion came, or not in time */
export async function fetchThread(href: string, box: Box | null): Promise<HTMLElement> {
  const root = (await fetchPage(href, bearer(box))).getElementById('discussion')
  // What answers in our place, a hotel's login for example, may well say that all is fine.
  if (!root?.querySelector('#thread')) throw new Error(href)
  return root
}

/** Makes what matches the same as in another page of this discussion. The elements stay: they are being watched. */
export function take(root: HTMLElement, page: HTMLElement, ...selectors: string[]): void {
  for (const selector of selectors) {
    const [own, other] = [root, page].map((one) => one.querySelector<HTMLElement>(selector))
    if (!own || !other) continue
    for (const { name, value } of other.attributes)
      if (own.getAttribute(name) !== value) own.setAttribute(name, value)
    own.hidden = other.hidden
    own.replaceChildren(...document.importNode(other, true).childNodes)
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
