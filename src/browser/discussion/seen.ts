const SEEN_MS = 500

export interface Seen {
  report(isVisible: boolean, at: number): void
  /** Whether it has been in sight without a break for half a second. */
  isSeen(at: number): boolean
}

/** A frame that is hidden or covered until the last moment can be made to receive a stolen click. */
export function createSeen(): Seen {
  let since: number | null = null
  return {
    report(isVisible, at) {
      since = isVisible ? (since ?? at) : null
    },
    isSeen: (at) => since !== null && at - since >= SEEN_MS,
  }
}

/** What must be in sight: all but a rim of the button, and enough of the text to know it again. */
const SHARES = { post: 0.9, field: 0.5 } as const

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
    threshold: share,
    trackVisibility: true,
    delay: 100,
  }
  new IntersectionObserver((entries) => {
    for (const entry of entries) seen.report(isShown(entry, share), performance.now())
  }, options).observe(element)
  return () => seen.isSeen(performance.now())
}

export function isShown(entry: { intersectionRatio: number; isVisible?: boolean }, share: number): boolean {
  return entry.intersectionRatio >= share && (entry.isVisible ?? true)
}
