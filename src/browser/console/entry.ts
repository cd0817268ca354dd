/** The places of the page that change with the case on the screen. */
const SLOTS = ['case', 'context', 'acts', 'panels'] as const

/** A case as the server rendered it, ready to be painted. Its nodes keep what was typed into them. */
export interface Entry {
  id: string
  slots: ReadonlyMap<string, HTMLElement>
}

/** The case in the page, or in a part that was fetched; `null` where there is none. */
export function entryIn(root: ParentNode): Entry | null {
  const slots = new Map<string, HTMLElement>()
  for (const slot of SLOTS) {
    const node = root.querySelector<HTMLElement>(`[data-slot="${slot}"]`)
    if (node) slots.set(slot, node)
  }
  const id = slots.get('case')?.dataset['case']
  return id !== undefined && slots.size === SLOTS.length ? { id, slots } : null
}

/** Puts the case where another one stands. */
export function place({ slots }: Entry): void {
  for (const [slot, node] of slots) {
    const there = document.querySelector(`[data-slot="${slot}"]`)
    if (there && there !== node) there.replaceWith(node)
  }
}

function data({ slots }: Entry, name: string): string | undefined {
  return slots.get('case')?.dataset[name]
}

/** Whether it was claimed for the person at the screen, who can decide it. */
export function isYours(entry: Entry): boolean {
  return data(entry, 'state') === 'yours'
}

export function isHeldByOther(entry: Entry): boolean {
  return data(entry, 'state') === 'held'
}

/** As the page gives it back on leaving: `<case>:<end of the lease>:<token>`. */
export function heldBy(entry: Entry): string[] {
  const [token, until] = [data(entry, 'lease'), data(entry, 'until')]
  return token && until ? [`${entry.id}:${until}:${token}`] : []
}

/** After a renewal: the server may have made a new claim. */
export function setLease({ slots }: Entry, token: string, until: number): void {
  const main = slots.get('case')
  if (!main) return
  main.dataset['lease'] = token
  main.dataset['until'] = String(until)
  for (const node of slots.values()) {
    for (const field of node.querySelectorAll<HTMLInputElement>('input[name="lease"]')) field.value = token
  }
}

export function writerOf({ slots }: Entry): string {
  return slots.get('case')?.querySelector('h1')?.textContent ?? ''
}

/** What the server says above the case: who decided or holds it. */
export function titleOf({ slots }: Entry): string {
  return slots.get('case')?.querySelector('.message')?.firstElementChild?.textContent ?? ''
}

/** Says on the case itself why it came back. */
export function say({ slots }: Entry, sentences: readonly string[]): void {
  const main = slots.get('case')
  main?.querySelector('.message.came-back')?.remove()
  if (!main || sentences.length === 0) return
  const box = document.createElement('div')
  box.className = 'message bad came-back'
  box.setAttribute('role', 'alert')
  for (const sentence of sentences) box.append(line(sentence))
  main.prepend(box)
}

function line(sentence: string): HTMLElement {
  const p = document.createElement('p')
  p.textContent = sentence
  return p
}
