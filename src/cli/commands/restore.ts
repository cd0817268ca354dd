import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineCommand } from 'citty'
import { type Config, loadConfig } from '../../config/config.ts'
import { systemClock } from '../../kernel/clock.ts'
import { type PhotoCopies, restorePhotos, upkeepOf } from '../../upkeep.ts'
import { addFolders, takeAway } from '../added-folders.ts'
import { printData, printError } from '../output.ts'
import { fileNamed } from '../visit.ts'

export const restore = defineCommand({
  meta: {
    name: 'restore',
    description:
      'Put a backup in the place of the database, which is kept; the service must be stopped: brevier restore FILE --yes. Without --yes, check it beside the service',
  },
  args: {
    file: { type: 'positional', description: 'the backup, brevier-….sqlite', required: true },
    yes: { type: 'boolean', description: 'do it; without this, everything is only checked', default: false },
    'sign-everyone-out': { type: 'boolean', description: 'end all sessions', default: false },
    'without-manifest': {
      type: 'boolean',
      description: 'take a file that has none, such as one that Litestream restored',
      default: false,
    },
    json: { type: 'boolean', description: 'answer one JSON line', default: false },
  },
  async run({ args }) {
    const config = loadConfig({ cwd: process.cwd() })
    const source = fileNamed(args.file)
    const upkeep = await upkeepOf(config)
    const added = addFolders(config.storage.dataDir)
    const options = { signOut: args['sign-everyone-out'], withoutManifest: args['without-manifest'] }
    const restoring = upkeep.restore({ source, now: systemClock.now(), ...options, dryRun: !args.yes })
    const found = await restoring.finally(() => {
      if (!args.yes) takeAway(added)
    })
    const photos = args.yes ? broughtBack(config, source, found.kept) : null
    const rows = Object.values(found.rows).reduce((sum, count) => sum + count, 0)
    const { kept, madeAt, schema, digest } = found
    if (args.json)
      printData(JSON.stringify({ restored: args.yes, madeAt, schema, digest, rows, kept, photos }))
    else {
      printData(
        `The backup is whole: ${rows} rows${madeAt === null ? '' : `, made ${madeAt}`}, schema ${schema}.`,
      )
      printData(args.yes ? done(kept, photos?.copied ?? 0) : 'Nothing was changed. To restore it: --yes')
    }
    if (!existsSync(join(config.storage.dataDir, 'secret.key')))
      printError(
        'secret.key is not in the data folder: put the old one there before the start, or everybody of the desk enrols again.',
      )
  },
})

/** @throws when photos cannot be copied, with what has happened until then */
function broughtBack(config: Config, source: string, kept: string | null): PhotoCopies {
  const photos = restorePhotos(config, source)
  if (photos.failed === null) return photos
  throw new Error(
    [
      `The backup is the database now, but its photos could not be brought back: ${photos.failed}.`,
      `Mend that and run the same command again, or copy ${join(dirname(source), 'photos')} into ${join(config.storage.dataDir, 'photos')}`,
      ...(kept === null ? [] : [`What was there is kept: ${kept}`]),
    ].join('\n'),
  )
}

function done(kept: string | null, photos: number): string {
  const lines = [`It is the database now; ${photos} photos were brought back. "brevier start" takes it up.`]
  if (kept !== null)
    lines.push(
      `What was there is kept: ${kept}`,
      `To go back: stop the service and run "brevier restore ${kept} --without-manifest --yes"; delete it when you are sure.`,
    )
  return lines.join('\n')
}
