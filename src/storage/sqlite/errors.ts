import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Problem } from '../../kernel/errors.ts'

/** The engine's word for what went wrong (`SQLITE_FULL`), also under a query builder's wrapper; else `null`. */
export function engineCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_')) return error.code
  return engineCode(error.cause)
}

/** Seconds until a retry makes sense: an operator must have made room, or the process must have come back. */
const RETRY_AFTER = { full: 30, unavailable: 10 } as const

/**
 * What a caller is told: a full disk and one that cannot be written are refusals that have a name; anything else,
 * such as a constraint, stays as it is.
 */
export function storageError(error: unknown): unknown {
  if (isFull(error)) return fullProblem()
  if (
    isFatal(error) ||
    /^SQLITE_(IOERR|READONLY|CANTOPEN|BUSY|PERM|AUTH|PROTOCOL)/.test(engineCode(error) ?? '')
  )
    return new Problem('storage-unavailable', { retryAfter: RETRY_AFTER.unavailable }, { cause: error })
  return error
}

export function fullProblem(): Problem {
  return new Problem('storage-full', { retryAfter: RETRY_AFTER.full })
}

/** No room on the disk (or in the file's own limit), also for the index of the log: it may come back. */
export function isFull(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR_SHMSIZE)$/.test(engineCode(error) ?? '')
}

/** Another connection holds the lock: worth another try. */
export function isBusy(error: unknown): boolean {
  return engineCode(error)?.startsWith('SQLITE_BUSY') ?? false
}

/**
 * Errors after which nothing may be called saved any more: after a failed fsync the kernel may have dropped
 * the pages and a second one answers success (Rebello et al., USENIX ATC 2020).
 */
export function isFatal(error: unknown): boolean {
  return /^SQLITE_(IOERR_(DIR_)?FSYNC|CORRUPT|NOTADB)/.test(engineCode(error) ?? '')
}

/** What an operator reads when the file cannot be opened: what is wrong, and what to do. */
export function openingError(error: unknown, file: string): unknown {
  const code = engineCode(error) ?? ''
  if (!existsSync(dirname(file)))
    return new Error(`${file} cannot be opened: there is no folder ${dirname(file)}`, { cause: error })
  if (isFull(error))
    return new Error(`${file} cannot be opened: its disk is full. Make room, then start again`, {
      cause: error,
    })
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR_(LOCK|SHM))/.test(code))
    return new Error(
      `${file} cannot be written (${code}): its disk is mounted read-only, or its folder does not exist or belongs to another user. Nothing was changed`,
      { cause: error },
    )
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return new Error(
      `${file} is damaged (${code}): keep it as it is and restore the newest backup. Nothing was changed`,
      { cause: error },
    )
  return error
}
