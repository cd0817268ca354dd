import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What a drill stands between the program and its disk. Linux alone: the driver is compiled by the same compiler. */
export interface Shim {
  /** For the program that is to be watched. */
  env: Record<string, string>
  trace: string
  /** For a program that is to be killed before its change of that number. */
  killAt(change: number): Record<string, string>
  /** From the next call on: `full SIZE`, `readonly`, `eio`; `null` for a disk that works. */
  fault(word: string | null): void
}

/** What every sync of a program has to wait for, for its environment; `work` as for {@link buildShim}. */
export function slowSyncs(work: string, us: number): Record<string, string> {
  return { LD_PRELOAD: compile(work), DISK_SYNC_US: String(us) }
}

/**
 * Compiles the shim into the folder `work`, for a program whose data lies in `dir`.
 * @throws when it does not compile
 */
export function buildShim(work: string, dir: string, { traces }: { traces: boolean }): Shim {
  const library = compile(work)
  const [trace, fault] = [join(work, 'trace'), join(work, 'fault')]
  return {
    env: {
      LD_PRELOAD: library,
      DISK_DIR: dir,
      DISK_FAULT: fault,
      ...(traces && { DISK_TRACE: trace }),
    },
    trace,
    killAt: (change) => ({ LD_PRELOAD: library, DISK_DIR: dir, DISK_KILL: String(change) }),
    fault(word) {
      if (word === null) rmSync(fault, { force: true })
      else writeFileSync(fault, `${word}\n`)
    },
  }
}

/** Answers the library's path. @throws when it does not compile */
function compile(work: string): string {
  const library = join(work, 'disk-shim.so')
  const source = resolve('tests/drills/disk-shim.c')
  const options = ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']
  const { status, stderr, error } = spawnSync('cc', options, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the drill needs Linux and a C compiler: ${error?.message ?? stderr}`)
  return library
}
