import { describe, expect, it } from 'vitest'
import { isPaletteKey, type KeyPress, keyAction } from '../../src/browser/console/keys.ts'

/** An element that stands inside the given kinds of elements. */
const inside = (...kinds: string[]) => ({
  closest: (selector: string) => (kinds.some((kind) => selector.split(', ').includes(kind)) ? {} : null),
})

const press = (key: string, code: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  repeat: false,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  target: inside(),
  ...rest,
})

const approve = { type: 'press', key: 'a' }

describe('keys of the console', () => {
  it('maps letters and digits to the control that names them', () => {
    expect(keyAction(press('a', 'KeyA'))).toEqual(approve)
    expect(keyAction(press('s', 'KeyS'))).toEqual({ type: 'press', key: 's' })
    for (const digit of '0123456789') {
      expect(keyAction(press(digit, `Digit${digit}`))).toEqual({ type: 'press', key: digit })
    }
  })

  it('moves down with j and up with k', () => {
    expect(keyAction(press('j', 'KeyJ'))).toEqual({ type: 'move', by: 1, extend: false })
    expect(keyAction(press('k', 'KeyK'))).toEqual({ type: 'move', by: -1, extend: false })
  })

  it('extends the selection with Shift, in Hangul mode too', () => {
    const extended = { type: 'move', by: 1, extend: true }
    expect(keyAction(press('J', 'KeyJ', { shiftKey: true }))).toEqual(extended)
    expect(keyAction(press('ㅓ', 'KeyJ', { shiftKey: true }))).toEqual(extended)
    expect(keyAction(press('x', 'KeyX'))).toEqual({ type: 'select' })
    expect(keyAction(press('ㅌ', 'KeyX'))).toEqual({ type: 'select' })
  })

  it('selects nothing any more with Escape, which in a field or a panel is its own', () => {
    expect(keyAction(press('Escape', 'Escape'))).toEqual({ type: 'clear' })
    expect(keyAction(press('Escape', 'Escape', { target: inside('input') }))).toBeNull()
    expect(keyAction(press('Escape', 'Escape', { isComposing: true }))).toBeNull()
  })

  it('takes back, escalates, notes, restricts and searches', () => {
    expect(keyAction(press('u', 'KeyU'))).toEqual({ type: 'undo' })
    expect(keyAction(press('ㅕ', 'KeyU'))).toEqual({ type: 'undo' })
    for (const key of ['e', 'n', 'b', '/']) expect(keyAction(press(key, ''))).toEqual({ type: 'press', key })
    expect(keyAction(press('ㄷ', 'KeyE'))).toEqual({ type: 'press', key: 'e' })
    expect(keyAction(press('／', 'Slash'))).toEqual({ type: 'press', key: '/' })
  })

  it('opens the commands with Ctrl or Cmd and K, in a field as well, but not while composing', () => {
    for (const change of [{ ctrlKey: true }, { metaKey: true }]) {
      expect(isPaletteKey(press('k', 'KeyK', { ...change, target: inside('input') }))).toBe(true)
      expect(isPaletteKey(press('ㅏ', 'KeyK', change))).toBe(true)
      expect(isPaletteKey(press('k', 'KeyK', { ...change, isComposing: true }))).toBe(false)
      expect(isPaletteKey(press('k', 'KeyK', { ...change, shiftKey: true }))).toBe(false)
    }
    expect(isPaletteKey(press('k', 'KeyK'))).toBe(false)
  })

  it('works in Hangul mode, where the key is a jamo', () => {
    expect(keyAction(press('ㅁ', 'KeyA'))).toEqual(approve)
    expect(keyAction(press('ㅓ', 'KeyJ'))).toEqual({ type: 'move', by: 1, extend: false })
    expect(keyAction(press('ㅏ', 'KeyK'))).toEqual({ type: 'move', by: -1, extend: false })
    expect(keyAction(press('Process', 'KeyA'))).toEqual(approve)
    expect(keyAction(press('１', 'Digit1'))).toEqual({ type: 'press', key: '1' })
    expect(keyAction(press('？', 'Slash', { shiftKey: true }))).toEqual({ type: 'press', key: '?' })
  })

  it('follows the letters of other Latin layouts, not their places', () => {
    expect(keyAction(press('a', 'KeyQ'))).toEqual(approve)
    expect(keyAction(press('q', 'KeyA'))).toBeNull()
    expect(keyAction(press('1', 'Digit1', { shiftKey: true }))).toEqual({ type: 'press', key: '1' })
  })

  it('takes caps lock for the letter, and a shifted letter for another key', () => {
    expect(keyAction(press('A', 'KeyA'))).toEqual(approve)
    expect(keyAction(press('A', 'KeyA', { shiftKey: true }))).toBeNull()
    expect(keyAction(press('ㅃ', 'KeyQ', { shiftKey: true }))).toBeNull()
  })

  it.each(['ctrlKey', 'metaKey', 'altKey', 'repeat', 'isComposing'] as const)(
    'does nothing with %s',
    (state) => {
      expect(keyAction(press('a', 'KeyA', { [state]: true }))).toBeNull()
      expect(keyAction(press('ㅁ', 'KeyA', { [state]: true }))).toBeNull()
    },
  )

  it.each(['input', 'textarea', 'select', '[contenteditable]', 'dialog', '[role="dialog"]'])(
    'does nothing inside %s',
    (kind) => {
      for (const key of ['a', 'j', '1', '?'])
        expect(keyAction(press(key, '', { target: inside(kind) }))).toBeNull()
    },
  )

  it('does nothing for named and unused keys', () => {
    for (const key of ['Enter', 'Tab', 'ArrowDown', 'Shift', 'F1', ' ', 'z', ';']) {
      expect(keyAction(press(key, key === 'z' ? 'KeyZ' : key))).toBeNull()
    }
  })

  it('accepts a target that is no element', () => {
    expect(keyAction(press('a', 'KeyA', { target: null }))).toEqual(approve)
    expect(keyAction(press('a', 'KeyA', { target: {} }))).toEqual(approve)
  })
})
