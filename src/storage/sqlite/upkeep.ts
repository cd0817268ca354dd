import type { Upkeep } from '../upkeep.ts'
import { makeBackup } from './backup.ts'
import { type Connection, openReader } from './connection.ts'
import { openingError } from './errors.ts'
import { exportChunks } from './export.ts'
import { importInto } from './import.ts'
import { type InstallationKind, refuseOtherKind } from './installation.ts'
import { restoreBackup } from './restore.ts'

/** Of one file. */
export function createSqliteUpkeep(target: {
  file: string
  kind: InstallationKind
  migrationsDir: string
}): Upkeep {
  const read = (): Connection => {
    const reader = openReader(target.file)
    try {
      refuseOtherKind(reader, target.kind)
      return reader
    } catch (error) {
      reader.close()
      throw openingError(error, target.file)
    }
  }
  return {
    async backUp(options) {
      const reader = read()
      try {
        return await makeBackup(reader, options)
      } finally {
        reader.close()
      }
    },

    restore: (options) => restoreBackup({ ...options, ...target }),

    async *exportChunks(now) {
      const reader = read()
      try {
        yield* exportChunks(reader, now)
      } finally {
        reader.close()
      }
    },

    importInto: (options) => importInto({ ...options, ...target }),
  }
}
