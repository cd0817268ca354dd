/**
 * Counts a time of waiting down: up to a minute and a half as the seconds that were asked for, once; beyond that in
 * whole minutes, rounded up, so that nobody comes too early.
 */
export function countDown(
  seconds: number,
  onTick: (left: number, isMinutes: boolean) => void,
  onOver: () => void,
): void {
  const end = Date.now() + seconds * 1_000
  const isMinutes = seconds > 90
  const unit = (isMinutes ? 60 : seconds) * 1_000
  function tick(): void {
    const left = end - Date.now()
    const units = Math.ceil(left / unit)
    if (units > 0) {
      onTick(isMinutes ? units : Math.ceil(seconds), isMinutes)
      setTimeout(tick, left - (units - 1) * unit)
    } else onOver()
  }
  tick()
}
