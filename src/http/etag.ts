/** Whether `If-None-Match` names the tag. Weak comparison: a proxy that compresses weakens tags (RFC 9110 §13.1.2). */
export function isKnownTag(asked: string | undefined, etag: string): boolean {
  if (asked === undefined) return false
  return asked.trim() === '*' || asked.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

/** Other bytes need another tag (RFC 9110 §8.8.3). `coding` as in `Content-Encoding`. */
export function codedTag(etag: string, coding: string): string {
  return etag.replace(/"$/, `-${coding}"`)
}
