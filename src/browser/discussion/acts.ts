import { part, show } from '../dom.ts'
import { type Answer, ask, isRecord, text } from '../http.ts'
import { newSecret } from '../secret.ts'
import { announce, type Box, bearer, note, wordsOf } from './box.ts'
import { copyText } from './copy.ts'
import { leadTo, openSheet } from './dialog.ts'
import { setCount } from './mine.ts'
import { isAside } from './reply.ts'
import { watchSeen } from './seen.ts'
import { problemText } from './send.ts'

/** Share, report and withdraw in place: each link leads to a page, whose sheet is shown in a dialog. */
export function startActs(root: HTMLElement, box: Box | null): void {
  const dialog = root.querySelector('dialog')
  if (!dialog) return
  // Made when the sheet opens: what is sent again after a lost answer counts once.
  let key = ''
  let isSeen = () => true

  root.addEventListener('click', async (event) => {
    const link = pressed(event, 'a')
    const address = link instanceof HTMLAnchorElement && !isAside(event) && sheetAddress(root, link)
    if (!address) return
    event.preventDefault()
    if (!(await openSheet(root, dialog, link, address, box))) return
    key = newSecret()
    show(part(dialog, 'system'), !!navigator.canShare?.({ url: address }))
    const post = dialog.querySelector('[data-api] .strong')
    // Only a frame can be covered or faded by somebody else's page.
    isSeen = post && root.dataset['mode'] === 'frame' ? watchSeen({ field: dialog, post }) : () => true
  })

  dialog.addEventListener('submit', async (event) => {
    const form = pressed(event, '[data-api]')
    const sheet = form?.parentElement
    if (!(form instanceof HTMLFormElement) || !sheet) return
    event.preventDefault()
    // Pressed twice: the first does it.
    if (form.ariaBusy) return
    const spoken = { form: sheet }
    const { api = '', lost = '', unseen = '' } = form.dataset
    if (!isSeen()) return note(spoken, unseen)
    note(spoken, '')
    const { clause, note: why } = Object.fromEntries(new FormData(form))
    const headers = { 'idempotency-key': key, ...bearer(box) }
    form.ariaBusy = 'true'
    const answer = await ask(api, { json: { clause, note: why }, headers }).catch(() => null)
    form.ariaBusy = null
    if (!answer) return note(spoken, lost)
    if (!answer.ok) {
      key = newSecret()
      return note(spoken, problemText(answer, wordsOf(root)))
    }
    show(form, false)
    announce(spoken, form.dataset[takeAway(root, dialog, sheet, box, answer) ? 'kept' : answer.status] ?? '')
    part(dialog, 'close')?.focus()
  })

  dialog.addEventListener('keydown', (event) => {
    const form = pressed(event, '[data-api]')
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && form instanceof HTMLFormElement)
      form.requestSubmit()
  })

  dialog.addEventListener('click', (event) => {
    const button = pressed(event, 'button')
    const field = textField(dialog)
    if (!button || !field) return
    const { done, text } = button.dataset
    if (done)
      announce({ form: dialog }, copyText(field.value, button) ? done : (field.dataset['failed'] ?? ''))
    // Rejected when the reader thinks better of it: nothing to say.
    if (text) navigator.share({ text, url: field.value }).catch(() => {})
  })
}

function pressed({ target }: Event, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null
}

/** What the sheet has to copy. */
function textField(dialog: HTMLElement): HTMLInputElement | null {
  return dialog.querySelector('[data-part=text]')
}

/** Where the sheet is that a link stands for; `undefined` for every other link. */
function sheetAddress({ dataset, lang }: HTMLElement, { href, pathname, search }: HTMLAnchorElement) {
  if (/^\/a\/.+\/share$/.test(pathname)) return href
  const [, act, id] = /[?&](report|withdraw)=([^&]+)/.exec(search) ?? []
  return act && `/a/${dataset['article']}/c/${id}/${act}?lang=${lang}`
}

/**
 * A withdrawn comment leaves its place, and its text is given back: into the box, or into the sheet where something
 * else is being written. Answers whether it is in the sheet.
 */
function takeAway(
  root: HTMLElement,
  dialog: HTMLDialogElement,
  sheet: HTMLElement,
  box: Box | null,
  { body: { comment, count } }: Answer,
): boolean {
  const article = isRecord(comment) && document.getElementById(`c-${text(comment['id'])}`)
  if (!article) return false
  const own = article.closest('#mine > li')
  const tomb = part(sheet, 'tomb')
  show(tomb, true)
  if (own) own.remove()
  else article.replaceWith(tomb ?? '')
  setCount(root, Number(count))
  const isKept = box?.field.value !== ''
  const field = isKept ? textField(sheet) : box.field
  if (field) field.value = text(comment['text'])
  field?.dispatchEvent(new Event('input'))
  show(part(sheet, 'kept'), isKept)
  leadTo(dialog, box?.field ?? tomb)
  return isKept
}
