import type { Child } from 'hono/jsx'

/** Puts an element into a sentence of the catalogue where it says `{name}`: `Removed under the {policy}.` */
export function Fill({ sentence, name, children }: { sentence: string; name: string; children: Child }) {
  const [before = '', ...after] = sentence.split(`{${name}}`)
  return (
    <>
      {before}
      {after.length > 0 && children}
      {after.join('')}
    </>
  )
}
