import { closeSync, createWriteStream, fsyncSync, openSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { defineCommand } from 'citty'
import { loadConfig } from '../../config/config.ts'
import { systemClock } from '../../kernel/clock.ts'
import { upkeepOf } from '../../upkeep.ts'
import { printError } from '../output.ts'
import { fileNamed } from '../visit.ts'

export const exportAll = defineCommand({
  meta: {
    name: 'export',
    description:
      'Everything but what opens a door, as JSON lines of one moment, beside a running service: brevier export --out all.jsonl',
  },
  args: { out: { type: 'string', description: 'file; "-" for standard output', default: '-' } },
  async run({ args: { out } }) {
    const upkeep = await upkeepOf(loadConfig({ cwd: process.cwd() }), { readOnly: true })
    const chunks = Readable.from(upkeep.exportChunks(systemClock.now()))
    if (out === '-') {
      await pipeline(chunks, process.stdout, { end: false })
      return
    }
    await writeWhole(fileNamed(out), chunks)
    printError(`written: ${out}. Photos and secret.key are not part of it (docs/backup.md).`)
  },
})

/** A file that is there is a whole one. */
async function writeWhole(path: string, chunks: Readable): Promise<void> {
  const unfinished = `${path}.part`
  await rm(unfinished, { force: true })
  await pipeline(chunks, createWriteStream(unfinished, { mode: 0o600 }))
  const handle = openSync(unfinished, 'r')
  fsyncSync(handle)
  closeSync(handle)
  await rename(unfinished, path)
}
