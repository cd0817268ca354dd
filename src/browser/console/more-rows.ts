import { askParts } from './parts.ts'
import { putRow } from './rows.ts'

/** Adds the next page of the list below; when that fails, the link does what a link does. */
export function startMoreRows(): void {
  document.querySelector('#queue')?.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('[data-rest]') : null
    if (!link) return
    event.preventDefault()
    if (link.ariaBusy === 'true') return
    link.ariaBusy = 'true'
    append(link).catch(() => location.assign(link.href))
  })
}

async function append(link: HTMLAnchorElement): Promise<void> {
  const { status, rows, rest } = await askParts(link.href)
  if (status !== 200) throw new Error(String(status))
  // A case that came into the list meanwhile stays where it is.
  for (const row of rows) putRow(row)
  const line = link.closest('.rest')
  if (rest) line?.replaceWith(rest)
  else line?.remove()
  rows[0]?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true })
}
