import { part, put, say, show } from '../dom.ts'
import { announce, type Box } from './box.ts'
import { tellHost } from './host.ts'
import { showInApp } from './in-app.ts'

function copyOf({ form }: Box, name: string): DocumentFragment | null {
  const template = part<HTMLTemplateElement>(form, name)
  return template && document.importNode(template.content, true)
}

/** Opens the composer in place, for as long as this page lives. */
export function unlock(box: Box, displayName: string): void {
  const lock = part(box.form, 'lock')
  const who = copyOf(box, 'who-template')
  if (!lock || !who) return
  put(part(who, 'name'), displayName)
  box.form.append(who)
  show(lock, false)
  announce(box, say(box.words.signedIn, displayName))
  tellHost('login', { signedIn: true })
  box.field.focus()
}

/** Closes it in place when the session has ended: printed anew, a browser that keeps no draft would lose it. */
export function lock(box: Box): void {
  const { form } = box
  form.querySelector('.who')?.remove()
  if (!part(form, 'lock')) part(form, 'note')?.before(copyOf(box, 'lock-template') ?? '')
  box.root.querySelector('.own')?.remove()
  show(part(form, 'lock'), true)
  form.dataset['locked'] = ''
  box.lockState = 'session-expired'
  box.token = null
  tellHost('login', { signedIn: false })
  showInApp(form)
}
