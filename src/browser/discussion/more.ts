import { part } from '../dom.ts'
import { wordsOf } from './box.ts'
import { isAside } from './reply.ts'

/** Adds the next page of comments below; when that fails, the link does what a link does. */
export function startMore(root: HTMLElement, onAdded: () => void): void {
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-part=more]') : null
    if (!(link instanceof HTMLAnchorElement) || isAside(event)) return
    event.preventDefault()
    if (link.ariaBusy === 'true') return
    link.ariaBusy = 'true'
    link.textContent = wordsOf(root).loading
    append(root, link).then(onAdded, () => location.assign(link.href))
  })
}

async function append(root: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  const response = await fetch(link.href)
  if (!response.ok) throw new Error(String(response.status))
  // A page of our own, parsed without running anything in it.
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const items = Array.from(page.querySelectorAll('#thread > li'), (item) => document.importNode(item, true))
  root.querySelector('#thread')?.append(...items)
  const next = part(page, 'more')
  const line = link.closest('p')
  if (next) link.replaceWith(document.importNode(next, true))
  else line?.remove()
  const first = items[0]?.querySelector<HTMLElement>('a')
  first?.focus({ preventScroll: true })
}
