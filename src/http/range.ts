/**
 * The part of a complete answer that `Range` asks for (RFC 9110 §14): one range of bytes. Several at once, and what is
 * no byte range, are answered whole, as is a `Range` whose `If-Range` names another version.
 */
export async function partOf(whole: Response, range: string, ifRange: string | undefined): Promise<Response> {
  const etag = whole.headers.get('etag')
  if (whole.status !== 200 || (ifRange !== undefined && ifRange.trim() !== etag)) return whole
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim())
  if (!asked || asked[0] === 'bytes=-') return whole
  const bytes = new Uint8Array(await whole.arrayBuffer())
  const found = span(asked[1] ?? '', asked[2] ?? '', bytes.length)
  const headers = new Headers(whole.headers)
  if (found === 'backwards') return new Response(bytes, { status: 200, headers })
  if (found === 'outside') {
    headers.set('content-range', `bytes */${bytes.length}`)
    headers.set('content-length', '0')
    // For the whole it may say a year: no cache is to give this to whoever asks next.
    headers.set('cache-control', 'no-store')
    return new Response(null, { status: 416, headers })
  }
  const { first, last } = found
  headers.set('content-range', `bytes ${first}-${last}/${bytes.length}`)
  headers.set('content-length', String(last - first + 1))
  return new Response(bytes.subarray(first, last + 1), { status: 206, headers })
}

/** Positions of first and last byte. `from` empty: so many bytes at the end; `to` empty: up to the end. */
function span(
  from: string,
  to: string,
  length: number,
): { first: number; last: number } | 'outside' | 'backwards' {
  if (from === '') {
    const count = Math.min(Number(to), length)
    return count === 0 ? 'outside' : { first: length - count, last: length - 1 }
  }
  const first = Number(from)
  if (to !== '' && Number(to) < first) return 'backwards'
  if (first >= length) return 'outside'
  return { first, last: to === '' ? length - 1 : Math.min(Number(to), length - 1) }
}
