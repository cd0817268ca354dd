/** Every command and page by its name, as one types. `run` presses the key of a command. */
export function startPalette(run: (key: string) => void): { open(): void } {
  const dialog = document.querySelector<HTMLDialogElement>('dialog#palette')
  const field = dialog?.querySelector('input')
  const rows = Array.from(dialog?.querySelectorAll<HTMLElement>('li') ?? [])

  const shown = () =>
    rows.flatMap((row) => (row.hidden ? [] : (row.querySelector<HTMLElement>('button, a') ?? [])))

  function filter(): void {
    const sought = (field?.value ?? '').normalize('NFC').trim().toLowerCase()
    for (const row of rows) row.hidden = !row.dataset['find']?.toLowerCase().includes(sought)
    dialog?.querySelector('[data-none]')?.toggleAttribute('hidden', shown().length > 0)
  }

  /** Enter in the field takes the first; the arrows walk through all. */
  function onKeydown(event: KeyboardEvent): void {
    // Enter ends a syllable first.
    if (event.isComposing || event.key === 'Process') return
    const stops: (Element | null | undefined)[] = [field, ...shown()]
    const at = stops.indexOf(document.activeElement)
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0 && !(event.key === 'Enter' && at === 0)) return
    event.preventDefault()
    if (by === 0) shown()[0]?.click()
    else [field, ...shown()].at((at + by) % stops.length)?.focus()
  }

  field?.addEventListener('input', filter)
  dialog?.addEventListener('keydown', onKeydown)
  dialog?.addEventListener('click', ({ target }) => {
    const key = target instanceof Element ? target.closest('button')?.dataset['key'] : undefined
    // Closing first: what the command opens takes the focus.
    if (key !== undefined || target === dialog) dialog.close()
    if (key !== undefined) run(key)
  })
  return {
    open() {
      if (!dialog || !field || dialog.open) return
      field.value = ''
      filter()
      dialog.showModal()
      field.focus()
    },
  }
}
