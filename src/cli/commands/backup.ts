import { defineCommand } from 'citty'
import { loadConfig } from '../../config/config.ts'
import { backUp, backUpPhotos, type PhotoCopies } from '../../upkeep.ts'
import { printData, printError } from '../output.ts'
import { fileNamed } from '../visit.ts'

export const backup = defineCommand({
  meta: {
    name: 'backup',
    description:
      'Copy database and photos, beside a running service, and check the copy row by row: brevier backup --to /mnt/backups',
  },
  args: {
    to: { type: 'string', description: 'folder; without it, backup_dir of the configuration' },
    keep: { type: 'string', description: 'how many stay in the folder; without it, backup_keep' },
    'photos-only': {
      type: 'boolean',
      description: 'bring the photos that the last one lacks, and copy no database',
      default: false,
    },
    json: { type: 'boolean', description: 'answer one JSON line', default: false },
  },
  async run({ args }) {
    const config = loadConfig({
      cwd: process.cwd(),
      flags: {
        ...(args.to ? { backup_dir: fileNamed(args.to) } : {}),
        ...(args.keep ? { backup_keep: args.keep } : {}),
      },
    })
    if (args['photos-only']) {
      const photos = backUpPhotos(config, config.backups.dir)
      printData(args.json ? JSON.stringify({ photos }) : `${photos.copied} new photos`)
      tellPhotos(photos)
      return
    }
    const made = await backUp(config, config.backups, untilStopped())
    if (args.json) printData(JSON.stringify(made))
    else
      printData(
        `${made.path}\n  ${made.rows} rows, ${(made.bytes / 1_000_000).toFixed(1)} MB, checked; ${made.photos.copied} new photos; ${made.kept} backups kept, ${made.removed.length} removed`,
      )
    printError('secret.key is not part of it: keep it apart, in another place (docs/backup.md).')
    tellPhotos(made.photos)
  },
})

/** Whoever stops it, the service that stops itself among them, finds no half copy afterwards. */
function untilStopped(): AbortSignal {
  const stopping = new AbortController()
  const stop = () => stopping.abort(new Error('stopped before it was finished: there is no new backup'))
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop)
  return stopping.signal
}

/** @throws when some could not be copied */
function tellPhotos({ damaged, failed }: PhotoCopies): void {
  if (damaged.length > 0)
    printError(`Damaged, and not copied: ${damaged.join(', ')}. Send the picture again.`)
  if (failed !== null)
    throw new Error(
      `Photos are missing from the backup: ${failed}. Its database is whole; mend that, then "brevier backup --photos-only" brings them`,
    )
}
