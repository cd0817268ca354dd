/**
 * While every turn of the event loop brings a new connection, other work waits for at most so long, and then not again for
 * four times as long as it has waited: whoever opens connections without end costs a fifth of it.
 */
export const ARRIVING = { longestMs: 100, pause: 4 } as const

export interface Arrivals {
  /** A connection has been accepted in this turn. */
  arrived(): void
  /** Whether connections come, so that what would be begun in this turn had better wait. */
  areComing(): boolean
  /** The same for the turn that now ends, and forgets it. */
  endTurn(): boolean
}

/** @param steady milliseconds that only go up */
export function createArrivals(steady: () => number): Arrivals {
  let hasCome = false
  let since: number | null = null
  let notBefore = 0
  return {
    arrived() {
      hasCome = true
    },
    areComing: () => hasCome && steady() >= notBefore,
    endTurn() {
      const now = steady()
      const isComing = hasCome && now >= notBefore
      hasCome = false
      since ??= now
      const waited = now - since
      if (isComing && waited < ARRIVING.longestMs) return true
      if (waited > 0) notBefore = now + ARRIVING.pause * waited
      since = null
      return false
    },
  }
}

/**
 * Lets so many go on in this turn of the event loop, and the others one turn after another; none while connections come,
 * of which libuv accepts one in a turn.
 */
export function createTurns(most: number, arrivals: Arrivals): () => Promise<void> | undefined {
  const waiting: (() => void)[] = []
  let begun = 0

  function next(): void {
    begun = 0
    if (waiting.length > 0 && !arrivals.endTurn())
      for (const begin of waiting.splice(0, most)) {
        begun += 1
        begin()
      }
    if (begun > 0 || waiting.length > 0) setImmediate(next)
  }

  return () => {
    if (begun === 0 && waiting.length === 0) setImmediate(next)
    if (begun >= most || arrivals.areComing()) return new Promise((resolve) => waiting.push(resolve))
    begun += 1
    return undefined
  }
}
