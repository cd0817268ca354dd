import type { ConsoleWords } from '../../locales/console-words.ts'

/** What became of a row under the moderator's hands. */
export type Outcome = 'approved' | 'kept' | 'rejected' | 'skipped'

const LIST = '#queue ol'

export function rowOf(id: string): HTMLElement | null {
  return all().find((row) => row.dataset['row'] === id) ?? null
}

export function listedIds(): string[] {
  return all().map((row) => row.dataset['row'] ?? '')
}

function all(): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>(`${LIST} > li`))
}

/** Ids of the rows below (or above, nearest first) that wait and that nobody else holds. */
export function openFrom(id: string | undefined, by: 1 | -1 = 1): string[] {
  const rows = all()
  const at = rows.findIndex((row) => row.dataset['row'] === id)
  const side = by === 1 ? rows.slice(at + 1) : rows.slice(0, Math.max(0, at)).reverse()
  return side.flatMap(({ dataset }) =>
    dataset['row'] !== undefined && dataset['done'] === undefined && dataset['held'] === undefined
      ? [dataset['row']]
      : [],
  )
}

/** On a phone the button that opens the list says how many wait in it. */
function countListed(): void {
  const figure = document.querySelector('[data-listed]')
  const waiting = all().filter(({ dataset }) => dataset['done'] === undefined)
  if (figure) figure.textContent = String(waiting.length)
}

/** Marks the opened row and keeps it in view; the address follows, so that a reload opens the same case. */
export function markCurrent(id: string): void {
  for (const link of document.querySelectorAll(`${LIST} [aria-current]`)) link.removeAttribute('aria-current')
  const link = rowOf(id)?.querySelector<HTMLAnchorElement>('a.item')
  countListed()
  if (!link) return
  link.setAttribute('aria-current', 'true')
  link.scrollIntoView({ block: 'nearest' })
  history.replaceState(null, '', link.href)
}

/** Dims the row, says its outcome and, for a decision, offers to take it back. */
export function markDone(id: string, outcome: Outcome, detail: string, words: ConsoleWords): void {
  const row = rowOf(id)
  if (!row) return
  restore(id)
  row.dataset['done'] = outcome
  if (outcome !== 'skipped') unpick(row)
  const line = document.createElement('p')
  line.className = 'facts outcome'
  const tone = outcome === 'rejected' ? 'bad' : outcome === 'skipped' ? 'neutral' : 'ok'
  line.append(span(`chip ${tone}`, words[outcome]), span('also', detail))
  if (outcome !== 'skipped') line.append(undoButton(id, words))
  row.append(line)
}

/** Somebody else was first: who and what. */
export function markElsewhere(id: string, sentence: string): void {
  const row = rowOf(id)
  if (!row) return
  row.dataset['done'] = 'elsewhere'
  unpick(row)
  const line = document.createElement('p')
  line.className = 'facts outcome'
  line.append(span('also', sentence))
  row.append(line)
}

/** What is decided is not among those to be decided together. */
function unpick(row: HTMLElement): void {
  const box = row.querySelector<HTMLInputElement>('.pick')
  if (!box?.checked) return
  box.checked = false
  box.dispatchEvent(new Event('change', { bubbles: true }))
}

function undoButton(id: string, words: ConsoleWords): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'link'
  button.dataset['undoCase'] = id
  button.textContent = words.undo
  return button
}

/** After the half minute: the row says how else it can be taken back. */
export function endUndo(id: string, words: ConsoleWords): void {
  const button = rowOf(id)?.querySelector('[data-undo-case]')
  if (button) button.textContent = words.correct
}

/** The row waits again. */
export function restore(id: string): void {
  const row = rowOf(id)
  row?.removeAttribute('data-done')
  row?.querySelector('.outcome')?.remove()
}

/** A newer rendering of a row, or one more at the end: the list never moves under the moderator's hands. */
export function putRow(fresh: HTMLElement | null): void {
  const id = fresh?.dataset['row']
  if (!fresh || id === undefined) return
  const there = rowOf(id)
  if (!there) {
    document.querySelector(LIST)?.append(fresh)
    return
  }
  if (there.dataset['done'] !== undefined) return
  if (fresh.dataset['held'] === undefined) there.removeAttribute('data-held')
  else there.dataset['held'] = fresh.dataset['held']
  const [also, said] = [there.querySelector('.also'), fresh.querySelector('.also')]
  if (also && said) also.replaceWith(said)
}

function span(name: string, text: string): HTMLElement {
  const node = document.createElement('span')
  node.className = name
  node.textContent = text
  return node
}
