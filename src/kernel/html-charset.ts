/** Where the HTML standard looks for it (§13.2.3.2, prescan a byte stream). */
const PRESCAN_BYTES = 1_024

/** A page's bytes as text: the byte order mark counts first, then the header, then the page's own word, else UTF-8. */
export function decodeHtml(bytes: Uint8Array, contentType: string): string {
  const label = markOf(bytes) ?? charsetIn(contentType) ?? charsetIn(prescan(bytes)) ?? 'utf-8'
  return (decoderFor(label) ?? new TextDecoder()).decode(bytes)
}

function markOf([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0xff && b === 0xfe ? 'utf-16le' : null
}

function prescan(bytes: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN_BYTES))
  const meta = /<meta[^>]*charset[^>]*>/i.exec(text)?.[0] ?? ''
  // A page that can be read this far is none of UTF-16, whatever it says.
  return /charset\s*=[\s"']*utf-16/i.test(meta) ? '' : meta
}

function charsetIn(text: string): string | null {
  return /charset\s*=[\s"']*([A-Za-z0-9_:.-]{1,40})/i.exec(text)?.[1] ?? null
}

/** By any label of the Encoding standard, `ks_c_5601-1987` among them, and by two that Korean servers write besides. */
function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label.replace(/^(?:cp|ms)949$/i, 'windows-949'))
  } catch {
    return null
  }
}
