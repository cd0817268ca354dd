/**
 * Puts a text on the clipboard, within a click; answers whether it is there. By selecting, which a frame may do without
 * a permission. `near` is the control that was pressed and keeps the focus: behind an open dialog nothing is selected.
 */
export function copyText(text: string, near: HTMLElement): boolean {
  const field = document.createElement('textarea')
  field.className = 'unseen'
  field.value = text
  near.after(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  near.focus({ preventScroll: true })
  return isCopied
}
