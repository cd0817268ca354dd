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

let current: Visit | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Runs the command when those before it have ended: one at a time, so that each finds its own visit. No
 * `AsyncLocalStorage`, which would make every callback of the serving process dearer from then on
 * (`docs/decisions/005-cached-pages-stand-in-front.md`).
 */
export function duringVisit<Result>(visit: Visit, work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(async () => {
    current = visit
    try {
      return await work()
    } finally {
      current = undefined
    }
  })
  last = turn.catch(() => {})
  return turn
}

/** `undefined` for a command in a process of its own. */
export function currentVisit(): Visit | undefined {
  return current
}

/** Path of a file that a person named at the command line. */
export function fileNamed(name: string): string {
  return resolve(currentVisit()?.cwd ?? process.cwd(), name)
}
