import { isTimeZone } from '../../kernel/time-zone.ts'
import { isLoopbackUrl, parseHttpUrl, parseOrigin } from '../../kernel/url.ts'
import { catalogue } from '../../locales/index.ts'
import { isLanguage, LANGUAGES, type Language } from '../../locales/language.ts'

export interface App {
  id: string
  secret: string
}

export interface Answers {
  publicUrl: string
  title: string
  /** Short name, used in the embed tag. */
  key: string
  origins: readonly string[]
  language: Language
  timeZone: string
  x: App | null
  facebook: App | null
}

/** A text, or what is wrong with it in a sentence. */
export type Read<Value> = { value: Value } | { fault: string }

export function readPublicUrl(text: string): Read<string> {
  const url = parseHttpUrl(text)
  if (!url || url.origin !== text.replace(/\/$/, ''))
    return { fault: 'It is an address without a path, such as https://comments.paper.example' }
  if (url.protocol !== 'https:' && !isLoopbackUrl(url))
    return { fault: 'It begins with https://, because sign-in cookies need it' }
  return { value: url.origin }
}

export function readTitle(text: string): Read<string> {
  return /^[^\p{C}]{1,200}$/u.test(text) ? { value: text } : { fault: 'It has 1 to 200 characters' }
}

export function readKey(text: string): Read<string> {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(text)) return { value: text }
  return { fault: 'The short name has 1 to 40 small letters, digits and hyphens' }
}

export function readOrigins(text: string): Read<string[]> {
  const origins = text.split(/[\s,]+/).filter(Boolean)
  const wrong = origins.find((origin) => parseOrigin(origin) === null)
  if (wrong !== undefined) return { fault: `"${wrong}" is no origin such as https://www.paper.example` }
  return origins.length > 0 ? { value: origins } : { fault: 'At least one is needed' }
}

export function readPlace(text: string): Read<{ language: Language; timeZone: string }> {
  const [language = '', zone] = text.split(/[\s,]+/).filter(Boolean)
  if (!isLanguage(language)) return { fault: `The language is one of ${LANGUAGES.join(', ')}` }
  const timeZone = zone ?? catalogue(language).timeZone
  if (!isTimeZone(timeZone)) return { fault: `"${timeZone}" is no IANA time zone, such as Europe/London` }
  return { value: { language, timeZone } }
}

export function readXId(text: string): Read<string> {
  if (/^[\x21-\x7e]{1,200}$/.test(text) && !text.startsWith('sandbox-')) return { value: text }
  return { fault: 'It is the OAuth 2.0 client id from the X developer portal, without blanks' }
}

export function readFacebookId(text: string): Read<string> {
  return /^\d{5,30}$/.test(text) ? { value: text } : { fault: 'A Facebook app id is a number' }
}

export function readSecret(text: string): Read<string> {
  if (/^[\x21-\x7e]{8,500}$/.test(text)) return { value: text }
  return { fault: 'A secret has at least 8 characters and no blanks' }
}

/** What a title suggests; `paper` for one without Latin letters. */
export function keyOf(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase()
  const key = plain
    .replace(/^the\s+/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return key.slice(0, 40).replace(/-+$/, '') || 'paper'
}

/** The paper beside `comments.paper.example`. */
export function originBeside(publicUrl: string): string {
  const { protocol, host, hostname } = new URL(publicUrl)
  const parts = host.split('.')
  if (isLoopbackUrl(new URL(publicUrl)) || hostname.startsWith('[') || parts.length < 3) return publicUrl
  return `${protocol}//www.${parts.slice(1).join('.')}`
}
