const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * "2 minutes ago" up to a week, out of the words that the server printed (`agoWords`); `undefined` beyond, where the
 * date says more, and for what is no time at all.
 */
export function relativeTime(age: number, words: readonly string[]): string | undefined {
  const whole = (unit: number) => Math.floor(age / unit)
  if (age < MINUTE) return words[0]
  if (age < HOUR) return words[whole(MINUTE)]
  return words[age < DAY ? 59 + whole(HOUR) : 82 + whole(DAY)]
}

/** Keeps every marked time relative, from the first call of what it answers on. The exact time stays in the tool tip. */
export function startTimes(root: HTMLElement): () => void {
  const words = root.dataset['ago']?.split('|') ?? []
  function refresh(): void {
    for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
      const text = relativeTime(Date.now() - Date.parse(time.dateTime), words)
      if (text && time.textContent !== text) time.textContent = text
    }
  }
  setInterval(refresh, MINUTE)
  return refresh
}
