import { part, say, show } from '../dom.ts'
import type { Box } from './box.ts'

export interface Replying {
  set(parent: string, name: string): void
}

/** Answers a comment in place; cancelling leads back to where the reader was. */
export function startReplies(box: Box, onChange: (parent: string, name: string) => void): Replying {
  const line = part(box.form, 'replying')
  let origin: HTMLElement | null = null

  function set(parent: string, name: string): void {
    box.parent.value = parent
    show(line, parent !== '')
    const words = line?.querySelector('span')
    if (words) words.textContent = parent === '' ? '' : say(box.words.replyingTo, name)
  }

  function change(parent: string, name: string): void {
    set(parent, name)
    onChange(parent, name)
  }

  box.root.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null
    const link = target?.closest('[data-reply]')
    if (link instanceof HTMLElement && !isAside(event)) {
      event.preventDefault()
      origin = link
      change(link.dataset['reply'] ?? '', link.closest('article')?.querySelector('strong')?.textContent ?? '')
      box.field.focus()
    }
    if (target?.closest('[data-part=cancel-reply]') && !isAside(event)) {
      event.preventDefault()
      change('', '')
      ;(origin?.isConnected ? origin : box.field).focus()
      origin = null
    }
  })
  return { set }
}

/** A click that asks for another tab or window is the browser's. */
export function isAside(event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey
}
