import { part } from '../dom.ts'
import { announce, type Box, isLocked, note } from './box.ts'
import { counterState, spokenCount } from './counter.ts'

const QUIET_MS = 1_000

export interface Composer {
  /** Brings counter and button up to date with the field. Never writes into the field. */
  refresh(): void
  /** A word on the button until the next input: "Sending…", "Try again". */
  label(word: string | null): void
}

/** Counts while the reader types; sends on Ctrl/Cmd+Enter, but never in the middle of a syllable. */
export function startComposer(box: Box, onInput: (isTrusted: boolean) => void, onSend: () => void): Composer {
  const { field, post, words } = box
  const counter = part(box.form, 'counter')
  let label: string | null = null
  let spokenLeft = counterState(field.value, words).left
  let quiet: ReturnType<typeof setTimeout> | undefined

  function refresh(): void {
    const state = counterState(field.value, words)
    if (counter) {
      counter.textContent = state.label
      counter.className = `n ${state.tone}`
    }
    post.textContent = label ?? state.reason ?? words.post
    // Not `disabled`: the reason must stay reachable by keyboard.
    if (state.reason !== null || isLocked(box)) post.setAttribute('aria-disabled', 'true')
    else post.removeAttribute('aria-disabled')
  }

  function speak(): void {
    const { left } = counterState(field.value, words)
    const sentence = spokenCount(spokenLeft, left, words)
    spokenLeft = left
    if (sentence) announce(box, sentence)
  }

  field.addEventListener('input', (event) => {
    label = null
    note(box, '')
    refresh()
    onInput(event.isTrusted)
    clearTimeout(quiet)
    quiet = setTimeout(speak, QUIET_MS)
  })
  field.addEventListener('compositionend', speak)
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event)) return
    event.preventDefault()
    onSend()
  })
  refresh()
  return {
    refresh,
    label(word) {
      label = word
      refresh()
    },
  }
}

/** Safari ends the composition before the key event, and then only the old key code tells. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229
}
