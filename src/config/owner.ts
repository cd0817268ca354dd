import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Root may write everywhere, and what it leaves in the folder of another user, such as a backup or a restored database,
 * is closed to that user's service. `dataDir`: absolute; where it is not there yet, the folder that will hold it counts.
 * @throws when this is root and the folder is another user's
 */
export function refuseRootElsewhere(dataDir: string): void {
  if (process.getuid?.() !== 0) return
  const owner = ownerOf(dataDir)
  if (owner === 0) return
  throw new Error(
    `${dataDir} is user ${owner}’s, and what root writes there is closed to that user’s service. Nothing was done: run it as that user, with sudo -u '#${owner}' before the command`,
  )
}

function ownerOf(path: string): number {
  return existsSync(path) ? statSync(path).uid : ownerOf(dirname(path))
}
