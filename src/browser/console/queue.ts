import type { ConsoleWords } from '../../locales/console-words.ts'
import { createAhead } from './ahead.ts'
import { createDeciding } from './deciding.ts'
import type { KeyAction } from './keys.ts'
import { keepLeases } from './leases.ts'
import { startMoreRows } from './more-rows.ts'
import { createMoving } from './moving.ts'
import { createSaid } from './said.ts'
import { createScreen } from './screen.ts'
import { startSelection } from './select.ts'
import { createUndoing } from './undoing.ts'

/** The queue with a case on the screen: decisions, moves and undo without loading a page. */
export function startQueue(words: ConsoleWords): (action: KeyAction) => void {
  const screen = createScreen()
  const ahead = createAhead(screen)
  const moving = createMoving(screen, ahead)
  const said = createSaid(words)
  const deciding = createDeciding({ screen, ahead, moving, said, words })
  const undoing = createUndoing({ screen, ahead, moving, said, deciding, words })
  const selection = startSelection()
  const painted = screen.painted()
  if (painted) ahead.put(painted)
  keepLeases(screen, ahead, deciding.isOut)
  startMoreRows()
  said.resume()
  document.addEventListener('submit', onSubmit)
  document.addEventListener('click', onClick)
  document.querySelector('#queue [aria-current="true"].item')?.scrollIntoView({ block: 'nearest' })
  void ahead.refill()

  function onSubmit(event: SubmitEvent): void {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null
    const { pathname } = new URL(form.action)
    if (/^\/console\/cases\/[^/]+\/decision$/.test(pathname)) {
      event.preventDefault()
      deciding.decide(form, button)
    } else if (/^\/console\/cases\/[^/]+\/skip$/.test(pathname)) {
      event.preventDefault()
      deciding.skip(form)
    } else if (form.dataset['undo'] !== undefined && deciding.made.length > 0) {
      event.preventDefault()
      if (!screen.isHeld()) undoing.last()
    }
  }

  function onClick(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null
    const undone = target?.closest<HTMLElement>('[data-undo-case]')?.dataset['undoCase']
    if (undone !== undefined && !screen.isHeld()) undoing.of(undone)
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
    const link = isPlain ? target?.closest<HTMLElement>('a.item, a[data-act="next"]') : null
    if (!link) return
    event.preventDefault()
    if (screen.isHeld()) return
    const { case: id } = link.dataset
    if (id === undefined) moving.step(1)
    else void moving.go(id)
    const list = document.querySelector<HTMLElement>('#queue')
    if (list?.matches('[popover]:popover-open')) list.hidePopover()
  }

  return (action) => {
    if (screen.isHeld()) return
    const id = screen.painted()?.id
    if (action.type === 'select') selection.toggle(id)
    if (action.type === 'clear') selection.clear()
    if (action.type === 'undo' && !undoing.last()) press('u')
    if (action.type === 'press') press(action.key)
    if (action.type !== 'move') return
    if (action.extend) selection.add(id)
    moving.step(action.by)
    if (action.extend) selection.add(screen.painted()?.id)
  }
}

/** Presses the control on the page that names this key; a field is gone into. */
export function press(key: string): void {
  const control = document.querySelector<HTMLElement>(`[aria-keyshortcuts="${key}"]`)
  if (!(control instanceof HTMLInputElement)) {
    control?.click()
    return
  }
  const sheet = control.closest<HTMLElement>('[popover]')
  if (sheet && sheet.getClientRects().length === 0) sheet.showPopover()
  control.focus()
  control.select()
}
