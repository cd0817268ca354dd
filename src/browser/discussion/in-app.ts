import { part, show } from '../dom.ts'

/** KakaoTalk, Naver, Daum, Facebook, Instagram, Line, Android's web view, and on iOS whatever is not Safari's kin. */
const IN_APP =
  /kakaotalk|naver\(inapp|daumapps|fba[nv]|fb_iab|instagram|\bline\/|; wv\)|ip(hone|ad)(?!.*safari\/)/i

/**
 * The address that leads out of an app's own browser to the reader's. Empty where only copying the link helps,
 * `null` in a browser that is no app's.
 */
export function outsideHref(userAgent: string, page: string): string | null {
  if (!IN_APP.test(userAgent)) return null
  if (/kakaotalk/i.test(userAgent)) return `kakaotalk://web/openExternal?url=${encodeURIComponent(page)}`
  if (!/android/i.test(userAgent)) return ''
  const [scheme, rest] = page.replace(/#.*/, '').split('://')
  return `intent://${rest}#Intent;scheme=${scheme};end`
}

/** Providers may refuse to sign anyone in inside an app: says so and offers the way out. Answers whether it is one. */
export function showInApp(form: HTMLFormElement): boolean {
  const link = part<HTMLAnchorElement>(form, 'outside')
  const address = part<HTMLInputElement>(form, 'address')
  if (!link || !address) return false
  address.value = link.href
  const href = outsideHref(navigator.userAgent, link.href)
  show(part(form, 'in-app'), href !== null)
  show(link, !!href)
  if (href) link.href = href
  return href !== null
}
