import { onPress, part, put } from '../dom.ts'
import { type Box, wordsOf } from './box.ts'
import { commentsIn, fetchThread, layOut, setState, take, welcome } from './thread-page.ts'

/** Adds the next page of comments below. When that fails, it says so beside the button, which then tries again. */
export function startMore(root: HTMLElement, box: Box | null, onAdded: () => void): void {
  const words = wordsOf(root)

  onPress<HTMLAnchorElement>(root, '[data-part=more]', async (link) => {
    const note = part(root, 'load-note')
    if (link.ariaBusy) return
    link.ariaBusy = 'true'
    put(link, words.loading)
    put(note, '')
    try {
      layOut(append(root, await fetchThread(link.href, box)))
      onAdded()
      setState(root, '')
    } catch {
      const state = navigator.onLine ? 'failed' : 'offline'
      link.ariaBusy = null
      put(link, words.tryAgain)
      put(note, note?.dataset[state])
      setState(root, navigator.onLine ? 'load-failed' : state)
    }
  })
}

function append(root: HTMLElement, page: HTMLElement): Element | null {
  const known = new Set(commentsIn(root).map(({ id }) => id))
  const list = page.querySelector('#thread>ol')
  for (const item of page.querySelectorAll('#thread li')) {
    // In an order that moves, a comment may come again: it stays where the reader has seen it.
    if (commentsIn(item).every(({ id }) => known.has(id))) item.remove()
  }
  root.querySelector('#thread')?.append(list ?? '')
  take(root, page, '.more')
  welcome(root, known)
  return list
}
