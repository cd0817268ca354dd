import { writeSync } from 'node:fs'
import type { DestinationStream } from 'pino'
import { hasCode } from '../kernel/errors.ts'

export interface LogLines extends DestinationStream {
  /** How many lines were lost before the newest, once that one was written; counts anew after each answer. */
  lost(): number
}

/** A reader that is slow is waited for; one that has stopped is not, or everybody would wait with it. */
const PATIENCE = { tries: 20, ms: 5 } as const

/**
 * Each line at once, whole or not at all. One that cannot be written, because the disk is full or nobody reads, is lost
 * and counted: a log is no reason to stop.
 */
export function createLogLines(fd: number, write: typeof writeSync = writeSync): LogLines {
  let missed = 0
  let isCut = false
  let isTaken = true
  let tries = 0

  return {
    write(line) {
      const bytes = Buffer.from(isCut ? `\n${line}` : line)
      let at = 0
      while (at < bytes.length) {
        try {
          at += write(fd, bytes, at)
        } catch (error) {
          if (hasCode(error, 'EAGAIN') && tries < PATIENCE.tries) {
            tries += 1
            sleep(PATIENCE.ms)
            continue
          }
          missed += 1
          isTaken = false
          isCut ||= at > 0
          return
        }
      }
      tries = 0
      isCut = false
      isTaken = true
    },

    lost() {
      if (!isTaken) return 0
      const count = missed
      missed = 0
      return count
    },
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
