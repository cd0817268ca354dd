import { keyAction } from './keys.ts'
import { startSetting } from './setting.ts'

/**
 * Keys and one-press protection over the console's plain forms. A key clicks the real button of the painted
 * page; the first form that is sent locks the page until the next one is shown.
 */

/**
 * How long a page must have been painted before it takes a decision. A second press of a double press or
 * double click comes within this time, and would otherwise meet the next comment under the same key.
 */
const SETTLE_MS = 350

let isSettled = false
let isSent = false
/** A key asked for another comment: a decision key would now mean that one, which is not painted yet. */
let isMoving = false

function settle(): void {
  requestAnimationFrame(() => {
    setTimeout(() => {
      isSettled = true
      announce()
      // Says that decisions are taken now.
      document.documentElement.dataset['keys'] = 'ready'
    }, SETTLE_MS)
  })
}

/** The last word on every form but sign-out: one decision per painted page. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.action.includes('/console/cases/')) return
  if (isSent || !isSettled) {
    event.preventDefault()
    return
  }
  isSent = true
  document.documentElement.dataset['keys'] = 'sent'
  document.querySelector('main')?.setAttribute('aria-busy', 'true')
  event.submitter?.setAttribute('data-pressed', '')
  // After the form's data has been read: a disabled button sends no value.
  setTimeout(() => {
    for (const button of document.querySelectorAll('button')) button.disabled = true
  })
}

/** What a page holds when it loads is not announced; what comes into a live region afterwards is. */
function announceNotice(): () => void {
  const notice = document.querySelector('.notice')
  const text = notice?.textContent ?? ''
  if (!notice || text === '') return () => {}
  notice.textContent = ''
  return () => {
    notice.textContent = text
  }
}

function onKeydown(event: KeyboardEvent): void {
  const action = setting.areOn() ? keyAction(event) : null
  if (action === null || event.defaultPrevented || isSent || isMoving || isPanelOpen()) return
  const control = action.type === 'move' ? neighbour(action.by) : controlOf(action.key)
  if (!control) return
  event.preventDefault()
  isMoving = action.type === 'move'
  control.click()
}

function controlOf(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[aria-keyshortcuts="${key}"]`)
}

/** The list's link after or before the opened one; the first when none is opened. */
function neighbour(by: 1 | -1): HTMLElement | null {
  const links = Array.from(document.querySelectorAll<HTMLElement>('#queue a.item'))
  const at = links.findIndex((link) => link.hasAttribute('aria-current'))
  return (at === -1 ? links[0] : links[at + by]) ?? null
}

function isPanelOpen(): boolean {
  return Array.from(document.querySelectorAll('[role="dialog"]')).some(
    (panel) => panel.getClientRects().length > 0,
  )
}

// A page from the back/forward cache shows a claim that may be over.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
const setting = startSetting()
const announce = announceNotice()
document.addEventListener('submit', onSubmit)
document.addEventListener('keydown', onKeydown)
document.querySelector('#queue [aria-current="true"].item')?.scrollIntoView({ block: 'nearest' })
settle()
