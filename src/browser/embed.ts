const SERVICE = new URL(import.meta.url).origin
/** After this long without a word from the frame the page is told. One that is only slow still comes. */
const PATIENCE_MS = 10_000
/** The page's own rules end at the shadow root. */
const FRAME = 'display:block;width:100%;border:0;height:'

/**
 * Keeps the discussion of `tag` in its shadow root; the answer is to be called when the tag comes into a page and when
 * it goes. Room is reserved before the frame is there and given back out of sight, so that nothing moves under a reader.
 */
function placeFrame(tag: HTMLElement): () => void {
  const box = document.createElement('div')
  const slot = document.createElement('slot')
  const frame = document.createElement('iframe')
  const attribute = (name: string) => tag.getAttribute(name) ?? ''
  // A page may insist: `light only`.
  const theme = () => attribute('theme') || getComputedStyle(tag).colorScheme.replace(' only', '')
  /** What the tag asked for when it was placed; empty while it is in no page. */
  let placed: string | false
  let near: IntersectionObserver | undefined
  let patience: ReturnType<typeof setTimeout> | undefined

  frame.allow = 'web-share; clipboard-write'
  tag.attachShadow({ mode: 'open' }).append(box)
  // However much changes in one go, it is heard of once.
  new MutationObserver(update).observe(tag, { attributes: true })
  return update

  /** Until the box has grown, what is seen below it keeps its place, not the tag that begins above the view. */
  function reserve(height: string): void {
    tag.style.overflowAnchor = slot.parentNode ? 'none' : ''
    box.style.minHeight = height
  }

  function tell(type: string, detail: unknown): void {
    tag.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }

  function start(query: URLSearchParams): void {
    const here = new URL(location.href)
    const attempt = here.hash.match(/^#brevier=.*/) ?? ''
    here.hash = ''
    query.set('comment', here.searchParams.get('comment') ?? '')
    const isUrgent = attempt || query.get('comment')

    function begin(click?: Event): void {
      click?.preventDefault()
      slot.onclick = null
      reserve(`var(--brevier-height,${attribute('height') || '100vh'})`)
      near = new IntersectionObserver((seen) => (isUrgent || seen.at(-1)?.isIntersecting) && load(), {
        rootMargin: attribute('loading') === 'lazy' ? '0px' : '800px',
      })
      near.observe(box)
    }

    function load(): void {
      stop()
      addEventListener('message', hear)
      frame.title = tag.title || 'Comments'
      // Laid out, so that it can measure itself, but not shown: the link is still there.
      frame.style.cssText = FRAME + '0;visibility:hidden'
      if (!(attribute('article') || attribute('url')))
        query.set('url', document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href || here.href)
      query.set('theme', theme())
      // What is empty goes: one discussion has one address, for every cache on the way.
      frame.src = `${SERVICE}/frame?${query}`.replace(/\w+=&/g, '') + attempt
      if (attempt) history.replaceState(history.state, '', here)
      box.append(frame)
      patience = setTimeout(() => {
        tell('brevier:error', { type: 'load-failed' })
        slot.onclick = begin
      }, PATIENCE_MS)
    }

    box.append(slot)
    reserve('')
    slot.onclick = begin
    if (isUrgent || attribute('loading') !== 'click') begin()
  }

  function stop(): void {
    near?.disconnect()
    removeEventListener('message', hear)
    frame.remove()
    clearTimeout(patience)
  }

  function update(): void {
    const query = new URLSearchParams(
      ['site', 'article', 'url', 'lang'].map((name) => [name, attribute(name)]),
    )
    const next = tag.isConnected && query + ''
    if (next === placed) frame.contentWindow?.postMessage(theme(), '*')
    else {
      stop()
      placed = next
      if (placed) start(query)
    }
  }

  function hear({ source, origin, data }: MessageEvent): void {
    if (source !== frame.contentWindow || origin !== SERVICE) return
    if (data.detail) {
      update()
      tell(data.type, data.detail)
      return
    }
    const { height, top } = box.getBoundingClientRect()
    // The page may zoom what is around the tag: then its lengths are not those of the screen.
    const zoom = height / box.offsetHeight
    // What has become too tall shrinks when its new end is below what is seen.
    reserve(data.linked || data.height * zoom + top < innerHeight ? box.offsetHeight + 'px' : '')
    frame.style.cssText = FRAME + data.height + 'px'
    slot.remove()
    clearTimeout(patience)
    // Whoever reads already is not taken to the linked comment.
    if (!scrollY && data.linked) scrollBy(0, data.linked * zoom + top)
  }
}

/**
 * `<brevier-comments site article url lang theme loading height title>`: puts the discussion into the page, shortly before
 * it is seen. Its contents, a link, stay until the frame has shown that it works.
 */
class Comments extends HTMLElement {
  readonly #update = placeFrame(this)
  connectedCallback(): void {
    this.#update()
  }
  disconnectedCallback(): void {
    this.#update()
  }
}

customElements.get('brevier-comments') ?? customElements.define('brevier-comments', Comments)
