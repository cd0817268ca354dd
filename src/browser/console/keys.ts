/** What a single key asks for. A key acts on the item that is painted, never on the next one. */
export type KeyAction =
  | { type: 'move'; by: 1 | -1 }
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

const PRESSES = new Set(['a', 's', 'o', 'p', '?', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])

/** Where a key is text or belongs to a panel. */
const BUSY = 'input, textarea, select, [contenteditable], dialog, [role="dialog"]'

/**
 * The action of a key press, or `null`. In Hangul mode `event.key` is a jamo, so letters and digits are then
 * taken from the place of the key; a Latin layout keeps its own letters (`a` is `a` on AZERTY and Dvorak).
 */
export function keyAction(press: KeyPress): KeyAction | null {
  if (press.repeat || press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null
  if (isBusy(press.target)) return null
  const key = keyName(press)
  if (key === 'j') return { type: 'move', by: 1 }
  if (key === 'k') return { type: 'move', by: -1 }
  return PRESSES.has(key) ? { type: 'press', key } : null
}

function keyName({ key, code, shiftKey }: KeyPress): string {
  if (/^[\x21-\x7e]$/.test(key)) {
    // Digits and `?` stand on Shift in some layouts; a shifted letter is another key.
    return shiftKey && /[a-z]/i.test(key) ? '' : key.toLowerCase()
  }
  // A named key (`Enter`) has a name of ASCII letters; an input method may say `Process` for any of them.
  if (/^[\x20-\x7e]*$/.test(key) && key !== 'Process') return ''
  if (code === 'Slash') return shiftKey ? '?' : ''
  return shiftKey
    ? ''
    : (/^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(code)?.slice(1).join('').toLowerCase() ?? '')
}

function isBusy(target: unknown): boolean {
  return hasClosest(target) && target.closest(BUSY) !== null
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
