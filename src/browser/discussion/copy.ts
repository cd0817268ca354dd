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

/** "Copy my text" under a comment that was refused. Where copying fails, it is selected to be copied by hand. */
export function startCopy(root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
    const body = button?.closest('article')?.querySelector('.body')
    if (!button || !body) return
    if (copyText(body.textContent ?? '', button)) button.textContent = button.dataset['done'] ?? ''
    else getSelection()?.selectAllChildren(body)
  })
}
