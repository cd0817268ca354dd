import { part } from '../dom.ts'
import { announce, type Box, isLocked, rest } from './box.ts'
import { counterState, spokenCount } from './counter.ts'
import { startMarks } from './over.ts'

const QUIET_MS = 1_000

/** What came of a try, shown until the next input. */
export interface Held {
  state: string
  /** On the button, instead of its own word. */
  label?: string | null
  /** Nothing is sent, and no input changes that: it is being sent, has to wait, or is over. */
  isFirm?: boolean
}

export interface Composer {
  /** Brings counter, button and state up to date with the field and this. Never writes into the field. */
  hold(held: Held | null): void
  held(): Held | null
}

/** Counts while the reader types; sends on Ctrl/Cmd+Enter, but never in the middle of a syllable. */
export function startComposer(box: Box, onInput: (isTrusted: boolean) => void, onSend: () => void): Composer {
  const { field, form, post, words } = box
  const counter = part(form, 'counter')
  const mark = startMarks(box)
  let held: Held | null = null
  let composing = false
  let spokenLeft = counterState(field.value, words).left
  let quiet: ReturnType<typeof setTimeout> | undefined

  function refresh(): void {
    const { left, label, tone, reason } = counterState(field.value, words)
    if (counter) {
      counter.textContent = label
      counter.className = `n ${tone}`
    }
    mark(left < 0)
    post.textContent = held?.label ?? reason ?? words.post
    // Not `disabled`: the reason must stay reachable by keyboard.
    post.ariaDisabled = reason !== null || held?.isFirm || isLocked(box) ? 'true' : null
    const free = composing ? 'composing-IME' : tone || (field.value && 'typing') || 'idle'
    const open = navigator.onLine ? free : 'offline'
    form.dataset['state'] = isLocked(box) ? box.lockState : (held?.state ?? open)
  }

  function hold(next: Held | null): void {
    held = next
    refresh()
  }

  function speak(): void {
    const { left } = counterState(field.value, words)
    const sentence = spokenCount(spokenLeft, left, words)
    spokenLeft = left
    if (sentence) announce(box, sentence)
  }

  /** After an input, or when the line has come or gone: what came of the last try is over. */
  function settle(): void {
    if (!held?.isFirm) {
      held = null
      rest(box)
    }
    refresh()
  }

  field.addEventListener('input', (event) => {
    // An event of our own has no such thing.
    composing = (event as InputEvent).isComposing
    settle()
    onInput(event.isTrusted)
    clearTimeout(quiet)
    quiet = setTimeout(speak, QUIET_MS)
  })
  field.addEventListener('compositionend', () => {
    composing = false
    refresh()
    speak()
  })
  field.addEventListener('keydown', (event) => {
    if (!isSend(event)) return
    event.preventDefault()
    onSend()
  })
  addEventListener('offline', settle)
  addEventListener('online', settle)
  refresh()
  // What a refused form brought back stays said, as long as the line is up.
  if (!navigator.onLine) settle()
  return { hold, held: () => held }
}

/** Ctrl or Cmd with Enter; but what composes a syllable belongs to that. */
export function isSend(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposing(event)
}

/** Safari ends the composition before the key event, and then only the old key code tells. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229
}
