import { part } from '../dom.ts'
import { fetchPage, nextTurn } from '../http.ts'
import { type Box, bearer, note, wordsOf } from './box.ts'

/**
 * Shows the sheet of that page of ours in the dialog that the server printed, one at a time. `true` once it is open.
 */
export async function openSheet(
  root: HTMLElement,
  dialog: HTMLDialogElement,
  link: HTMLElement,
  address: string,
  box: Box | null,
): Promise<boolean> {
  const page = await fetchPage(address, bearer(box)).catch(() => null)
  // Of two that were asked for, the first to come is shown.
  if (dialog.open) return false
  // A comment that is gone meanwhile has a sheet that says so.
  const sheet = page && part(page, 'sheet')
  part(dialog, 'content')?.replaceChildren(sheet ?? '')
  note({ form: dialog }, sheet ? '' : wordsOf(root).unknown)
  const move = () => root.dataset['mode'] === 'frame' && place(dialog, link)
  // Before it opens as well: the browser goes where the first focus is.
  move()
  // To open it restyles all of the discussion: in a turn of its own, and again one at a time.
  await nextTurn()
  if (dialog.open) return false
  leadTo(dialog, link)
  dialog.showModal()
  move()
  dialog.querySelector<HTMLElement>('select,[data-done],[data-part=close]')?.focus()
  return true
}

/** Where the focus goes when the dialog closes. */
export function leadTo(dialog: HTMLDialogElement, element: HTMLElement | null): void {
  dialog.onclose = () => element?.focus()
}

/** Over the link that was pressed: a frame is as tall as the discussion, and its middle is out of sight. */
function place(dialog: HTMLElement, link: HTMLElement): void {
  const { offsetHeight } = dialog
  const top = scrollY + link.getBoundingClientRect().top - offsetHeight / 2
  const room = document.body.offsetHeight - offsetHeight - 64
  dialog.style.top = `${Math.max(0, Math.min(top, room))}px`
}
