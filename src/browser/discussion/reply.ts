import { onPress, part, put, say, show } from '../dom.ts'
import type { Box } from './box.ts'

export interface Replying {
  set(parent: string, name: string): void
}

/** Answers a comment in place; cancelling leads back to where the reader was. */
export function startReplies(box: Box, onChange: (parent: string, name: string) => void): Replying {
  const { root, form, field, parent, words } = box
  const line = part(form, 'replying')
  let origin: HTMLElement | null = null

  function set(id: string, name: string): void {
    parent.value = id
    show(line, id !== '')
    put(line?.querySelector('span'), say(words.replyingTo, name))
    onChange(id, name)
  }

  onPress(root, '[data-reply]', (link) => {
    origin = link
    set(link.dataset['reply'] ?? '', link.closest('article')?.querySelector('strong')?.textContent ?? '')
    field.focus()
  })
  onPress(root, '[data-part=cancel-reply]', () => {
    set('', '')
    ;(origin?.isConnected ? origin : field).focus()
    origin = null
  })
  return { set }
}
