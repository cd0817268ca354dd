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

/** Providers may refuse to sign anyone in inside an app: says so and offers the way out. */
export function showInApp(form: HTMLFormElement): void {
  const link = part(form, 'outside')
  const address = part(form, 'address')
  if (!(link instanceof HTMLAnchorElement) || !(address instanceof HTMLInputElement)) return
  address.value = link.href
  const href = outsideHref(navigator.userAgent, link.href)
  show(part(form, 'in-app'), href !== null)
  show(link, !!href)
  if (href) link.href = href
}

/** By selecting, which a frame may do without a permission; where even that fails, it is selected to copy by hand. */
export function copyAddress(form: HTMLFormElement, button: HTMLElement): void {
  const address = part(form, 'address')
  if (!(address instanceof HTMLInputElement)) return
  address.select()
  if (document.execCommand('copy')) button.textContent = button.dataset['done'] ?? ''
}
