/** Seconds, minutes, hours. */
type Unit = 0 | 1 | 2

/**
 * Counts a time of waiting down: up to a minute and a half as the seconds that were asked for, once; up to an hour and a
 * half in whole minutes, beyond that in whole hours, rounded up, so that nobody comes too early.
 */
export function countDown(
  seconds: number,
  onTick: (left: number, unit: Unit) => void,
  onOver: () => void,
): void {
  const end = Date.now() + seconds * 1_000
  const [unit, size]: [Unit, number] = seconds > 5_400 ? [2, 3_600] : seconds > 90 ? [1, 60] : [0, seconds]
  function tick(): void {
    const left = (end - Date.now()) / 1_000
    const units = Math.ceil(left / size)
    if (units > 0) {
      onTick(unit ? units : Math.ceil(seconds), unit)
      setTimeout(tick, (left - (units - 1) * size) * 1_000)
    } else onOver()
  }
  tick()
}
