/** The element that the server marked with `data-part`; `null` where the page has none. */
export function part(root: ParentNode, name: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-part=${name}]`)
}

export function show(element: HTMLElement | null, isShown: boolean): void {
  if (element) element.hidden = !isShown
}

/** Puts a figure or a name into a sentence. As text: it is only ever given to `textContent`. */
export function say(sentence: string, value: string | number): string {
  return sentence.split('{n}').join(String(value))
}
