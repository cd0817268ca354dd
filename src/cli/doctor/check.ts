import type { Composition } from '../../compose.ts'
import type { Config } from '../../config/config.ts'
import type { Outbound } from '../../features/ports.ts'

/** `warn`: it runs, and somebody should look at it. `fail`: it does not do what it must. */
export type State = 'ok' | 'warn' | 'fail'

export interface Finding {
  state: State
  /** One sentence or less. */
  said: string
  /** What to do; for what is not `ok`. */
  todo?: string
}

export interface Patient {
  config: Config
  composition: Composition
  /** The way out; `null` unless asked for. */
  outbound: Outbound | null
  /** Epoch ms. */
  now: number
  /** Runs with the rights of the service. */
  nodeVersion: string
  userId: number | null
}

/** One thing that is looked at. */
export interface Check<Needed extends keyof Patient = keyof Patient> {
  name: string
  look(patient: Pick<Patient, Needed>): Promise<Finding[]> | Finding[]
}

export const ok = (said: string): Finding => ({ state: 'ok', said })
export const warn = (said: string, todo: string): Finding => ({ state: 'warn', said, todo })
export const fail = (said: string, todo: string): Finding => ({ state: 'fail', said, todo })

/** `3 d`, `2 h`, `5 min` */
export function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes >= 2 * 24 * 60) return `${Math.floor(minutes / (24 * 60))} d`
  return minutes >= 120 ? `${Math.floor(minutes / 60)} h` : `${minutes} min`
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`
}
