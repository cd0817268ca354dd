import { initials } from '../../kernel/initials.ts'
import { part } from '../dom.ts'
import type { SentComment } from './send.ts'

/** Shows a comment that was just sent, in the state that the server gave it, on top of the reader's own. */
export function showSent(root: HTMLElement, comment: SentComment): HTMLElement | null {
  const template = root.querySelector(`#mine-${comment.state}`)
  if (!(template instanceof HTMLTemplateElement)) return null
  const copy = document.importNode(template.content, true)
  for (const { attributes } of copy.querySelectorAll('*')) {
    for (const attribute of attributes)
      attribute.value = attribute.value
        .replaceAll('COMMENT', comment.id)
        .replaceAll('PARENT', comment.parent ?? '')
  }
  fill(copy.querySelector('strong'), comment.authorName)
  fill(copy.querySelector('.body'), comment.text)
  fill(copy.querySelector('.face'), initials(comment.authorName))
  const time = copy.querySelector('time')
  if (time) {
    time.dateTime = comment.createdAt
    time.title = new Date(comment.createdAt).toLocaleString(root.lang, {
      dateStyle: 'long',
      timeStyle: 'long',
    })
    fill(time, time.title)
  }
  // A reply cannot be answered, and what is none is none to anything.
  ;(comment.parent === null ? part(copy, 'reply') : copy.querySelector('[data-reply]'))?.remove()
  // Sent twice with one key, it is still one comment.
  document.getElementById(`c-${comment.id}`)?.closest('li')?.remove()
  const article = copy.querySelector('article')
  root.querySelector('#mine')?.prepend(copy)
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
