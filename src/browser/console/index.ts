import { announceNotice, startForms } from './forms.ts'
import { actionOf, isPaletteKey, type KeyAction, keyAction } from './keys.ts'
import { startPalette } from './palette.ts'
import { press, startQueue } from './queue.ts'
import { startSetting } from './setting.ts'
import { wordsOf } from './words.ts'

/** Keys and fast forms over the console's plain pages, every one of which works without this script. */
function start(): void {
  const words = wordsOf(document)
  // Without a case on the screen there is nothing to be fast about: keys press what the page offers.
  const act = words && document.querySelector('main[data-case]') ? startQueue(words) : plainly
  const palette = startPalette((key) => {
    const action = actionOf(key)
    if (action) act(action)
  })
  const setting = startSetting()
  startForms()
  announceNotice()

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return
    if (isPaletteKey(event)) {
      event.preventDefault()
      palette.open()
      return
    }
    if (event.key === 'Escape' && !event.isComposing && !isPanelOpen() && leaveSearch(event.target)) {
      event.preventDefault()
      return
    }
    const action = setting.areOn() && !isPanelOpen() ? keyAction(event) : null
    if (action === null) return
    event.preventDefault()
    act(action)
  })
}

function plainly(action: KeyAction): void {
  if (action.type === 'press') press(action.key)
  if (action.type === 'undo') press('u')
  if (action.type === 'move') document.querySelector<HTMLElement>('#queue a.item')?.click()
}

/** The field says again what the list was searched for, and the keys are the list's. */
function leaveSearch(field: EventTarget | null): boolean {
  if (!(field instanceof HTMLInputElement) || field.type !== 'search') return false
  field.value = field.defaultValue
  field.blur()
  return true
}

function isPanelOpen(): boolean {
  return Array.from(document.querySelectorAll('dialog[open], [role="dialog"], :popover-open')).some(
    (panel) => panel.getClientRects().length > 0,
  )
}

// A page from the back/forward cache shows a claim that may be over.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
start()
