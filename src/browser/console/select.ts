/** Rows that a decision on many is to be made on: the check boxes of the list, which are fields of its form. */
export interface Selection {
  toggle(id: string | undefined): void
  /** Selects the row, as `Shift+j` goes over it. */
  add(id: string | undefined): void
  clear(): void
}

export function startSelection(): Selection {
  const boxes = () => Array.from(document.querySelectorAll<HTMLInputElement>('#queue .pick'))
  const boxOf = (id: string | undefined) => boxes().find(({ value }) => value.split(':')[0] === id)

  function count(): void {
    const figure = document.querySelector('[data-selected]')
    if (figure) figure.textContent = String(boxes().filter(({ checked }) => checked).length)
  }

  function set(box: HTMLInputElement | undefined, checked: boolean): void {
    if (!box || box.checked === checked) return
    box.checked = checked
    box.dispatchEvent(new Event('change', { bubbles: true }))
  }

  document.addEventListener('change', count)
  count()
  return {
    toggle(id) {
      const box = boxOf(id)
      set(box, !box?.checked)
    },
    add: (id) => set(boxOf(id), true),
    clear() {
      for (const box of boxes()) set(box, false)
    },
  }
}
