import type { Key } from '../options.ts'

/** What was set for a key, else its fallback, else the empty text. */
export type Value = (key: Key) => string

export const PORTS = { min: 1, max: 65_535 } as const

/** A whole number in decimal digits, ends included; anything else is a fault. */
export function numberOf(
  value: Value,
  key: Key,
  { min, max }: { min: number; max: number },
  faults: string[],
): number {
  const number = Number(value(key))
  if (!/^\d{1,9}$/.test(value(key)) || number < min || number > max)
    faults.push(`${key} must be a number from ${min} to ${max}`)
  return number
}
