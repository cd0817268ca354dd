/** Comments on either side of those in sight that are kept ready: about a screen. */
const NEAR = 6

/**
 * In a long thread, comments far out of sight cost nothing. In a frame the browser keeps none ready around what it
 * shows, so it is done here. Only what has been laid out is marked: the browser remembers its size, and the frame's
 * height stays the true one (CSS Sizing 4, "last remembered size").
 */
export function startFar(root: HTMLElement): void {
  const thread = root.querySelector('#thread')
  if (!thread) return
  const shown = new Set<Element>()
  let width = 0

  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) shown[isIntersecting ? 'add' : 'delete'](target)
    // A frame that is not shown yet may come into sight anywhere.
    if (shown.size === 0) return
    const items = [...thread.children]
    const first = items.findIndex((item) => shown.has(item))
    const last = first + shown.size
    items.forEach((item, at) => {
      item.classList.toggle('far', at < first - NEAR || at > last + NEAR)
    })
  })

  // The thread grows by comments that are looked at from now on; in another width all are laid out anew.
  new ResizeObserver(([entry]) => {
    const now = entry?.contentRect.width ?? 0
    for (const item of thread.children) {
      if (now !== width) item.classList.remove('far')
      sight.observe(item)
    }
    width = now
  }).observe(thread)
}
