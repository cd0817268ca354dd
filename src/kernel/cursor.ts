/** Where a keyset page ended: the last row's sort time and id. */
export interface Cursor {
  at: number
  id: string
}

/** Opaque to clients: `<time in base 36>.<id>`. */
export function encodeCursor(cursor: Cursor): string {
  return `${cursor.at.toString(36)}.${cursor.id}`
}

/** The cursor, or `null` for anything that `encodeCursor` did not make. */
export function decodeCursor(text: string): Cursor | null {
  const match = /^([0-9a-z]{1,11})\.([0-9a-f-]{36})$/.exec(text)
  if (!match?.[1] || !match[2]) return null
  const at = Number.parseInt(match[1], 36)
  if (!Number.isSafeInteger(at)) return null
  const cursor = { at, id: match[2] }
  return encodeCursor(cursor) === text ? cursor : null
}
