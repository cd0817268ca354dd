import { createReadStream } from 'node:fs'
import { defineCommand } from 'citty'
import { loadConfig } from '../../config/config.ts'
import { systemClock } from '../../kernel/clock.ts'
import { upkeepOf } from '../../upkeep.ts'
import { addFolders, takeAway } from '../added-folders.ts'
import { printData, printError } from '../output.ts'
import { fileNamed } from '../visit.ts'

export const importAll = defineCommand({
  meta: {
    name: 'import',
    description:
      'Make an installation of an export; there must be none yet, and no service running: brevier import all.jsonl',
  },
  args: {
    file: {
      type: 'positional',
      description: 'what "brevier export" wrote; "-" for standard input',
      required: true,
    },
    'dry-run': { type: 'boolean', description: 'check every line, and change nothing', default: false },
    json: { type: 'boolean', description: 'answer one JSON line', default: false },
  },
  async run({ args }) {
    const config = loadConfig({ cwd: process.cwd() })
    const isDry = args['dry-run']
    const upkeep = await upkeepOf(config)
    const added = addFolders(config.storage.dataDir)
    const chunks = args.file === '-' ? process.stdin : createReadStream(fileNamed(args.file))
    const importing = upkeep.importInto({ chunks, now: systemClock.now(), dryRun: isDry })
    const { exportedAt, read, digest } = await importing.finally(() => {
      if (isDry) takeAway(added)
    })
    if (args.json) printData(JSON.stringify({ imported: !isDry, exportedAt, rows: read, digest }))
    else
      printData(
        `${isDry ? 'Every line is good' : 'Imported'}: ${read} rows, exported ${exportedAt}. ${isDry ? 'Nothing was changed.' : 'The log of decisions is whole.'}`,
      )
    if (!isDry)
      printError(
        'Nobody is signed in, and everybody of the desk enrols again: "brevier staff invite SITE". Photos are copied apart (docs/backup.md).',
      )
  },
})
