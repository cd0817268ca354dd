export interface Rate {
  /** Seconds until the next one is let through; 0 when this one is, which then counts. */
  take(name: string, now: number): number
}

/** At most `most` of each name in a window of `per` ms. Kept in memory: a restart forgets. */
export function createRate({ most, per }: { most: number; per: number }): Rate {
  const windows = new Map<string, { since: number; taken: number }>()
  return {
    take(name, now) {
      let window = windows.get(name)
      if (!window || now - window.since >= per) {
        window = { since: now, taken: 0 }
        windows.set(name, window)
      }
      if (window.taken >= most) return Math.ceil((window.since + per - now) / 1_000)
      window.taken += 1
      return 0
    },
  }
}
