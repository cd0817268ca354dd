import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { type Composition, composeProduction, createOutbound, databaseFile } from '../../compose.ts'
import { type Config, ConfigError, loadConfig } from '../../config/config.ts'
import { systemClock } from '../../kernel/clock.ts'
import { examine, type Found, OF_THE_DISK, OF_THE_INSTALLATION, OF_THE_MACHINE } from '../doctor/index.ts'
import { printData } from '../output.ts'

export const doctor = defineCommand({
  meta: {
    name: 'doctor',
    description:
      'Look at the configuration, the machine and the installation, beside a running service; exit 1 on a fail.',
  },
  args: {
    online: {
      type: 'boolean',
      description: 'also ask the public address and the providers: reachable, and the same time',
      default: false,
    },
    json: { type: 'boolean', description: 'one JSON line for each finding', default: false },
  },
  async run({ args }) {
    const found = await lookAtAll(args.online)
    for (const finding of found) printData(args.json ? JSON.stringify(finding) : lineOf(finding))
    const failed = found.filter(({ state }) => state === 'fail').length
    if (failed > 0) throw new Error(`${failed} of ${found.length} findings are failures`)
  },
})

async function lookAtAll(isOnline: boolean): Promise<Found[]> {
  const now = systemClock.now()
  const machine = { nodeVersion: process.version, userId: process.getuid?.() ?? null, now }
  const found = await examine(OF_THE_MACHINE, machine)
  const config = readConfig(found)
  if (!config) return found
  found.push(...(await examine(OF_THE_DISK, { ...machine, config })))
  const composition = await openOr(config, found)
  if (!composition) return found
  try {
    const outbound = isOnline ? createOutbound() : null
    found.push(...(await examine(OF_THE_INSTALLATION, { ...machine, config, composition, outbound })))
  } finally {
    await composition.close()
  }
  return found
}

function readConfig(found: Found[]): Config | null {
  try {
    const config = loadConfig({ cwd: process.cwd() })
    found.push({
      check: 'configuration',
      state: 'ok',
      said: `${config.publicUrl}, every setting is well formed`,
    })
    return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const said of error.faults)
      found.push({
        check: 'configuration',
        state: 'fail',
        said,
        todo: 'see docs/configuration.md, or run brevier init',
      })
    return null
  }
}

/** For reading alone; nothing is made that is not there. */
async function openOr(config: Config, found: Found[]): Promise<Composition | null> {
  const { dataDir, database } = config.storage
  const file = databaseFile(database)
  const missing = [file, join(dataDir, 'secret.key')].filter((path) => !existsSync(path))
  if (missing.length > 0) {
    const todo = 'brevier init, or the first brevier site add, makes it; after a loss, restore it'
    for (const path of missing)
      found.push({ check: 'database', state: 'fail', said: `there is no ${path}`, todo })
    return null
  }
  try {
    const composition = await composeProduction(config, { readOnly: true })
    found.push({ check: 'database', state: 'ok', said: `${file} opens, with the schema of this version` })
    return composition
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    found.push({ check: 'database', state: 'fail', said, todo: 'see docs/troubleshooting.md' })
    return null
  }
}

/** `ok    node  Node v24.4.0, mended until 2028-04-30` */
function lineOf({ state, check, said, todo }: Found): string {
  const head = `${state.padEnd(5)} ${check.padEnd(13)} ${said}`
  return todo === undefined ? head : `${head}\n${' '.repeat(20)}→ ${todo}`
}
