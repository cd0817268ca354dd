import { AsyncLocalStorage } from 'node:async_hooks'
import { resolve } from 'node:path'
import type { Composition } from '../compose.ts'

/** A command that the serving process runs for somebody who called it from another one. */
export interface Visit {
  composition: Composition
  /** Where the caller stands: file names are meant from there. */
  cwd: string
  out(text: string): void
  err(text: string): void
}

// Several at once: each finds its own, whatever awaits in between.
const visits = new AsyncLocalStorage<Visit>()

export function duringVisit<Result>(visit: Visit, work: () => Promise<Result>): Promise<Result> {
  return visits.run(visit, work)
}

/** `undefined` for a command in a process of its own. */
export function currentVisit(): Visit | undefined {
  return visits.getStore()
}

/** Path of a file that a person named at the command line. */
export function fileNamed(name: string): string {
  return resolve(currentVisit()?.cwd ?? process.cwd(), name)
}
