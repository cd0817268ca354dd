/**
 * Copies by selecting, which a frame may do without a permission. `root` is in the page, and inside the dialog where
 * one is open. Answers whether it worked.
 */
export function copyText(text: string, root: HTMLElement): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.style.cssText = 'position:fixed;opacity:0'
  root.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return isCopied
}

/** "Copy my text" under a comment that was refused. Where copying fails, it is selected to be copied by hand. */
export function startCopy(root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
    const body = button?.closest('article')?.querySelector('.body')
    if (!button || !body) return
    if (copyText(body.textContent ?? '', root)) button.textContent = button.dataset['done'] ?? ''
    else getSelection()?.selectAllChildren(body)
  })
}
