import { raw } from 'hono/html'
import type { Json } from '../kernel/canonical-json.ts'

/**
 * JSON-LD is data, not script: the policy does not run it. HTML-escaping inside a script element would break
 * the JSON, so every character that could end the element is written as a JSON escape: no text can leave it.
 */
export function JsonLd({ data }: { data: Json }) {
  const json = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return <script type="application/ld+json">{raw(json)}</script>
}
