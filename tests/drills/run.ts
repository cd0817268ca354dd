import { corpus } from './corpus.ts'
import { disk } from './disk.ts'
import { fsync } from './fsync.ts'
import { kill } from './kill.ts'
import { migrate } from './migrate.ts'
import { power } from './power.ts'
import { proxy } from './proxy.ts'
import { restore } from './restore.ts'

/** One drill: what was done, what was found, and in `ok` whether nothing was lost. */
export type Drill = (options: { rounds?: number }) => Promise<Record<string, unknown> & { ok: boolean }>

/** `npm run drill -- NAME [--rounds N] [--json]`: breaks one thing on purpose, and counts what it cost. */
const DRILLS: Readonly<Record<string, Drill>> = {
  kill,
  power,
  fsync,
  disk,
  restore,
  migrate,
  proxy,
  corpus,
}

const [name = ''] = process.argv.slice(2)
const drill = DRILLS[name]
if (!drill) {
  process.stderr.write(`Which drill? ${Object.keys(DRILLS).join(', ')}\n`)
  process.exitCode = 2
} else {
  const at = process.argv.indexOf('--rounds')
  const rounds = at < 0 ? Number.NaN : Number(process.argv[at + 1])
  const result = await drill(Number.isInteger(rounds) && rounds > 0 ? { rounds } : {})
  const json = process.argv.includes('--json')
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`)
  if (!result.ok) process.exitCode = 1
}
