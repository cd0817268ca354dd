/** The element that the server marked with `data-part`; `null` where the page has none. */
export function part<Kind extends HTMLElement>(root: ParentNode | null, name: string): Kind | null {
  return root?.querySelector<Kind>(`[data-part=${name}]`) ?? null
}

export function show(element: HTMLElement | null, isShown: boolean): void {
  if (element) element.hidden = !isShown
}

/** Writes a text, also where it stands already: in a live region it is said anew. */
export function put(element: HTMLElement | null | undefined, text = ''): void {
  if (element) element.textContent = text
}

/** Puts a figure or a name into a sentence. As text: it is only ever given to `textContent`. */
export function say(sentence: string, value: string | number): string {
  return sentence.replaceAll('{n}', () => `${value}`)
}

/**
 * Takes the clicks on what matches now or later. One that asks for another tab or window is the browser's, and so is
 * one that `act` answers with `true`.
 */
export function onPress<Kind extends HTMLElement>(
  root: HTMLElement,
  selector: string,
  act: (pressed: Kind) => unknown,
): void {
  root.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element && event.target.closest<Kind>(selector)
    const isAside = event.ctrlKey || event.metaKey || event.shiftKey
    if (pressed && !isAside && act(pressed) !== true) event.preventDefault()
  })
}
