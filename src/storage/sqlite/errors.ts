import { Problem } from '../../kernel/errors.ts'

/** The engine's word for what went wrong (`SQLITE_FULL`), also under a query builder's wrapper; else `null`. */
export function engineCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_')) return error.code
  return engineCode(error.cause)
}

/** What a caller is told: a full disk is a refusal that has a name, anything else stays as it is. */
export function storageError(error: unknown): unknown {
  return engineCode(error) === 'SQLITE_FULL' ? new Problem('storage-full') : error
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
