/** Room for what the page has on top of the screen, px. */
const HEADROOM = 80

/** Tells the page around the frame how tall the discussion is, and once where a linked comment begins. */
export function startHeight(): void {
  if (parent === window) return
  let comment = document.querySelector('.is-linked')
  let sent = 0

  function report(isNew: boolean): void {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
    if (height === sent && !isNew) return
    sent = height
    // Neither is a secret.
    const linked = comment ? comment.getBoundingClientRect().top - HEADROOM : 0
    comment = null
    parent.postMessage({ type: 'brevier:height', height, linked }, '*')
  }

  new ResizeObserver(() => report(false)).observe(document.documentElement)
  // Out of sight, the page can give back room that it has reserved in vain.
  new IntersectionObserver(() => report(true)).observe(document.documentElement)
  // At once as well: browsers do not run observers in a frame that is far out of sight.
  report(true)
}
