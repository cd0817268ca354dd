import { attemptIn, frameUrl } from './frame-url.ts'

/**
 * `<brevier-comments site article url lang theme>`: puts the discussion into the page, shortly before it is seen.
 * Its contents, a link, stay until the frame has shown that it works.
 */
const ORIGIN = new URL(import.meta.url).origin
const RESERVED = '420px'

class Comments extends HTMLElement {
  static readonly observedAttributes = ['site', 'article', 'url', 'lang', 'theme']
  #frame: HTMLIFrameElement | null = null
  #near: IntersectionObserver | null = null

  connectedCallback(): void {
    this.style.display = 'block'
    this.style.minHeight ||= RESERVED
    addEventListener('message', this.#onMessage)
    if (attemptIn(location.hash) || new URLSearchParams(location.search).has('comment')) {
      this.#load()
      return
    }
    this.#near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#load(), {
      rootMargin: '800px',
    })
    this.#near.observe(this)
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#onMessage)
    this.#near?.disconnect()
    this.#frame?.remove()
    this.#frame = null
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.#frame && before !== after) this.#frame.src = this.#source()
  }

  #source(): string {
    const [site, article, url, lang, theme] = Comments.observedAttributes.map((name) =>
      this.getAttribute(name),
    )
    return frameUrl(
      ORIGIN,
      {
        site: site ?? null,
        article: article ?? null,
        url: url ?? null,
        lang: lang ?? null,
        theme: theme ?? null,
      },
      location.href,
    )
  }

  #load(): void {
    this.#near?.disconnect()
    if (this.#frame) return
    const frame = document.createElement('iframe')
    frame.title = this.querySelector('a,h2')?.textContent?.trim() || 'Comments'
    frame.src = this.#source()
    // Laid out, so that it can measure itself, but not shown: the link is still there.
    frame.style.cssText = 'position:absolute;visibility:hidden;width:100%;border:0'
    this.#frame = frame
    this.append(frame)
    if (attemptIn(location.hash)) history.replaceState(history.state, '', location.pathname + location.search)
  }

  readonly #onMessage = ({ source, origin, data }: MessageEvent): void => {
    const frame = this.#frame
    if (!frame || source !== frame.contentWindow || origin !== ORIGIN || data?.type !== 'brevier:height')
      return
    const { height, top } = data
    if (!(height > 0 && height < 1e6)) return
    const isFirst = frame.style.position !== ''
    frame.style.cssText = `display:block;width:100%;border:0;height:${height}px`
    if (!isFirst) return
    // The link goes; the frame stays where it is, since a frame that is moved loads again.
    for (const node of [...this.childNodes]) if (node !== frame) node.remove()
    if (top >= 0) scrollTo(0, scrollY + frame.getBoundingClientRect().top + top - 80)
  }
}

customElements.get('brevier-comments') ?? customElements.define('brevier-comments', Comments)
