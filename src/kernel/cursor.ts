/** Where a keyset page ended: the last row's sort time and id. */
export interface Cursor {
  at: number
  id: string
  /** What an order that goes by a figure goes by first. Left out in every other order. */
  rank?: number
}

/** Opaque to clients: `<time in base 36>.<id>`, with a rank `<rank in base 36>.` before it. */
export function encodeCursor({ rank, at, id }: Cursor): string {
  return `${rank === undefined ? '' : `${rank.toString(36)}.`}${at.toString(36)}.${id}`
}

/** The cursor, or `null` for anything that `encodeCursor` did not make, and for one with a rank. */
export function decodeCursor(text: string): Cursor | null {
  const cursor = decode(text)
  return cursor && cursor.rank === undefined ? cursor : null
}

/** The cursor of an order that goes by a figure; `null` for one without it. */
export function decodeRankedCursor(text: string): Cursor | null {
  const cursor = decode(text)
  return cursor && cursor.rank !== undefined ? cursor : null
}

function decode(text: string): Cursor | null {
  const [id = '', at = '', rank] = text.split('.').reverse()
  if (!/^[0-9a-f-]{36}$/.test(id)) return null
  const read = { at: figure(at), id, ...(rank === undefined ? {} : { rank: figure(rank) }) }
  return encodeCursor(read) === text ? read : null
}

/** `NaN`, which is never written the same way again, for what is no safe natural number. */
function figure(digits: string): number {
  const value = /^[0-9a-z]{1,11}$/.test(digits) ? Number.parseInt(digits, 36) : Number.NaN
  return Number.isSafeInteger(value) ? value : Number.NaN
}
