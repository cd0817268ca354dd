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

/** Watches an element; where the browser can tell (version 2), also that nothing covers or fades it. */
export function watchSeen(element: Element): () => boolean {
  const seen = createSeen()
  const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
    threshold: [0, 0.2, 0.5, 1],
    trackVisibility: true,
    delay: 100,
  }
  new IntersectionObserver((entries) => {
    for (const entry of entries) seen.report(isShown(entry), performance.now())
  }, options).observe(element)
  return () => seen.isSeen(performance.now())
}

export function isShown(entry: { isIntersecting: boolean; isVisible?: boolean }): boolean {
  return entry.isIntersecting && (entry.isVisible ?? true)
}
