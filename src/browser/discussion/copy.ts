import { onPress, put } from '../dom.ts'

/** A field, or what is printed. */
type Source = HTMLElement & Partial<Pick<HTMLInputElement, 'value' | 'select'>>

/**
 * Buttons that copy: `data-copy` is the selector of what, within the same comment, sheet or form. By selecting, which
 * a frame may do without a permission. Where even that fails, it is selected to be copied by hand.
 */
export function startCopy(root: HTMLElement): void {
  onPress(root, '[data-copy]', (button) => {
    const scope = button.closest('article') ?? button.closest('form,section')
    const source = scope?.querySelector<Source>(button.dataset['copy'] ?? '')
    if (!source) return
    const field = document.createElement('textarea')
    field.className = 'unseen'
    field.value = source.value ?? source.textContent ?? ''
    // Behind an open dialog nothing is selected.
    button.after(field)
    field.select()
    const isCopied = document.execCommand('copy')
    field.remove()
    button.focus({ preventScroll: true })
    const said = isCopied ? button.dataset['done'] : source.dataset['failed']
    if (said) put(scope?.querySelector<HTMLElement>('.said') ?? button, said)
    if (isCopied) return
    if (source.select) source.select()
    else getSelection()?.selectAllChildren(source)
  })
}
