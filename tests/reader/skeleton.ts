const TAG = /<(\/?[a-zA-Z!][^\s/>]*)((?:\s+[^\s=/>]+(?:="[^"]*")?)*)\s*\/?>/g

/**
 * What a parser would make of a page, without its words: elements and attribute names in order. Two pages that
 * differ in data alone have the same skeleton, unless data has become markup.
 */
export function skeleton(html: string): string[] {
  const rest = html.replace(TAG, '')
  if (rest.includes('<'))
    throw new Error(`stray "<" in: ${rest.slice(rest.indexOf('<'), rest.indexOf('<') + 80)}`)
  return Array.from(html.matchAll(TAG), ([, name, attributes]) => {
    const names = Array.from((attributes ?? '').matchAll(/\s([^\s=/>]+)(?:="[^"]*")?/g), (match) => match[1])
    return [name, ...names].join(' ')
  })
}

/** Every address in the page. */
export function addresses(html: string): string[] {
  return Array.from(html.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g), ([, value]) =>
    (value ?? '').replaceAll('&amp;', '&'),
  )
}

/** The page's words, without tags. */
export function words(html: string): string {
  return html
    .replace(/<(template|title)[\s\S]*?<\/\1>/g, '')
    .replace(TAG, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
}
