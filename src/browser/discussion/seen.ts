const SEEN_MS = 500

export interface Seen {
  report(isVisible: boolean, at: number): void
  /** Whether it has been in sight without a break for half a second. */
  isSeen(at: number): boolean
}

/** A frame that is hidden or covered until the last moment can be made to receive a stolen click. */
export function createSeen(): Seen {
  let since = Number.POSITIVE_INFINITY
  return {
    report(isVisible, at) {
      since = isVisible ? Math.min(since, at) : Number.POSITIVE_INFINITY
    },
    isSeen: (at) => at - since >= SEEN_MS,
  }
}

/** What must be in sight: all but a rim of the button, and enough of the text to know it again. */
const SHARES = { post: 0.9, field: 0.5 } as const
/** Of what is tall, three lines are enough: at 400 % half of a long text and the button have no room together. */
const ENOUGH_PX = 80

/**
 * Watches the text and the button that posts it: a page can cut the frame so that only a button is left, or a few
 * pixels of it. Where the browser can tell (version 2), also that nothing covers, fades or shrinks them.
 */
export function watchSeen({ field, post }: { field: Element; post: Element }): () => boolean {
  const watches = [watch(field, SHARES.field), watch(post, SHARES.post)]
  return () => watches.every((isSeen) => isSeen())
}

function watch(element: Element, share: number): () => boolean {
  const seen = createSeen()
  const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
    // Told when one of these is passed.
    threshold: [share, 0.4, 0.3, 0.2, 0.1],
    trackVisibility: true,
    delay: 100,
  }
  new IntersectionObserver((entries) => {
    for (const entry of entries) seen.report(isShown(entry, share), performance.now())
  }, options).observe(element)
  return () => seen.isSeen(performance.now())
}

export function isShown(
  entry: { intersectionRatio: number; boundingClientRect: { height: number }; isVisible?: boolean },
  share: number,
): boolean {
  const needed = Math.min(share, ENOUGH_PX / entry.boundingClientRect.height)
  return entry.intersectionRatio >= needed && (entry.isVisible ?? true)
}
