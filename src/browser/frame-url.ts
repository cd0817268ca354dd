/** What the embed tag says; absent attributes are `null`. */
export interface EmbedAttributes {
  site: string | null
  article: string | null
  url: string | null
  lang: string | null
  theme: string | null
}

/** How long an attempt id may be that a page's fragment hands to the frame. */
const ATTEMPT = /^#brevier=([\w-]{1,80})$/

/** The sign-in attempt in the page's fragment, put there when a full-page sign-in came back. */
export function attemptIn(hash: string): string {
  return ATTEMPT.exec(hash)?.[1] ?? ''
}

/** Address of the discussion for this tag on this page. Without an article, the page itself is discussed. */
export function frameUrl(origin: string, tag: EmbedAttributes, page: string): string {
  const here = new URL(page)
  const url = new URL('/frame', origin)
  const set = (name: string, value: string | null) => value && url.searchParams.set(name, value)
  set('site', tag.site)
  set('article', tag.article)
  set('url', tag.article ? null : tag.url || here.origin + here.pathname + here.search)
  set('lang', tag.lang)
  set('theme', tag.theme)
  set('comment', here.searchParams.get('comment'))
  const attempt = attemptIn(here.hash)
  if (attempt) url.hash = `login=${attempt}`
  return url.href
}
