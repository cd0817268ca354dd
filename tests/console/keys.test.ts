import { describe, expect, it } from 'vitest'
import { type KeyPress, keyAction } from '../../src/browser/console/keys.ts'

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
    expect(keyAction(press('j', 'KeyJ'))).toEqual({ type: 'move', by: 1 })
    expect(keyAction(press('k', 'KeyK'))).toEqual({ type: 'move', by: -1 })
  })

  it('works in Hangul mode, where the key is a jamo', () => {
    expect(keyAction(press('ㅁ', 'KeyA'))).toEqual(approve)
    expect(keyAction(press('ㅓ', 'KeyJ'))).toEqual({ type: 'move', by: 1 })
    expect(keyAction(press('ㅏ', 'KeyK'))).toEqual({ type: 'move', by: -1 })
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
    for (const key of ['Enter', 'Tab', 'Escape', 'ArrowDown', 'Shift', 'F1', ' ', 'z', '/']) {
      expect(keyAction(press(key, key === 'z' ? 'KeyZ' : key))).toBeNull()
    }
  })

  it('accepts a target that is no element', () => {
    expect(keyAction(press('a', 'KeyA', { target: null }))).toEqual(approve)
    expect(keyAction(press('a', 'KeyA', { target: {} }))).toEqual(approve)
  })
})
