import { part, say } from '../dom.ts'
import { inTime } from '../http.ts'

/** Another page of the same discussion, as it was printed. */
export interface ThreadPage {
  root: HTMLElement
  list: Element
}

/** Fetched and parsed without running anything in it. @throws when no discussion came, or not in time */
export function fetchThread(href: string): Promise<ThreadPage> {
  return inTime(async (signal) => {
    const response = await fetch(href, { signal })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const [root, list] = [page.getElementById('discussion'), page.getElementById('thread')]
    // What answers in our place, a hotel's login for example, may well say that all is fine.
    if (!response.ok || !root || !list) throw new Error(href)
    return { root, list }
  })
}

/** Copies of the page's comments, and the first among them that this document did not have. */
export function copyItems({ list }: ThreadPage): { items: Element[]; fresh: Element[] } {
  const items = Array.from(list.children, (item) => document.importNode(item, true))
  const shown = items.flatMap((item) => [...item.querySelectorAll('[id^=c-].comment,.tomb')])
  return { items, fresh: shown.filter(({ id }) => !document.getElementById(id)) }
}

/** Leads to the first new comment and says how many there are. */
export function welcome(root: HTMLElement, fresh: readonly Element[]): void {
  const first = fresh[0] ?? root.querySelector('.comment')
  if (first instanceof HTMLElement) {
    const folded = first.closest('details')
    if (folded) folded.open = true
    first.tabIndex = -1
    first.focus()
  }
  const status = part(root, 'thread-status')
  if (status) status.textContent = say(status.dataset['shown'] ?? '', fresh.length)
}

/** The discussion's state, by the names that the server prints too; `''`: as it was before anything came up. */
export function setState({ dataset }: HTMLElement, state: string): void {
  dataset['calm'] ??= dataset['state'] ?? ''
  dataset['state'] = state || dataset['calm']
}
