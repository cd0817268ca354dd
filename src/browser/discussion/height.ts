/** Tells the page around the frame how tall the discussion is, and once where a linked comment begins. */
export function startHeight(): void {
  if (parent === window) return
  const linked = document.querySelector('.is-linked')
  let sent = 0

  function report(): void {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
    if (height === sent) return
    const top = sent === 0 ? linked?.getBoundingClientRect().top : undefined
    sent = height
    // A height is no secret, and a frame cannot know who has framed it.
    parent.postMessage({ type: 'brevier:height', height, ...(top === undefined ? {} : { top }) }, '*')
  }

  new ResizeObserver(report).observe(document.documentElement)
  // At once as well: browsers do not run observers in a frame that is far out of sight.
  report()
}
