/** Parses an absolute http(s) URL without credentials, at most 2 048 characters; `null` for all else. */
export function parseHttpUrl(text: string): URL | null {
  // A backslash or a control character means that a browser and this parser may read it differently.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not pass
  if (text.length > 2_048 || /[\u0000-\u0020\\]/.test(text)) return null
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return null
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.username !== '' || url.password !== '') return null
  return url
}

/** What campaigns, and the apps that a link is shared in, add to an address. */
const TRACKING =
  /^(utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|ttclid|twclid|srsltid|igsh(id)?|mc_[ce]id|ref(_src)?)$/i

/** One spelling per article: no fragment, no tracking parameters, sorted query. */
export function canonicalUrl(url: URL): string {
  const canonical = new URL(url)
  canonical.hash = ''
  for (const name of [...canonical.searchParams.keys()]) {
    if (TRACKING.test(name) || /^(comment|brevier)$/i.test(name)) canonical.searchParams.delete(name)
  }
  canonical.searchParams.sort()
  return canonical.href
}

/** `https://host[:port]`, or `null` when the text is anything but an origin. */
export function parseOrigin(text: string): string | null {
  const url = parseHttpUrl(text)
  return url && url.origin === text.replace(/\/$/, '') ? url.origin : null
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|[a-z0-9-]+(\.[a-z0-9-]+)*\.localhost)$/

/** Whether a URL's host can only be this machine. */
export function isLoopbackUrl(url: URL): boolean {
  return LOOPBACK.test(url.hostname)
}
