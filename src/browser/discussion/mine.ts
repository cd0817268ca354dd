import { initials } from '../../kernel/initials.ts'
import { part } from '../dom.ts'
import type { SentComment } from './send.ts'

/** Shows a comment that was just sent, in the state that the server gave it, on top of the reader's own. */
export function showSent(root: HTMLElement, comment: SentComment): HTMLElement | null {
  const template = root.querySelector('#mine-template')
  const list = root.querySelector('#mine')
  if (!(template instanceof HTMLTemplateElement) || !list) return null
  const copy = document.importNode(template.content, true)
  for (const element of copy.querySelectorAll<HTMLElement>('[data-when]')) {
    if (element.dataset['when'] !== comment.state) element.remove()
  }
  const anchor = `c-${comment.id}`
  const article = copy.querySelector('article')
  const by = copy.querySelector('.by')
  if (!article || !by) return null
  article.id = anchor
  by.id = `${anchor}-by`
  article.setAttribute('aria-labelledby', by.id)
  fill(part(copy, 'author'), comment.authorName)
  fill(part(copy, 'body'), comment.text)
  fill(copy.querySelector('.face'), initials(comment.authorName))
  const time = copy.querySelector('time')
  if (time) {
    time.dateTime = comment.createdAt
    time.textContent = new Date(comment.createdAt).toLocaleString(root.lang)
    time.dataset['relative'] = ''
  }
  if (comment.parent === null) part(copy, 'reply')?.remove()
  const link = part(copy, 'link')
  if (link instanceof HTMLAnchorElement) {
    link.href = `/a/${root.dataset['article']}/c/${comment.id}/share?lang=${root.lang}`
  }
  part(copy, 'withdraw')?.setAttribute('href', `?withdraw=${comment.id}`)
  // Sent twice with one key, it is still one comment.
  document.getElementById(anchor)?.closest('li')?.remove()
  list.prepend(copy)
  part(root, 'empty')?.remove()
  if (comment.state === 'published') countUp(root)
  return article
}

function fill(element: Element | null, text: string): void {
  if (element) element.textContent = text
}

function countUp(root: HTMLElement): void {
  setCount(root, Number(part(root, 'count')?.dataset['count']) + 1)
}

/** Published comments, beside the title. */
export function setCount(root: HTMLElement, count: number): void {
  const element = part(root, 'count')
  if (!element) return
  element.dataset['count'] = String(count)
  element.textContent = count.toLocaleString(root.lang)
}
