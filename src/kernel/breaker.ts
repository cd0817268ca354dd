export interface Breaker {
  /** Whether to leave it alone at this moment. When its pause is over, one caller gets `false`, to try. */
  isOpen(name: string, now: number): boolean
  /** What became of a try. */
  note(name: string, worked: boolean, now: number): void
}

interface Circuit {
  failures: number
  /** When the last failure, or the last single try, was. */
  since: number
  /** One has been sent to find out, and nothing is known of it yet. */
  isTried: boolean
}

/**
 * Leaves alone what has failed `failures` times in a row: for `firstMs`, then, with each further failure, for twice as
 * long as before, at most `longestMs`. Those who asked before it was left alone tell nothing new by failing, too: however
 * many they are, it is one outage. Kept in memory: a restart tries again at once. Of the clock it needs `now` alone,
 * and one that was set back opens nothing for longer than a pause.
 */
export function createBreaker({
  failures,
  firstMs,
  longestMs,
}: {
  failures: number
  firstMs: number
  longestMs: number
}): Breaker {
  const circuits = new Map<string, Circuit>()
  const pauseOf = (circuit: Circuit) => Math.min(longestMs, firstMs * 2 ** (circuit.failures - failures))

  return {
    isOpen(name, now) {
      const circuit = circuits.get(name)
      if (!circuit || circuit.failures < failures) return false
      const past = now - circuit.since
      if (past >= 0 && past < pauseOf(circuit)) return true
      // The others wait for what this one finds.
      circuit.since = now
      circuit.isTried = true
      return false
    },

    note(name, worked, now) {
      const known = circuits.get(name)
      if (worked) circuits.delete(name)
      else if (!known || known.failures < failures || known.isTried)
        circuits.set(name, { failures: (known?.failures ?? 0) + 1, since: now, isTried: false })
    },
  }
}
