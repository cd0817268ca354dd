import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { defineCommand } from 'citty'
import { loadConfig } from '../../config/config.ts'
import { systemClock } from '../../kernel/clock.ts'
import { upkeepOf } from '../../upkeep.ts'
import { printError } from '../output.ts'
import { fileNamed } from '../visit.ts'
import { writeWhole } from '../whole-file.ts'

export const exportAll = defineCommand({
  meta: {
    name: 'export',
    description:
      'Everything but what opens a door, as JSON lines of one moment, beside a running service: brevier export --out all.jsonl',
  },
  args: { out: { type: 'string', description: 'file; "-" for standard output', default: '-' } },
  async run({ args: { out } }) {
    const upkeep = await upkeepOf(loadConfig({ cwd: process.cwd() }), { readOnly: true })
    const chunks = upkeep.exportChunks(systemClock.now())
    if (out === '-') {
      await pipeline(Readable.from(chunks), process.stdout, { end: false })
      return
    }
    await writeWhole(fileNamed(out), chunks)
    printError(`written: ${out}. Photos and secret.key are not part of it (docs/backup.md).`)
  },
})
