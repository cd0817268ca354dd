/** Comments on either side of those in sight that are kept ready: about half a screen. */
const NEAR = 3

/**
 * In a long thread, comments far out of sight cost nothing, and a page of them that is far as a whole is one thing to the
 * browser instead of many. In a frame the browser keeps none ready around what it shows, so it is done here. Only what
 * has been laid out is marked: the browser remembers its size, and the frame's height stays the true one (CSS Sizing 4,
 * "last remembered size").
 */
export function startFar(root: HTMLElement): void {
  const thread = root.querySelector('#thread')
  if (!thread) return
  /** Pages and comments that have been laid out and looked at, and whether they are in sight. */
  const sights = new Map<Element, boolean>()
  let width = 0

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) sights.set(target, isIntersecting)
    const items = [...thread.querySelectorAll('.whole>li')]
    const shown = items.filter((item) => sights.get(item))
    const first = items.findIndex((item) => sights.get(item))
    // A frame that is not shown yet may come into sight anywhere.
    if (first < 0) return
    const near = items.slice(Math.max(0, first - NEAR), first + shown.length + NEAR)
    for (const [one] of sights) one.classList.toggle('far', !near.some((item) => one.contains(item)))
  })

  // The thread grows by comments that are looked at from now on; in another width all are laid out anew.
  new ResizeObserver(() => {
    const now = root.offsetWidth
    for (const item of thread.querySelectorAll('.whole,.whole>li')) {
      if (now !== width) item.classList.remove('far')
      observer.observe(item)
    }
    width = now
  }).observe(thread)
}
