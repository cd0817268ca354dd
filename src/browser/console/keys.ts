/** What a single key asks for. A key acts on the item that is painted, never on the next one. */
export type KeyAction =
  | { type: 'move'; by: 1 | -1; extend: boolean }
  | { type: 'select' }
  /** Nothing is selected any more. */
  | { type: 'clear' }
  | { type: 'undo' }
  /** Presses the control on the page that names this key. */
  | { type: 'press'; key: string }

/** The part of a `KeyboardEvent` that decides; `target` is the event's. */
export interface KeyPress {
  key: string
  code: string
  repeat: boolean
  isComposing: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  target: unknown
}

const PRESSES = new Set([...'abensop/?0123456789'])

/** Where a key is text or belongs to a panel. */
const BUSY = 'input, textarea, select, [contenteditable], dialog, [role="dialog"]'
/** A box takes the space bar alone. */
const BOX = 'input[type="checkbox"]'

/**
 * The action of a key press, or `null`. In Hangul mode `event.key` is a jamo, so letters and digits are then
 * taken from the place of the key; a Latin layout keeps its own letters (`a` is `a` on AZERTY and Dvorak).
 */
export function keyAction(press: KeyPress): KeyAction | null {
  if (press.repeat || press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null
  if (isBusy(press.target)) return null
  return press.key === 'Escape' ? { type: 'clear' } : actionOf(keyName(press), press.shiftKey)
}

/** What the key of this name asks for, as the list of commands presses it. */
export function actionOf(key: string, isShifted = false): KeyAction | null {
  if (key === 'j' || key === 'k') return { type: 'move', by: key === 'j' ? 1 : -1, extend: isShifted }
  // A shifted letter is another key; digits and signs stand on Shift in some layouts.
  if (isShifted && /[a-z]/.test(key)) return null
  if (key === 'x') return { type: 'select' }
  if (key === 'u') return { type: 'undo' }
  return PRESSES.has(key) ? { type: 'press', key } : null
}

/** Ctrl or Cmd with K opens the list of commands, in fields too. */
export function isPaletteKey(press: KeyPress): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey, isComposing, repeat } = press
  if (ctrlKey === metaKey || altKey || shiftKey || isComposing || repeat) return false
  return keyName(press) === 'k'
}

function keyName({ key, code, shiftKey }: KeyPress): string {
  if (/^[\x21-\x7e]$/.test(key)) return key.toLowerCase()
  // A named key (`Enter`) has a name of ASCII letters; an input method may say `Process` for any of them.
  if (/^[\x20-\x7e]*$/.test(key) && key !== 'Process') return ''
  if (code === 'Slash') return shiftKey ? '?' : '/'
  const [, letter, ...digits] = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(code) ?? []
  // A shifted digit is a sign, and which one this layout does not say.
  return letter?.toLowerCase() ?? (shiftKey ? '' : (digits.find((digit) => digit !== undefined) ?? ''))
}

function isBusy(target: unknown): boolean {
  return hasClosest(target) && target.closest(BUSY) !== null && target.closest(BOX) === null
}

/** True for an element; `window` and `document` as targets have no `closest`. */
function hasClosest(target: unknown): target is { closest(selector: string): unknown } {
  return (
    typeof target === 'object' &&
    target !== null &&
    'closest' in target &&
    typeof target.closest === 'function'
  )
}
