const LETTERS = 'lmnrtvwz'

/** A text that nobody has written yet, and that no rule of the screening can read anything into: an id may spell a word. */
export function another(words: string): string {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(36)), (byte) => LETTERS[byte & 7])
  return `${words} ${letters.join('')}`
}
