const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "2 minutes ago" up to a week, in the page's language; `null` beyond, where the date says more. */
export function relativeTime(at: number, now: number, format: Intl.RelativeTimeFormat): string | null {
  const age = Math.max(0, now - at)
  // Turned round, so that it holds for what is no time at all as well.
  if (!(age < 7 * DAY)) return null
  if (age < MINUTE) return format.format(0, 'second')
  if (age < HOUR) return format.format(-Math.floor(age / MINUTE), 'minute')
  if (age < DAY) return format.format(-Math.floor(age / HOUR), 'hour')
  return format.format(-Math.floor(age / DAY), 'day')
}

/** Keeps every marked time relative, from the first call of what it answers on. The exact time stays in the tool tip. */
export function startTimes(root: HTMLElement): () => void {
  let format: Intl.RelativeTimeFormat | undefined
  function refresh(): void {
    format ??= new Intl.RelativeTimeFormat(root.lang, { numeric: 'auto', style: 'short' })
    for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
      const words = relativeTime(Date.parse(time.dateTime), Date.now(), format)
      if (words !== null && time.textContent !== words) time.textContent = words
    }
  }
  setInterval(refresh, MINUTE)
  return refresh
}
