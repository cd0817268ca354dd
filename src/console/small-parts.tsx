/** A key as drawn on a button. Screen readers get `aria-keyshortcuts` of the button instead. */
export function Key({ name }: { name: string }) {
  return (
    <span class="key" aria-hidden="true">
      <kbd>{name}</kbd>
    </span>
  )
}
