import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { databaseFile, diskFigures } from '../../compose.ts'
import { type Check, type Finding, fail, megabytes, ok, warn } from './check.ts'

const MEGABYTE = 1_048_576

/** The file that is given up when the disk is full, so that a comment can still be taken away. */
export const ballast: Check<'config'> = {
  name: 'ballast',
  async look({ config: { storage } }) {
    const file = databaseFile(storage.database)
    // Nothing is served yet, and the check of the database says so.
    if ((await sizeOf(file)) === null) return []
    const wanted = storage.ballastMb * MEGABYTE
    if (wanted === 0) return [ok('none, as ballast_mb says: a full disk stops moderation, too')]
    const kept = (await sizeOf(`${file}.ballast`)) ?? 0
    if (kept >= wanted) return [ok(`${megabytes(kept)} kept for moderation on a full disk`)]
    const { freeBytes } = await diskFigures(dirname(file), file)
    return [lacking(kept, wanted, freeBytes)]
  },
}

/** A running service keeps again, within seconds, what there is twice the room for (`storage/sqlite/space.ts`). */
function lacking(kept: number, wanted: number, freeBytes: number): Finding {
  if (freeBytes + kept < 2 * wanted)
    return fail(
      `the ballast is given up, or never fitted: only ${megabytes(freeBytes + kept)} free`,
      `comments may be refused, and on a full disk nothing can be taken away: make room until ${megabytes(2 * wanted)} are free`,
    )
  if (kept > 0)
    return warn(`the ballast has ${megabytes(kept)} of ${megabytes(wanted)}`, 'start the service again')
  return warn(
    'the ballast is missing',
    'the service makes it within seconds: is it running, and may its user write beside the database?',
  )
}

function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  )
}
