/** Response headers per kind of route. Library defaults break the embed (see `docs/decisions`). */

interface Policy {
  /** Who may frame the page: the discussion in a paper's page. Nobody unless given. */
  ancestors?: readonly string[]
  /** The demo article holds our own frame. */
  frames?: boolean
  referrer?: 'same-origin' | 'no-referrer'
  /** Which windows keep knowing each other (HTML, cross-origin opener policy). */
  opener?: 'same-origin' | 'same-origin-allow-popups' | 'unsafe-none'
  /** Names of Trusted Types policies that the page's script makes. */
  trusted?: readonly string[]
}

/** What no page of ours uses, and so no script that got into one either. Names that every Chromium knows. */
const UNUSED = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
]
/** Copying and sharing an address; in the paper's page, the loader's tag passes both on. */
const USED = ['clipboard-write', 'web-share']
const PERMISSIONS = [...UNUSED.map((name) => `${name}=()`), ...USED.map((name) => `${name}=(self)`)].join(
  ', ',
)

/**
 * Headers of an HTML page. Forms need `Referrer-Policy: same-origin`: under `no-referrer` a plain form post says
 * `Origin: null`.
 */
export function pageHeaders({
  ancestors = [],
  frames = false,
  referrer = 'same-origin',
  // A frame in a page of ours opens the sign-in window as well.
  opener = frames ? 'same-origin-allow-popups' : 'same-origin',
  trusted = [],
}: Policy = {}): Record<string, string> {
  const isWidget = ancestors.length > 0
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      ...(frames ? ["frame-src 'self'"] : []),
      `frame-ancestors ${isWidget ? ancestors.join(' ') : "'none'"}`,
      "require-trusted-types-for 'script'",
      `trusted-types ${trusted.length > 0 ? trusted.join(' ') : "'none'"}`,
    ].join('; '),
    // It cannot say whose frames are meant.
    ...(isWidget ? {} : FRAMELESS),
    'x-content-type-options': 'nosniff',
    'referrer-policy': referrer,
    'permissions-policy': PERMISSIONS,
    'cross-origin-opener-policy': opener,
    // A page that isolates itself may hold nothing that does not allow it.
    'cross-origin-resource-policy': isWidget ? 'cross-origin' : 'same-origin',
    'origin-agent-cluster': '?1',
  }
}

/**
 * Of every page that a sign-in window shows. The frame that opened it hears from its first page through
 * `window.opener`, and can close it as long as nobody has cut the two apart.
 */
export const SIGN_IN_WINDOW = { opener: 'unsafe-none' } as const

/** For browsers that do not know `frame-ancestors`. */
const FRAMELESS = { 'x-frame-options': 'DENY' } as const

/**
 * Answers that are data: never a page, whatever their bytes say.
 * @param readers `anybody`: pages of other sites may load it, as a picture or a script
 */
export function dataHeaders(contentType: string, readers: 'own' | 'anybody' = 'own'): Record<string, string> {
  return { 'content-type': contentType, ...BARE, 'cross-origin-resource-policy': CORP[readers] }
}

const CORP = { own: 'same-origin', anybody: 'cross-origin' } as const

const BARE = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  ...FRAMELESS,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const

/** An answer without a body, which a script waits for. */
export const BODILESS = { ...BARE, 'cross-origin-resource-policy': CORP.own } as const

export const PRIVATE = { 'cache-control': 'private, no-store' } as const

/** Two years; a name below this one serves nothing that would need plain http. */
const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains'

/** What every answer says besides, whatever its kind. Browsers ignore it over plain http (RFC 6797 §8.1). */
export function transportHeaders(publicUrl: string): Record<string, string> | null {
  return publicUrl.startsWith('https:') ? { 'strict-transport-security': STRICT_TRANSPORT } : null
}
