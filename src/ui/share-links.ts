import { parseHttpUrl } from '../kernel/url.ts'
import { fitting, IN_MAIL, MESSAGE, ON_MASTODON, ON_X, onBluesky, TITLE } from './share-text.ts'

/** An address of ours, and the words that go with it. */
export interface Shared {
  url: string
  headline: string
  /** What is cut where there is no room: a comment's text, or the headline. */
  text: string
  /** How the text is quoted. */
  quote(text: string): string
}

/** Networks with an address that takes a link. KakaoTalk has none, and Mastodon one per server. */
export const SHARE_TARGETS = ['x', 'facebook', 'line', 'naver', 'bluesky', 'linkedin', 'email'] as const
export type ShareTarget = (typeof SHARE_TARGETS)[number]

/** Where a click leads. Nothing is asked of a network before. */
export function shareHref(target: ShareTarget, { url, headline, text, quote }: Shared): string {
  switch (target) {
    case 'x':
      return query('https://x.com/intent/post', { text: fitting(text, ON_X, quote), url })
    case 'facebook':
      return facebookShareLink(url)
    case 'line':
      return query('https://social-plugins.line.me/lineit/share', {
        url,
        text: fitting(text, MESSAGE, quote),
      })
    case 'naver':
      return query('https://share.naver.com/web/shareView', { url, title: fitting(oneLine(headline), TITLE) })
    case 'bluesky':
      return query('https://bsky.app/intent/compose', {
        text: `${fitting(text, onBluesky(url), quote)} ${url}`,
      })
    case 'linkedin':
      return query('https://www.linkedin.com/sharing/share-offsite/', { url })
    case 'email':
      return query('mailto:', {
        subject: fitting(oneLine(headline), TITLE),
        body: `${fitting(text, IN_MAIL, quote)}\r\n\r\n${url}`,
      })
  }
}

/** The reader's own Mastodon server, by its host as {@link serverOf} answers it. */
export function mastodonHref(server: string, { url, text, quote }: Shared): string {
  return query(`https://${server}/share`, { text: `${fitting(text, ON_MASTODON, quote)} ${url}` })
}

/** Host of the server that somebody typed: bare, as an address, or as part of a handle. `null` for anything else. */
export function serverOf(typed: string): string | null {
  const place = typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/s, '')
  // Before the handle is taken off: in front of an `@` too, these show that it is none.
  const url = /[\s\\?#:%]/.test(place) ? null : parseHttpUrl(`https://${place.replace(/^@?[^@]*@/, '')}`)
  return url && /^([a-z\d-]+\.)+[a-z][a-z\d-]+$/.test(url.hostname) ? url.hostname : null
}

export function xShareLink(url: string, text: string): string {
  return shareHref('x', { url, headline: text, text, quote: (words) => words })
}

export function facebookShareLink(url: string): string {
  return query('https://www.facebook.com/sharer/sharer.php', { u: url })
}

/** Spaces as `%20`: in a `mailto:` address a plus is a plus. */
function query(address: string, parameters: Record<string, string>): string {
  return `${address}?${new URLSearchParams(parameters).toString().replaceAll('+', '%20')}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
