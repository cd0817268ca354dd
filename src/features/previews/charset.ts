/** Encodings whose ASCII bytes are ASCII letters wherever they stand, so that tags can be found before decoding. */
const STATEFUL = /^(utf-16|iso-2022)/

/** How much of a page is looked at for a declaration (HTML standard). */
const PRESCAN = 1_024

export interface Decoded {
  /** ASCII-compatible bytes. */
  bytes: Uint8Array
  /** As the Encoding standard names it. */
  charset: string
}

/** By byte order mark, then `Content-Type`, then `<meta>`, else UTF-8; what is UTF-16 is made UTF-8. */
export function charsetOf(bytes: Uint8Array, contentType: string): Decoded {
  const marked = markOf(bytes)
  const head = Buffer.from(bytes.subarray(0, PRESCAN)).toString('latin1')
  const charset =
    marked ??
    known(/charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(contentType)?.[1]) ??
    known(/<meta[^>]{0,300}charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(head)?.[1]) ??
    'utf-8'
  if (!STATEFUL.test(charset)) return { bytes, charset }
  return { bytes: new TextEncoder().encode(new TextDecoder(charset).decode(bytes)), charset: 'utf-8' }
}

function markOf([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0xff && b === 0xfe ? 'utf-16le' : undefined
}

function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}
