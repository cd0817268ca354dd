import { part } from '../dom.ts'
import { wordsOf } from './box.ts'
import { isAside } from './reply.ts'
import { copyItems, fetchThread, setState, type ThreadPage, welcome } from './thread-page.ts'

/** Adds the next page of comments below. When that fails, it says so beside the button, which then tries again. */
export function startMore(root: HTMLElement, onAdded: () => void): void {
  const words = wordsOf(root)

  async function load(link: HTMLAnchorElement, note: HTMLElement | null): Promise<void> {
    link.ariaBusy = 'true'
    link.textContent = words.loading
    if (note) note.textContent = ''
    try {
      append(root, link, await fetchThread(link.href))
      setState(root, '')
      onAdded()
    } catch {
      const state = navigator.onLine ? 'failed' : 'offline'
      link.ariaBusy = null
      link.textContent = words.tryAgain
      if (note) note.textContent = note.dataset[state] ?? ''
      setState(root, navigator.onLine ? 'load-failed' : state)
    }
  }

  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-part=more]') : null
    if (!(link instanceof HTMLAnchorElement) || isAside(event)) return
    event.preventDefault()
    if (!link.ariaBusy) load(link, part(root, 'load-note'))
  })
}

function append(root: HTMLElement, link: HTMLElement, page: ThreadPage): void {
  const { items, fresh } = copyItems(page)
  // In an order that moves, a comment may come again: it stays where the reader has seen it.
  const isNew = (item: Element) => fresh.some((comment) => item.contains(comment))
  root.querySelector('#thread')?.append(...items.filter(isNew))
  const next = part(page.root, 'more')
  if (next) link.replaceWith(document.importNode(next, true))
  else link.closest('p')?.remove()
  welcome(root, fresh)
}
