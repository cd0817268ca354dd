import { onPress, part, show } from '../dom.ts'
import { type Answer, ask, isRecord, text } from '../http.ts'
import { newSecret } from '../secret.ts'
import { announce, type Box, bearer, note, wordsOf } from './box.ts'
import { isSend } from './composer.ts'
import { leadTo, openSheet } from './dialog.ts'
import { setCount } from './mine.ts'
import { watchSeen } from './seen.ts'
import { problemText } from './send.ts'

/** Share, report and withdraw in place: each link leads to a page, whose sheet is shown in a dialog. */
export function startActs(root: HTMLElement, box: Box | null): void {
  const dialog = root.querySelector('dialog')
  if (!dialog) return
  // Made when the sheet opens: what is sent again after a lost answer counts once.
  let key = ''
  let isSeen = () => true

  async function open(link: HTMLElement, address: string, sheet: HTMLDialogElement): Promise<void> {
    if (!(await openSheet(root, sheet, link, address, box))) return
    key = newSecret()
    show(part(sheet, 'system'), !!navigator.canShare?.({ url: address }))
    const post = sheet.querySelector('[data-api] .strong')
    // Only a frame can be covered or faded by somebody else's page.
    isSeen = post && root.dataset['mode'] === 'frame' ? watchSeen({ field: sheet, post }) : () => true
  }

  onPress<HTMLAnchorElement>(root, 'a', (link) => {
    const address = sheetAddress(root, link)
    return address ? open(link, address, dialog) : true
  })

  dialog.addEventListener('submit', async (event) => {
    const form = event.target
    const sheet = form instanceof HTMLFormElement && form.parentElement
    if (!sheet || !form.dataset['api']) return
    event.preventDefault()
    // Pressed twice: the first does it.
    if (form.ariaBusy) return
    const spoken = { form: sheet }
    const { api, lost = '', unseen = '' } = form.dataset
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
    if (isSend(event)) dialog.querySelector<HTMLElement>('[data-api] .strong')?.click()
  })

  onPress(dialog, '[data-part=system]', ({ dataset }) => {
    // Rejected when the reader thinks better of it: nothing to say.
    navigator.share({ text: dataset['text'] ?? '', url: dataset['url'] ?? '' }).catch(() => {})
  })
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
  const field = isKept ? part<HTMLInputElement>(sheet, 'text') : box.field
  if (field) field.value = text(comment['text'])
  field?.dispatchEvent(new Event('input'))
  show(part(sheet, 'kept'), isKept)
  leadTo(dialog, box?.field ?? tomb)
  return isKept
}
